"""What every language pack keeps to."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit.language
from tests import dutch
from toolkit.errors import SettingsError
from toolkit.language import HOUSE, LANGUAGES, Kind, Measures, Pack, Role, load

LETTER = """Beste mevrouw De Vries,

Wij zien nog geen betaling van u voor factuur 2026-0413. Misschien bent u het vergeten.

Wat kunt u doen?
- Betaal € 119,00 op NL91 ABNA 0417 1643 00.
- Of bel 033 470 00 00 (op werkdagen van 9.00 tot 17.00 uur).

Met vriendelijke groet,
Sanne de Wit
"""

TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(LETTER.split()) | dutch.pieces).map(" ".join), dutch.endings
)

GENERAL = "xx"
"""A language that has a pack without a reader of its own: the general one reads it."""

packs = pytest.mark.parametrize("tag", LANGUAGES)
readers = pytest.mark.parametrize("tag", [*LANGUAGES, GENERAL])


@cache
def pack_of(tag: str) -> Pack:
    """Return a pack, read in the test and not when tests are collected."""
    return replace(load(HOUSE), tag=tag) if tag == GENERAL else load(tag)


def test_every_folder_of_the_room_that_is_a_package_is_a_language() -> None:
    room = Path(toolkit.language.__file__).parent
    assert sorted(file.parent.name for file in room.glob("*/__init__.py")) == sorted(LANGUAGES)


def test_a_language_without_a_pack_is_refused_with_a_hint() -> None:
    with pytest.raises(SettingsError, match="nl"):
        load("nk")


@packs
def test_a_pack_knows_its_tag(tag: str) -> None:
    assert pack_of(tag).tag == tag
    pack_of(tag).check()


@readers
@given(text=TEXTS)
def test_tokens_stand_in_the_text_in_order_with_only_white_space_between(tag: str, text: str) -> None:
    analysis = pack_of(tag).analyse(text)
    at = 0
    for form, start, end in zip(analysis.forms, analysis.starts, analysis.ends, strict=True):
        assert text[start:end] == form
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@readers
@given(text=TEXTS)
def test_sentences_follow_each_other_without_overlap_or_white_space_around(tag: str, text: str) -> None:
    spans = pack_of(tag).sentences(text)
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@readers
@given(text=TEXTS)
def test_no_sentence_crosses_a_blank_line(tag: str, text: str) -> None:
    assert all("\n\n" not in span.of(text) for span in pack_of(tag).sentences(text))


@readers
@given(text=TEXTS)
def test_clauses_cover_the_sentences_exactly(tag: str, text: str) -> None:
    analysis = pack_of(tag).analyse(text)
    covered = [token for first, last in analysis.clauses for token in range(first, last)]
    assert covered == [token for part in analysis.sentences for token in range(part.first, part.last)]


@readers
@given(text=TEXTS)
def test_words_are_the_tokens_that_are_no_punctuation(tag: str, text: str) -> None:
    analysis = pack_of(tag).analyse(text)
    words = [
        analysis.span(at)
        for at in range(len(analysis.forms))
        if analysis.kind(at) not in (Kind.PUNCTUATION, Kind.SYMBOL)
    ]
    assert pack_of(tag).words(text) == words


@readers
@given(word=st.text(min_size=1))
def test_every_word_has_a_syllable(tag: str, word: str) -> None:
    assert pack_of(tag).syllables(word) >= 1


@readers
def test_a_text_without_words_measures_nothing(tag: str) -> None:
    assert pack_of(tag).measures(" …\n\n!") == Measures(0, 0, 0, 0.0, 0.0, 0.0)


@packs
def test_a_letter_measures_its_running_text_and_its_list(tag: str) -> None:
    measures = pack_of(tag).measures(LETTER)
    assert measures.sentences == 5
    assert measures.words_per_sentence == measures.words / measures.sentences
    assert measures.syllables > measures.words


@readers
def test_the_same_text_gives_the_same_analysis(tag: str) -> None:
    assert pack_of(tag).analyse(LETTER) == pack_of(tag).analyse(LETTER)


@readers
@given(text=dutch.texts)
def test_a_text_may_be_cut_off_at_any_token(tag: str, text: str) -> None:
    for end in pack_of(tag).analyse(text).ends:
        cut = pack_of(tag).analyse(text[:end])
        assert [token for first, last in cut.clauses for token in range(first, last)] == [
            token for part in cut.sentences for token in range(part.first, part.last)
        ]


def test_the_general_reader_knows_a_heading_an_item_and_a_row_and_counts_running_text_and_items_alone() -> (
    None
):
    pack = pack_of(GENERAL)
    text = "# Facture ouverte\n\nVeuillez payer. Appelez-nous!\n\n- par carte\n- par virement\n\n| total | 12,50 |\n"
    roles = [sentence.role for sentence in pack.analyse(text).sentences]
    assert roles == [Role.HEADING, Role.RUNNING, Role.RUNNING, Role.ITEM, Role.ITEM, Role.CELL, Role.CELL]
    assert [span.of(text) for span in pack.sentences(text)][3:] == [
        "par carte",
        "par virement",
        "total",
        "12,50",
    ]
    measures = pack.measures(text)
    assert (measures.words, measures.sentences, measures.flesch_douma) == (7, 4, 0.0)
    assert measures.lix == 7 / 4 + 100 * 3 / 7


def test_the_general_reader_counts_all_of_a_text_that_has_nothing_but_headings() -> None:
    assert pack_of(GENERAL).measures("# Facture ouverte\n").words == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://betaal.example/a", Kind.URL),
        ("compta@example.be", Kind.EMAIL),
        ("BE68 5390 0754 7034", Kind.IBAN),
        ("1.250,00", Kind.NUMBER),
        ("aujourd’hui", Kind.WORD),
        ("…", Kind.PUNCTUATION),
        ("€", Kind.SYMBOL),
    ],
)
def test_the_general_reader_knows_what_a_token_is(text: str, kind: Kind) -> None:
    analysis = pack_of(GENERAL).analyse(text)
    assert (analysis.forms, analysis.kind(0)) == ((text,), kind)
