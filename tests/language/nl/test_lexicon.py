"""The shipped lexicon, its readable lists, and the script that builds it."""

from __future__ import annotations

import importlib.util
import zlib
from pathlib import Path
from types import ModuleType

import pytest

from toolkit.language.nl import marks
from toolkit.language.nl.lexicon import DATA, Forms, lexicon_of, pack, read_lexicon, read_list
from toolkit.language.nl.marking import Marker, closed_classes
from toolkit.language.nl.syllables import count_syllables

LISTS = sorted(path.name for path in DATA.glob("*.txt") if not path.name.startswith("LICENSE"))


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    path = Path(__file__).parents[3] / "scripts" / "build_lexicon.py"
    spec = importlib.util.spec_from_file_location("build_lexicon", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("form", "bits"),
    [
        ("betaald", marks.PARTICIPLE),
        ("gebleven", marks.PARTICIPLE | marks.WITH_ZIJN),
        ("betaalde", marks.PAST_ONE | marks.INFLECTED),
        ("stuurden", marks.PAST_MANY),
        ("betalen", marks.INFINITIVE),
        ("betaalt", marks.PRESENT),
        ("bedrag", marks.NOUN),
        ("xqzt", 0),
    ],
)
def test_the_lexicon_knows_what_a_form_can_be(form: str, bits: int) -> None:
    assert read_lexicon().bits(form) & bits == bits
    assert bool(read_lexicon().bits(form)) == bool(bits)


def test_packed_forms_are_the_same_forms() -> None:
    forms = {
        form: bits << 6 for form, bits in (("a", 1), ("ver", 2), ("verder", 3), ("ver-der", 2), ("ën", 700))
    }
    packed = Forms(pack(forms))
    assert dict(packed) == forms
    assert len(packed) == len(forms)


@pytest.mark.parametrize(
    "form", ["", "v", "verd", "ver.", "=2", "ver=2", "verder ver", "ver ", "a\nver", "ver\t"]
)
def test_what_is_no_packed_form_is_not_there(form: str) -> None:
    assert Forms(pack({"a": 64, "ver": 128, "verder": 192, "verver": 64})).get(form, 0) == 0


def test_a_verb_that_brings_something_about_takes_no_zijn() -> None:
    lexicon = read_lexicon()
    assert not any(lexicon.bits(form) & marks.WITH_ZIJN for form in ("betaald", "gestort", "aangevallen"))


def test_a_compound_is_a_noun_by_its_last_part() -> None:
    lexicon = read_lexicon()
    assert lexicon.is_noun("bakkerijfactuur")
    assert not lexicon.is_noun("bakkerijxqzt")


def test_the_data_stays_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 1_500_000


def test_the_source_and_the_licence_stand_beside_the_data() -> None:
    sources = (DATA / "SOURCES.md").read_text("utf-8")
    assert all(path.name in sources for path in DATA.glob("*.bin"))
    assert (DATA / "LICENSE-dutch-dict.txt").is_file()


@pytest.mark.parametrize("name", LISTS)
def test_a_readable_list_says_in_its_head_what_its_lines_mean_and_repeats_no_word(name: str) -> None:
    lines = (DATA / name).read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    for words in read_list(name).values():
        assert len(words) == len(set(words)), sorted({word for word in words if words.count(word) > 1})


def test_every_word_of_a_closed_class_reaches_the_marks() -> None:
    marker = Marker(read_lexicon(), frozenset())
    bits = closed_classes()
    missing = [
        word
        for word, wanted in bits.items()
        if marker[word] & wanted != wanted and not wanted & marks.NEVER_PARTICIPLE
    ]
    assert missing == []


def test_every_listed_syllable_count_is_needed_or_harmless() -> None:
    for count, words in read_list("syllables.txt").items():
        assert all(count_syllables(word) == int(count) for word in words)


def test_a_marker_forgets_rather_than_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.language.nl.marking._MAX_FORMS", 10)
    marker = Marker(read_lexicon(), frozenset())
    for number in range(100):
        assert marker[f"{number}"] & marks.NUMERAL
    assert len(marker) <= 10


# Two entries, "a~A~X" and "ba~A~X": the arc of "a" jumps over that of "b" and the "a" after it.
AUTOMATON = b"\\fsa\xc6\x00\x07\x00" + b"".join(
    (
        b"\xc0^",  # the first node leads to the next one, the root
        b"\x00a\x09",  # a: to offset 9
        b"\xc0b",  # b, the last arc of the root: to the next node
        b"\xc0a",  # a: to the next node, at offset 9
        b"\xc0~\xc0A\xc0~\x60X\x00",
    )
)


def test_the_automaton_of_a_dictionary_is_read_entry_by_entry(builder: ModuleType) -> None:
    assert list(builder.read_automaton(AUTOMATON)) == [("a", "a", "X"), ("ba", "ba", "X")]


def test_another_file_is_refused(builder: ModuleType) -> None:
    with pytest.raises(ValueError, match="automaton"):
        list(builder.read_automaton(b"PK\x03\x04" + bytes(20)))


def test_a_lexicon_is_built_from_the_rows_of_a_dictionary(builder: ModuleType, tmp_path: Path) -> None:
    entries = [
        ("betaald", "betalen", "WKW:VTD:ONV"),
        ("gegaan", "gaan", "WKW:VTD:ONV"),
        ("auto", "auto", "ZNW:EKV:DE_"),
        ("bus", "bus", "ZNW:EKV:DE_"),
        ("autobus", "autobus", "ZNW:EKV:DE_"),
        ("blad", "blad", "ZNW:EKV:HET"),
        ("autootje", "auto", "ZNW:EKV:VRK:HET"),
        ("blaadje", "blad", "ZNW:EKV:VRK:HET"),
        ("Jan", "Jan", "ENM:PER:FST"),
        ("Autootje", "Autootje", "ENM:PER:FST"),
    ]
    rows = builder.collect(entries)
    forms = builder.verb_forms(rows) | builder.simple_nouns(rows)
    assert forms["gegaan"] & marks.WITH_ZIJN
    assert not forms["betaald"] & marks.WITH_ZIJN
    irregular, names = builder.diminutive_exceptions(rows, builder.names_of(entries), forms)
    assert (irregular, names) == (["blaadje"], ["autootje"])
    for name in ("one.bin", "other.bin"):
        builder.write(tmp_path / name, " ".join(("irregular", *irregular)))
    assert (tmp_path / "one.bin").read_bytes() == (tmp_path / "other.bin").read_bytes()
    assert zlib.decompress((tmp_path / "one.bin").read_bytes()) == b"irregular blaadje"


def test_a_lexicon_takes_the_readable_lists_with_it() -> None:
    lexicon = lexicon_of({}, frozenset(), frozenset())
    assert "meisjes" in lexicon.lexicalised_diminutives
    assert "oranje" in lexicon.never_diminutives
