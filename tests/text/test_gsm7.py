import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import gsm7

# The default alphabet as the 8 columns of 16 of table 6.2.1, 0x1B left out: an own copy, read by column.
COLUMNS = (
    "@£$¥èéùìòÇ\nØø\rÅå",
    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
    " !\"#¤%&'()*+,-./",
    "0123456789:;<=>?",
    "¡ABCDEFGHIJKLMNO",
    "PQRSTUVWXYZÄÖÑÜ§",
    "¿abcdefghijklmno",
    "pqrstuvwxyzäöñüà",
)
GSM = st.text(st.sampled_from(sorted(gsm7.ALPHABET | gsm7.EXTENSION)), max_size=400)
ANY = st.text() | st.text(st.sampled_from("a€ë🙂é[ "), min_size=60, max_size=400)


def test_the_alphabet_has_the_127_characters_of_the_standard() -> None:
    assert frozenset("".join(COLUMNS)) == gsm7.ALPHABET
    assert len(gsm7.ALPHABET) == 127
    assert not gsm7.ALPHABET & gsm7.EXTENSION


@pytest.mark.parametrize("char", "óëïáíúêôçÓË\u00a0’‘“”–…`´°½")
def test_a_character_outside_the_alphabet_forces_ucs2(char: str) -> None:
    assert gsm7.measure(f"a{char}").encoding == "UCS-2"


@pytest.mark.parametrize("char", "èéùìòàäöüñÇÉÄÖÜÑß§@")
def test_these_accented_letters_stay_in_gsm7(char: str) -> None:
    assert gsm7.septets(char) == 1


@pytest.mark.parametrize("char", "€|^{}[]~\\")
def test_an_extension_character_costs_two_septets(char: str) -> None:
    assert gsm7.septets(char) == 2


@pytest.mark.parametrize(
    ("text", "segments", "left"),
    [
        ("", 0, 160),
        ("a" * 160, 1, 0),
        ("a" * 161, 2, 145),
        ("a" * 306, 2, 0),
        ("a" * 307, 3, 152),
        ("€" * 80, 1, 0),
        ("ë" * 70, 1, 0),
        ("ë" * 71, 2, 63),
        ("ë" * 134, 2, 0),
        ("🙂" * 35, 1, 0),
        # 33 pairs are 66 units: the 34th does not fit in 67, so the segment stays one unit short.
        ("🙂" * 67, 3, 65),
        # 152 + an escape pair: the pair moves to the next segment.
        ("a" * 152 + "€" + "a" * 151, 2, 0),
        ("a" * 152 + "€" + "a" * 152, 3, 152),
    ],
)
def test_segments_are_counted_exactly(text: str, segments: int, left: int) -> None:
    size = gsm7.measure(text)
    assert (size.segments, size.left) == (segments, left)


def test_a_foreign_character_is_told_with_all_its_places() -> None:
    assert gsm7.foreign("vóór België, vóór") == (
        gsm7.Foreign("ó", (1, 2, 14, 15)),
        gsm7.Foreign("ë", (10,)),
    )


def test_septets_refuses_what_gsm7_cannot_say() -> None:
    with pytest.raises(ValueError, match="'ë'"):
        gsm7.septets("België")


def test_normalising_brings_a_typographic_text_back_to_gsm7() -> None:
    text = "€\u00a0119,00 – \u202e‘betaal’\u202c “vandaag”… af\u00adspraak\u202f−5"
    assert gsm7.normalise(text) == "€ 119,00 - 'betaal' \"vandaag\"... afspraak -5"


def test_normalising_keeps_every_letter() -> None:
    assert gsm7.normalise("vóór België: cliënt, ça, IJ, ĳ") == "vóór België: cliënt, ça, IJ, ĳ"


def test_an_accent_written_apart_becomes_one_letter() -> None:
    assert gsm7.normalise("e\u0301e\u0301n") == "één"


@given(ANY)
def test_the_segments_are_the_text_in_order_and_none_is_too_long(text: str) -> None:
    size = gsm7.measure(text)
    pieces = [span.of(text) for span in gsm7.split(text)]
    assert "".join(pieces) == text
    assert len(pieces) == size.segments
    capacity = (gsm7.WHOLE if size.segments == 1 else gsm7.SPLIT)[size.encoding]
    for piece in pieces:
        units = gsm7.septets(piece) if size.encoding == "GSM-7" else len(piece.encode("utf-16-le")) // 2
        assert 0 < units <= capacity


@given(ANY)
def test_a_segment_ends_only_where_the_next_character_does_not_fit(text: str) -> None:
    size = gsm7.measure(text)
    spans = gsm7.split(text)
    for span, following in pairwise(spans):
        longer = text[span.start : following.start + 1]
        units = gsm7.septets(longer) if size.encoding == "GSM-7" else len(longer.encode("utf-16-le")) // 2
        assert units > gsm7.SPLIT[size.encoding]


@given(ANY)
def test_ucs2_units_are_the_utf16_code_units(text: str) -> None:
    text += "ë"
    assert gsm7.measure(text).units == len(text.encode("utf-16-le")) // 2


@given(GSM)
def test_a_gsm7_text_has_no_foreign_character_and_normalising_leaves_it_readable(text: str) -> None:
    assert gsm7.foreign(text) == ()
    assert gsm7.foreign(gsm7.normalise(text)) == ()


@given(ANY)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = gsm7.normalise(text)
    assert gsm7.normalise(once) == once


@given(ANY)
def test_normalising_changes_no_letter_and_no_digit(text: str) -> None:
    def words(value: str) -> str:
        composed = unicodedata.normalize("NFC", value)
        return "".join(char for char in composed if unicodedata.category(char)[0] in "LN" and char != "x")

    assert words(gsm7.normalise(text)) == words(text)


@given(ANY)
def test_normalising_never_adds_a_foreign_character(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert {each.character for each in gsm7.foreign(gsm7.normalise(text))} <= {
        each.character for each in gsm7.foreign(composed)
    }
