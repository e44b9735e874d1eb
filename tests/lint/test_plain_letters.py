"""What a plain letter says of terms and costs is judged by whom it is for."""

from __future__ import annotations

import pytest

from toolkit.lint import Severity, lint_text
from toolkit.lint.settings import Settings

TERM = "Betaal de factuur binnen 14 dagen na dagtekening van deze brief. Daarna rekenen wij incassokosten."
BELGIAN = "Ons ondernemingsnummer is BE 0123.456.789. "


def law(text: str, profile: str | None = None) -> list[str]:
    return [each.excerpt for each in lint_text(text, select=["law"], settings=Settings(profile=profile))]


@pytest.mark.parametrize(
    "text",
    [
        "Uw onderneming heeft een factuur open staan. " + TERM,
        BELGIAN + TERM,
        "De termijn van 14 dagen is verstreken. Betaal binnen 14 dagen na heden de factuur met de incassokosten.",
        "Dit aanbod geldt 24 uur na heden. Betaal dan € 50,00 van uw factuur. Anders volgen incassokosten.",
    ],
)
def test_the_fourteen_days_are_for_a_first_letter_to_a_dutch_consumer(text: str) -> None:
    assert not law(text)
    assert law(TERM)
    assert not law(TERM, profile="be")


def test_costs_in_the_first_reminder_to_a_belgian_consumer_are_an_error() -> None:
    first = BELGIAN + "Uw factuur van € 100,00 staat open. Wij rekenen nu € 12,10 administratiekosten."
    found = lint_text(first, select=["plain-costs"])
    assert [(each.excerpt, each.severity) for each in found] == [("€ 12,10", Severity.ERROR)]
    assert not law(first + " Dit is onze tweede herinnering.")
    assert not law("Uw bedrijf betaalt ons. " + first)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De hoofdsom is € 1.000,00. Betaalt u niet? Dan komen er € 181,50 incassokosten bij.", []),
        ("De hoofdsom is € 1.000,00. Betaalt u niet? Dan komen er € 181,51 incassokosten bij.", ["€ 181,51"]),
        ("Betaal € 100,00 voor vrijdag. Of betaal € 50,00 per maand.", []),
        ("Betaal € 100,00 voor vrijdag. Betaal nu € 120,00.", ["€ 120,00"]),
        ("Betaal op NL91 ABNA 0417 1643 00. Ja, op NL91ABNA0417164300.", []),
        ("Betaal op NL91 ABNA 0417 1643 00, of NL02 ABNA 0123 4567 89.", ["NL02 ABNA 0123 4567 89"]),
    ],
)
def test_costs_sums_and_accounts_of_a_plain_letter_must_agree(text: str, found: list[str]) -> None:
    assert law(text) == found
