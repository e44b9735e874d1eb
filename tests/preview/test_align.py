"""Words are found in what a channel made of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.preview.align import align

WORDS = st.lists(st.sampled_from(["u", "betaalt", "vandaag", "op", "rekening", "€", "119,00"]), max_size=30)


def test_words_between_which_others_stand_are_found() -> None:
    assert align(["u", "betaalt"], ["kop", "u", "voet", "betaalt", "eind"]) == [1, 3]


def test_a_hyphen_at_the_end_of_a_line_is_no_other_word() -> None:
    assert align(["betaalregeling", "e-mail"], ["betaal\u00adregeling", "e\ufffemail"]) == [0, 1]


def test_a_block_that_a_layout_moved_is_found() -> None:
    words = ["beste", "klant", "betaal", "uiterlijk", "vandaag", "op", "rekening", "met", "groet"]
    moved = [
        "beste",
        "klant",
        "met",
        "groet",
        "retouradres",
        "betaal",
        "uiterlijk",
        "vandaag",
        "op",
        "rekening",
    ]
    places = align(words, moved)
    assert [moved[place] for place in places if place is not None] == words


@given(WORDS, WORDS)
def test_a_word_is_only_ever_the_same_word_and_no_place_is_used_twice(
    words: list[str], found: list[str]
) -> None:
    places = align(words, found)
    used = [place for place in places if place is not None]
    assert len(used) == len(set(used))
    assert all(place is None or found[place] == word for word, place in zip(words, places, strict=True))
    assert align(words, words) == list(range(len(words)))
