"""What every language pack keeps to."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit.language
from tests import dutch
from toolkit.errors import SettingsError
from toolkit.language import LANGUAGES, Kind, Measures, Pack, load

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

packs = pytest.mark.parametrize("pack", [load(tag) for tag in LANGUAGES], ids=LANGUAGES)


def test_every_folder_of_the_room_that_is_a_package_is_a_language() -> None:
    room = Path(toolkit.language.__file__).parent
    assert sorted(file.parent.name for file in room.glob("*/__init__.py")) == sorted(LANGUAGES)


def test_a_language_without_a_pack_is_refused_with_a_hint() -> None:
    with pytest.raises(SettingsError, match="nl"):
        load("nk")


@packs
def test_a_pack_knows_its_tag(pack: Pack) -> None:
    assert load(pack.tag) is pack
    pack.check()


@packs
@given(text=TEXTS)
def test_tokens_stand_in_the_text_in_order_with_only_white_space_between(pack: Pack, text: str) -> None:
    analysis = pack.analyse(text)
    at = 0
    for form, start, end in zip(analysis.forms, analysis.starts, analysis.ends, strict=True):
        assert text[start:end] == form
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@packs
@given(text=TEXTS)
def test_sentences_follow_each_other_without_overlap_or_white_space_around(pack: Pack, text: str) -> None:
    spans = pack.sentences(text)
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@packs
@given(text=TEXTS)
def test_no_sentence_crosses_a_blank_line(pack: Pack, text: str) -> None:
    assert all("\n\n" not in span.of(text) for span in pack.sentences(text))


@packs
@given(text=TEXTS)
def test_clauses_cover_the_sentences_exactly(pack: Pack, text: str) -> None:
    analysis = pack.analyse(text)
    covered = [token for first, last in analysis.clauses for token in range(first, last)]
    assert covered == [token for part in analysis.sentences for token in range(part.first, part.last)]


@packs
@given(text=TEXTS)
def test_words_are_the_tokens_that_are_no_punctuation(pack: Pack, text: str) -> None:
    analysis = pack.analyse(text)
    words = [
        analysis.span(at)
        for at in range(len(analysis.forms))
        if analysis.kind(at) not in (Kind.PUNCTUATION, Kind.SYMBOL)
    ]
    assert pack.words(text) == words


@packs
@given(word=st.text(min_size=1))
def test_every_word_has_a_syllable(pack: Pack, word: str) -> None:
    assert pack.syllables(word) >= 1


@packs
def test_a_text_without_words_measures_nothing(pack: Pack) -> None:
    assert pack.measures(" …\n\n!") == Measures(0, 0, 0, 0.0, 0.0, 0.0)


@packs
def test_a_letter_measures_its_running_text_and_its_list(pack: Pack) -> None:
    measures = pack.measures(LETTER)
    assert measures.sentences == 5
    assert measures.words_per_sentence == measures.words / measures.sentences
    assert measures.syllables > measures.words


@packs
def test_the_same_text_gives_the_same_analysis(pack: Pack) -> None:
    assert pack.analyse(LETTER) == pack.analyse(LETTER)


@packs
@given(text=dutch.texts)
def test_a_text_may_be_cut_off_at_any_token(pack: Pack, text: str) -> None:
    for end in pack.analyse(text).ends:
        cut = pack.analyse(text[:end])
        assert [token for first, last in cut.clauses for token in range(first, last)] == [
            token for part in cut.sentences for token in range(part.first, part.last)
        ]
