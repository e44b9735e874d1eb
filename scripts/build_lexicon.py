"""Builds the Dutch lexicon data of `toolkit/language/nl/data` from LanguageTool's part-of-speech dictionary.

The dictionary (CC BY 3.0 or BSD, made by TaalTik, kept by R. Baars) is `dutch.dict` in the PyPI package
`lingotweaker-data-nl-light`:

    pip download --no-deps lingotweaker-data-nl-light==0.1.1
    python scripts/build_lexicon.py lingotweaker_data_nl_light-0.1.1-py3-none-any.whl

The same dictionary gives the same bytes.
"""

from __future__ import annotations

import argparse
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from toolkit.language.nl import diminutives, marks
from toolkit.language.nl.lexicon import DATA, lexicon_of, pack, read_list

_DICTIONARY = "lingotweaker_data_nl_light/data/nl/dictionaries/dutch.dict"
_FORM = re.compile(r"[a-zà-öø-ÿ][a-zà-öø-ÿ'-]*\Z")
_MIN_START, _MIN_HEAD = 3, 4  # letters of the parts of a compound: be-drag is none
_NAMES = ("ENM:PER:FST", "ENM:LOC:LND", "ENM:LOC:RGN")
_TAG_MARKS = (
    ("ZNW:EKV", marks.NOUN),
    ("ZNW:MRV", marks.PLURAL),
    ("WKW:TGW:INF", marks.INFINITIVE),
    ("WKW:TGW:1EP", marks.PRESENT),
    ("WKW:TGW:3EP", marks.PRESENT),
    ("WKW:VLT:1EP", marks.PAST_ONE),
    ("WKW:VLT:GIJ", marks.PAST_ONE),
    ("WKW:VLT:INF", marks.PAST_MANY),
    ("WKW:VTD:ONV", marks.PARTICIPLE),
    ("WKW:VTD:VRB", marks.INFLECTED),
    ("WKW:VTD:MRV", marks.INFLECTED),
    ("WKW:VTD:ZNW", marks.INFLECTED),
    ("BNW:STL:ONV", marks.ADJECTIVE),
    ("BNW:STF", marks.ADJECTIVE),
    ("BYW", marks.ADJECTIVE),
    ("BNW:STL:VRB", marks.INFLECTED),
    ("BNW:STL:MRV", marks.INFLECTED),
    ("BNW:VGR:VRB", marks.INFLECTED),
    ("BNW:OVR:VRB", marks.INFLECTED),
)


Rows = dict[str, set[tuple[str, str]]]


def main() -> None:
    """Read the dictionary from a wheel and write the data files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path, help="the wheel that holds the dictionary")
    parser.add_argument("--into", type=Path, default=DATA, help="folder to write into")
    options = parser.parse_args()
    with zipfile.ZipFile(options.wheel) as wheel:
        entries = list(read_automaton(wheel.read(_DICTIONARY)))
    rows = collect(entries)
    forms = verb_forms(rows) | simple_nouns(rows)
    write(options.into / "lexicon.bin", pack(forms))
    irregular, names = diminutive_exceptions(rows, names_of(entries), forms)
    lists = " ".join(("irregular", *irregular)), " ".join(("names", *names))
    write(options.into / "diminutives.bin", "\n".join(lists))


def read_automaton(raw: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield (form, lemma, tag) of a morfologik CFSA2 automaton; an entry reads form~coded-lemma~tag.

    Format: morfologik-stemming, class CFSA2 (BSD); a node is a row of arcs, an arc a flag byte (bits 7
    target is next, 6 last, 5 final, 4–0 index into the label table), a label byte if that index is 0, and a
    variable-length target.
    """
    if raw[:5] != b"\\fsa\xc6":
        raise ValueError("not a CFSA2 automaton")
    labels = raw[8 : 8 + raw[7]]
    arcs = raw[8 + raw[7] :]

    def node(at: int) -> list[tuple[int, bool, int]]:
        row = []
        while True:
            flags = arcs[at]
            at += 1
            if flags & 31:
                label = labels[flags & 31]
            else:
                label = arcs[at]
                at += 1
            target = -1
            if not flags & 128:
                target = shift = 0
                while True:
                    byte = arcs[at]
                    at += 1
                    target |= (byte & 127) << shift
                    shift += 7
                    if byte < 128:
                        break
            row.append((label, bool(flags & 32), target))
            if flags & 64:
                return [(label, final, at if target < 0 else target) for label, final, target in row]

    path = bytearray()

    def walk(at: int) -> Iterator[bytes]:
        for label, final, target in node(at):
            path.append(label)
            if final:
                yield bytes(path)
            if target:
                yield from walk(target)
            path.pop()

    for entry in walk(node(0)[0][2]):
        form, code, tag = entry.split(b"~")
        lemma = form[: len(form) - (code[0] - ord("A"))] + code[1:]
        yield form.decode(), lemma.decode(), tag.decode()


