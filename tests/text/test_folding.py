"""Words are the same with and without what a writer may leave out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.folding import fold, fold_all


@given(st.lists(st.text(max_size=12), max_size=3))
def test_a_list_of_words_is_folded_as_each_of_its_words(words: list[str]) -> None:
    assert fold_all(words) == [fold(word) for word in words]


def test_only_hyphens_inside_a_word_fall_away() -> None:
    assert fold("wet-") == "wet-"
    assert fold("-en") == "-en"
    assert fold("-") == "-"


@given(st.text(max_size=12))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)
