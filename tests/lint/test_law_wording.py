"""The wording of the 14 days: each way to get it wrong is found, and none that holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import dutch
from toolkit.lint import Severity, lint_text

SPACE = st.sampled_from([" ", " ", " ", "\n", "\u00a0", "  "])
DAYS = st.sampled_from(
    ["14 dagen", "veertien dagen", "veertien (14) dagen", "14 kalenderdagen", "twee weken", "2 weken"]
)
LEAD = st.sampled_from(["binnen", "uiterlijk", "binnen uiterlijk", "binnen een laatste termijn van"])
THIS_LETTER = st.sampled_from(["deze brief", "dit schrijven", "deze e-mail", "deze aanmaning", "dit bericht"])
SENDING = st.one_of(
    st.sampled_from(
        ["na heden", "vanaf heden", "na vandaag", "vanaf vandaag", "na dato", "na datum", "ingaande heden"]
    ),
    st.sampled_from(
        ["na dagtekening", "ná dagtekening", "vanaf de verzenddatum", "te rekenen vanaf dagtekening"]
    ),
    st.builds("na dagtekening van {}".format, THIS_LETTER),
    st.builds("na de datum van {}".format, THIS_LETTER),
    st.builds("na verzending van {}".format, THIS_LETTER),
    st.builds("vanaf de dag na verzending van {}".format, THIS_LETTER),
)
SENTENCES = st.sampled_from(
    [
        "Wij verzoeken u het bedrag {} te betalen.",
        "U moet de factuur {} voldoen.",
        "Indien het bedrag niet {} op onze rekening is bijgeschreven, rekenen wij incassokosten.",
        "Betaalt u niet {}? Dan komen er incassokosten bij.",
    ]
)
HOLDING = st.one_of(
    st.builds("binnen {} vanaf de dag nadat {} bij u is bezorgd".format, DAYS, THIS_LETTER),
    st.sampled_from(
        [
            "binnen 15 dagen nadat deze brief bij u is bezorgd",
            "binnen vijftien dagen nadat deze brief bij u is bezorgd",
            "binnen 15 dagen nadat u deze e-mail hebt ontvangen",
            "binnen 14 dagen vanaf de dag nadat u deze e-mail hebt ontvangen",
            "binnen 14 dagen, te rekenen vanaf de dag na die waarop u deze brief hebt ontvangen",
            "binnen veertien dagen vanaf de dag na ontvangst van deze brief",
            "binnen 14 dagen na de dag waarop u deze brief hebt ontvangen",
        ]
    ),
)


@given(LEAD, DAYS, SENDING, SENTENCES, SPACE)
def test_a_term_that_counts_from_the_letter_itself_is_found(
    lead: str, days: str, start: str, sentence: str, space: str
) -> None:
    words = f"{lead} {days} {start}".replace(" ", space)
    text = sentence.format(words)
    (found,) = lint_text(text, select=["nl-14-day-wording"])
    assert found.excerpt == words
    assert found.severity is (Severity.ERROR if "incasso" in text else Severity.WARNING)


@given(HOLDING, SENTENCES, SPACE)
def test_a_wording_that_holds_is_never_found(wording: str, sentence: str, space: str) -> None:
    text = sentence.format(wording.replace(" ", space))
    assert lint_text(text, select=["nl-14-day-wording"]) == []


@given(LEAD, DAYS, SENDING, SENTENCES)
def test_each_offered_wording_holds_where_it_is_put(lead: str, days: str, start: str, sentence: str) -> None:
    text = sentence.format(f"{lead} {days} {start}")
    (found,) = lint_text(text, select=["nl-14-day-wording"])
    assert found.suggestions
    for wording in found.suggestions:
        mended = text[: found.start] + wording + text[found.end :]
        assert lint_text(mended, select=["nl-14-day-wording"]) == []


def test_silence_beside_costs_counts_as_not_paying() -> None:
    text = (
        "Indien wij binnen 14 dagen na heden niets van u vernemen, geven wij de zaak aan een incassobureau."
    )
    assert [each.excerpt for each in lint_text(text, select=["L01"])] == ["binnen 14 dagen na heden"]


def test_a_short_term_that_counts_from_the_letter_is_found_without_costs() -> None:
    (found,) = lint_text("Betaal de factuur binnen 3 dagen na heden.", select=["L01"])
    assert found.suggestions[0] == "binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd"


def test_no_longer_phrase_of_another_rule_takes_its_place() -> None:
    found = lint_text("U dient binnen veertien dagen na dagtekening te betalen.")
    assert "nl-14-day-wording" in {each.rule for each in found}
    assert any("dient" in each.excerpt for each in found)


def test_a_wrong_wording_is_found_through_bold_and_a_slot_for_the_number() -> None:
    for words in ("binnen **14 dagen** na dagtekening", "binnen {termijn} dagen na dagtekening"):
        (found,) = lint_text(f"Betaal de factuur {words} op onze rekening.", select=["nl-14-day-wording"])
        assert found.excerpt == words


@pytest.mark.parametrize(
    "text",
    [
        "U kunt binnen 14 dagen na ontvangst van dit bericht bezwaar maken.",
        "U kunt het product binnen 14 dagen na ontvangst retourneren.",
        "U moest de factuur binnen 14 dagen na factuurdatum betalen. Nu komen er incassokosten bij.",
        "Betaal deze factuur binnen 14 dagen na factuurdatum.",
        "Betaal deze factuur binnen 30 dagen na dagtekening.",
        "Wij betalen het bedrag binnen 14 dagen na ontvangst van dit formulier aan u uit.",
        "Betaal binnen 14 dagen.",
        "Betaal binnen 14 dagen, uiterlijk op 7 december 2026. Daarna rekenen wij incassokosten.",
        "Betaal binnen 14 dagen. De termijn loopt vanaf de dag nadat deze brief bij u is bezorgd. Daarna komen er"
        " incassokosten bij.",
        "Deze offerte is 14 dagen na dagtekening geldig. Betaalt u te laat? Dan volgen incassokosten.",
        "Wij antwoorden binnen 5 werkdagen. Vragen over incassokosten? Bel ons.",
    ],
)
def test_a_term_that_does_no_harm_is_left_alone(text: str) -> None:
    assert lint_text(text, select=["nl-14-day-wording"]) == []


@pytest.mark.parametrize(
    "words", ["binnen 14 dagen", "binnen veertien dagen", "binnen 7 dagen", "binnen 5 werkdagen"]
)
def test_a_term_without_a_beginning_is_found_only_beside_costs(words: str) -> None:
    asks = f"Wij vragen u de factuur {words} te betalen."
    assert lint_text(asks, select=["nl-14-day-wording"]) == []
    (found,) = lint_text(f"{asks} Anders volgen incassokosten.", select=["nl-14-day-wording"])
    assert found.excerpt == words


def test_a_belgian_letter_is_not_judged_by_dutch_law() -> None:
    text = "Betaal binnen 14 dagen na verzending van deze e-mail op BE20 2930 0000 0156."
    assert lint_text(text, select=["nl-14-day-wording"]) == []


@given(st.lists(st.sampled_from(dutch.LAW) | dutch.pieces, max_size=60).map(" ".join))
def test_any_soup_of_these_words_gives_findings_inside_the_text(text: str) -> None:
    for found in lint_text(text, select=["law", "missing-contact"]):
        assert text[found.start : found.end] == found.excerpt
        assert found.excerpt.strip()


@pytest.mark.parametrize("noise", ["]", " ", "binnen 14 dagen ", "14 dagen na heden ", "nadat ", "geen "])
def test_a_long_row_of_anything_is_read_in_time(noise: str) -> None:
    text = noise * 5_000 + "de factuur betalen. Incassokosten."
    begin = time.process_time()
    lint_text(text, select=["nl-14-day-wording", "missing-contact"])
    assert time.process_time() - begin < 5