def collect(entries: Iterable[tuple[str, str, str]]) -> Rows:
    """Return the (lemma, tag) pairs of every form in small letters."""
    rows: Rows = defaultdict(set)
    for form, lemma, tag in entries:
        if _FORM.match(form):
            rows[form].add((lemma, tag))
    return rows


def marks_of(readings: Iterable[tuple[str, str]], takes_zijn: Callable[[str], bool]) -> int:
    """Return the lexicon's bits for the readings of one form."""
    mask = 0
    for lemma, tag in readings:
        if "VRK" in tag:
            continue
        for prefix, bit in _TAG_MARKS:
            if tag.startswith(prefix):
                mask |= bit
        if tag.startswith("WKW:VTD:ONV") and takes_zijn(lemma):
            mask |= marks.WITH_ZIJN
    return mask


def verb_forms(rows: Rows) -> dict[str, int]:
    """Return every form of a verb, save present participles, with its bits."""
    takes_zijn = perfect_with_zijn()
    verbs = {
        form: marks_of(readings, takes_zijn)
        for form, readings in rows.items()
        if any(tag.startswith(("WKW:TGW", "WKW:VLT", "WKW:VTD")) for _, tag in readings)
    }
    return {form: mask for form, mask in verbs.items() if mask}


def simple_nouns(rows: Rows) -> dict[str, int]:
    """Return the singular nouns that are no compounds: a compound is known by its last part."""
    nouns = {form for form, readings in rows.items() if any(_is_noun(tag) for _, tag in readings)}
    starts = {
        form for form, readings in rows.items() if any(not tag.startswith("ENM") for _, tag in readings)
    }

    def is_compound(noun: str) -> bool:
        for cut in range(_MIN_START, len(noun) - _MIN_HEAD + 1):
            if noun[cut:] in nouns:
                start = noun[:cut].rstrip("-")
                if start in starts or (start[-1] == "s" and start[:-1] in starts):
                    return True
        return False

    return {noun: marks_of(rows[noun], lambda _: False) for noun in nouns if not is_compound(noun)}


def _is_noun(tag: str) -> bool:
    return tag.startswith("ZNW:EKV") and "VRK" not in tag


def perfect_with_zijn() -> Callable[[str], bool]:
    """Return what tells whether the perfect of an infinitive takes "zijn", after `perfect-with-zijn.txt`."""
    verbs = read_list("perfect-with-zijn.txt")
    known = set(verbs["base"]) | set(verbs["verb"])
    known |= {prefix + base for base in verbs["base"] for prefix in verbs["prefix"]}
    return (known - set(verbs["not"])).__contains__


def names_of(entries: Iterable[tuple[str, str, str]]) -> set[str]:
    """Return the first names, countries and regions, in small letters."""
    return {form.lower() for form, _, tag in entries if tag in _NAMES}


def diminutive_exceptions(rows: Rows, names: set[str], forms: dict[str, int]) -> tuple[list[str], list[str]]:
    """Return the diminutives that the rules do not find, and the first names they take for one."""
    irregular: set[str] = set()
    lexicon = lexicon_of(forms, irregular, frozenset())  # grows as the loop finds more
    diminutive = {form for form, readings in rows.items() if any("VRK" in tag for _, tag in readings)}
    singulars = {form[:-1] if form[-1] == "s" else form for form in diminutive}
    for form in sorted(singulars, key=lambda form: (len(form), form)):
        if not diminutives.base_of(form, lexicon):
            irregular.add(form)
    return sorted(irregular), sorted(name for name in names if diminutives.base_of(name, lexicon))


def write(path: Path, text: str) -> None:
    """Write a text, compressed."""
    path.write_bytes(zlib.compress(text.encode(), 9))


if __name__ == "__main__":
    main()
