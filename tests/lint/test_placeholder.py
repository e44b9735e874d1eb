"""A place that is still to be filled in is found in all its kinds, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from toolkit.lint import lint_text
from toolkit.lint.settings import Settings

KINDS = """\
Beste [naam],
Beste [NAAM KLANT],
Beste [vul hier de naam in],
U betaalt [bedrag] euro.
Beste {naam},
Beste {{ naam }},
Beste {{customer.name}},
{% if klant %} Beste klant,
Beste klant, %}
Beste <<Voornaam>>,
Beste «Achternaam»,
Beste ((naam)),
Beste (( klantnaam )),
Beste [[naam]],
Beste %NAAM%,
Beste %%naam%%,
Beste <naam>,
Beste ${naam},
Beste $naam$,
Beste @naam@,
Beste #naam#,
Beste __naam__,
Beste XXX,
U betaalt € XX,XX.
U betaalt € xx.
U betaalt € ___.
U betaalt € ….
U betaalt € ?.
Betaal voor XX-XX-XXXX.
Betaal voor dd-mm-jjjj.
Betaal voor dd/mm/jjjj.
Betaal op NL00 BANK 0000 0000 00.
Betaal op NLXX XXXX XXXX XXXX XX.
VUL HIER UW NAAM IN
Naam invullen.
Bedrag nog invullen.
Uw factuur (nummer invullen) staat open.
TODO: termijn bepalen.
Lorem ipsum dolor sit amet.
Beste undefined,
Beste null,
Beste None,
Beste [object Object],
Betaal voor Invalid Date.
U betaalt € NaN.
Factuur #N/B staat open.
Factuur #VERW! staat open.
Met vriendelijke groet, [handtekening]
Beste heer/mevrouw ............,
Beste heer/mevrouw ______,
Uw kenmerk: <kenmerk>
Beste *|FNAME|*,
Beste {!Contact.Name},
Beste [%naam%],
Beste {naam klant},
Beste ‹naam›,
Klik hier om tekst in te voeren.
[KIES: e-mail / brief]
Factuur nr. 12345678 van Voorbeeld B.V. PLACEHOLDER
U betaalt € 0,00 (bedrag nog bepalen).
Beste ~naam~,
Datum: ??-??-2026
Bel ons op 06-XXXXXXXX.
Bel ons op 0xx-xxxxxxx.
""".splitlines()


def places(text: str) -> list[str]:
    return [text[each.start : each.end] for each in lint_text(text, select=["placeholder"])]


@pytest.mark.parametrize("text", KINDS)
def test_a_place_to_fill_in_is_found_in_each_of_its_kinds(text: str) -> None:
    assert places(text)


@pytest.mark.parametrize(
    "text",
    [
        "De uitgave heet « Bessy » en kost € 5,00.",
        "Mail naar sanne@korenbloem.example of bel 033 470 00 00.",
        "Dit staat er **vet**, __let op__, ~~door~~ en #actie.",
        "De koers is 1,08 $ en de korting 10 %.",
        "Handtekening: ____________    Datum: ____________",
        "Beste … , dank voor uw geduld…",
        "U betaalt tussen € 10,00 en € 20,00 (zie 3 en 4).",
        "Maat XXL is er weer. Kijk in deel XXXII van de serie.",
        "Klik op de knop om in te loggen.",
        "Uw reis: 12-05-2026 (nog te betalen).",
        "Vul het formulier in en stuur het op.",
        "Betaal met 06-12345678 als kenmerk.",
        "De nul heet in Duitsland null, in Engeland nil.",
    ],
)
def test_marks_that_mean_something_else_are_no_place_to_fill_in(text: str) -> None:
    assert places(text) == []


def test_what_another_program_fills_in_is_let_be_where_the_settings_say_so() -> None:
    text = "Beste [[naam]], u betaalt {{ bedrag }} aan «Firma», niet XXX."
    settings = Settings(options={"placeholder": {"merge_fields": True}})
    found = lint_text(text, settings=settings, select=["placeholder"])
    assert [text[each.start : each.end] for each in found] == ["XXX"]
