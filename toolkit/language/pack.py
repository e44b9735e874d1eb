"""A language pack: the folder `language/<tag>/` with the fixed words, the names and the detectors of a language.

`pack.toml` holds how the language is called, its Babel locale, its labels and, if it likes, the words that the
sender of an SMS can do without; `names.py` how people are addressed (`greeting`, `full_name`, `attention`).
Three modules may be left out: `reader.py`, whose class `Reader` finds the sentences and words of a text (else
`general.py` does), `detectors.py`, whose `DETECTORS` find what lint rules look for by name, and `wording.py`,
whose `WORDING` knows how a message says what it must tell.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, cast

from toolkit.errors import Place, SettingsError
from toolkit.language.model import Analysis, Counts, Measures, Reader
from toolkit.language.person import PersonName
from toolkit.text.spans import Span
from toolkit.wording import worded

MANIFEST = "pack.toml"

Detector = Callable[..., Sequence[Any]]
"""Finds something in an analysed text; what comes after the analysis is the detector's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The fixed words of a letter and an e-mail; `{…}` stands for what is filled in.

    `registration_be` is how the number of a Belgian firm is called, `registration` that of any other.
    """

    date: str
    invoice_number: str
    invoice_numbers: str
    invoice_numbers_more: str
    customer_number: str
    contact: str
    return_address: str
    heirs: str
    parents: str
    owner: str
    colleagues_only: str
    page: str
    carried: str
    brought: str
    registration: str
    registration_be: str
    vat_number: str
    invoice: str
    attachment: str
    other_attachment: str
    customer_reference: str
    invoices_reference: str
    costs: str
    costs_be: str
    costs_vat: str
    interest: str
    interest_alone: str
    interest_details: str
    scan: str
    code: str
    pay_online: str
    opening_hours: str

    def costs_in(self, country: str) -> str:
        """Return how what collecting costs in a country ("BE") is called."""
        return self.costs_be if country == "BE" else self.costs

    def registration_in(self, country: str) -> str:
        """Return how the registration number of a firm in a country ("BE") is called."""
        return self.registration_be if country == "BE" else self.registration


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderWords:
    """Words of a name in small letters, as an SMS shortens it to a sender.

    It begins with none of `joining`, ends with none of `small`, and holds none of `kinds`, which tell none apart.
    """

    small: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


_HOLDS = {
    "return_address": ("address",),
    "page": ("page", "pages"),
    "carried": ("amount",),
    "brought": ("amount",),
    "invoice": ("number",),
    "other_attachment": ("number", "invoice"),
    "customer_reference": ("number",),
    "invoices_reference": ("count",),
    "interest": ("invoice",),
    "interest_details": ("rate", "first", "last"),
    "invoice_numbers_more": ("number", "count"),
    "scan": ("holder",),
    "code": ("holder",),
}
"""What a label has to leave room for."""


class Names(Protocol):
    """How a language addresses people; `country` is whose spelling of names counts: "NL", "BE"."""

    def greeting(self, people: Sequence[PersonName], *, country: str, company: str | None = None) -> str:
        """Return the greeting of a letter, without the mark behind it; for nobody and no company too."""

    def full_name(self, person: PersonName, *, country: str) -> str:
        """Return the name for the address block."""

    def attention(self, people: Sequence[PersonName], *, country: str) -> str:
        """Return the line under a company that says for whom a letter is; `people` are one or more."""


@dataclass(frozen=True)
class Pack:
    """One language: `title` is its own name for itself, `written_as` its locale; the rest is read when asked for."""

    tag: str
    title: str
    written_as: str
    labels: Labels
    sender: SenderWords = SenderWords()

    @cached_property
    def locale(self) -> str:
        """The locale of Babel for amounts and dates. Raises SettingsError for one that Babel does not know."""
        from babel import Locale, UnknownLocaleError

        try:
            Locale.parse(self.written_as)
        except (ValueError, UnknownLocaleError) as error:
            place = Place(f"language/{self.tag}/{MANIFEST}")
            problem = worded("Babel knows no locale '{written_as}'", written_as=self.written_as)
            raise SettingsError(problem, place=place, hint="write one such as nl_NL") from error
        return self.written_as

    def check(self) -> None:
        """Raise SettingsError for anything that a pack needs and this one lacks."""
        _ = self.locale, self.names, self.reader, self.detectors, self.wording

    @cached_property
    def names(self) -> Names:
        """How people are addressed."""
        return cast(Names, _module(self.tag, "names", needed=("greeting", "full_name", "attention")))

    @cached_property
    def reader(self) -> Reader:
        """What reads a text: its sentences, words and measures."""
        return reader_of(self.tag)

    @cached_property
    def detectors(self) -> Mapping[str, Detector]:
        """What lint rules look for, by name; empty for a pack without any."""
        module = _module(self.tag, "detectors", needed=("DETECTORS",), optional=True)
        return cast(Mapping[str, Detector], module.DETECTORS) if module else {}

    @cached_property
    def wording(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns by which a message says what it must tell, by name; empty for a pack without any."""
        module = _module(self.tag, "wording", needed=("WORDING",), optional=True)
        return cast("Mapping[str, re.Pattern[str]]", module.WORDING) if module else {}

    def analyse(self, text: str) -> Analysis:
        """Return tokens, sentences and clauses of a text, in one pass."""
        return self.reader.analyse(text)

    def sentences(self, text: str) -> list[Span]:
        """Return the sentences of a text, in order, without overlap, without the white space around them."""
        return [sentence.span for sentence in self.reader.analyse(text).sentences]

    def words(self, text: str) -> list[Span]:
        """Return what is read as a word: words, abbreviations, numbers, amounts, addresses."""
        return self.reader.words(text)

    def syllables(self, word: str) -> int:
        """Return the number of syllables of a word, at least 1."""
        return self.reader.syllables(word)

    def counts(self, analysis: Analysis) -> Counts:
        """Return the counts that the measures of an analysed text are made of."""
        return self.reader.counts(analysis)

    def scores(self, counts: Counts) -> Measures:
        """Return the measures of a text with these counts."""
        return self.reader.scores(counts)

    def measures(self, text: str) -> Measures:
        """Return how easy a text reads."""
        return self.scores(self.counts(self.analyse(text)))


def reader_of(tag: str) -> Reader:
    """Return what reads the texts of a language: its own reader, else the general one."""
    module = _module(tag, "reader", needed=("Reader",), optional=True)
    if module is None:
        from toolkit.language.general import GeneralReader

        return GeneralReader(tag)
    return cast(Reader, module.Reader())


def read_pack(folder: Path) -> Pack:
    """Read the pack of a language. Raises SettingsError with the file and what it lacks."""
    place = Place(f"language/{folder.name}/{MANIFEST}")
    try:
        table = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(worded("cannot be read: {error}", error=str(error)), place=place) from error
    labels = table.get("labels", {})
    known = [field.name for field in fields(Labels)]
    wanted = {"title": table, "locale": table} | dict.fromkeys(known, labels)
    lacks = [
        name for name, where in wanted.items() if not isinstance(where.get(name), str) or not where[name]
    ]
    if lacks:
        raise SettingsError(
            worded("lacks {lacking}", lacking=", ".join(lacks)),
            place=place,
            hint="nl/pack.toml shows what each of them is for",
        )
    short = table.get("sender", {})
    if unknown := sorted({*labels} - {*known} | {*short} - {*SenderWords.__slots__}):
        raise SettingsError(
            worded("has labels that nothing uses: {unknown}", unknown=", ".join(unknown)), place=place
        )
    for name, holes in _HOLDS.items():
        try:
            labels[name].format(**dict.fromkeys(holes, ""))
            has_room = all(f"{{{hole}}}" in labels[name] for hole in holes)
        except (KeyError, IndexError, ValueError):
            has_room = False
        if name == "page" and labels[name].find("{page}") > labels[name].find("{pages}"):
            has_room = False
        if not has_room:
            shown = " and ".join(f"{{{hole}}}" for hole in holes)
            raise SettingsError(
                worded("the label {name} needs {shown} in it, and no other braces", name=name, shown=shown),
                place=place,
            )
    sender = SenderWords(**{name: frozenset(words) for name, words in short.items()})
    return Pack(folder.name, table["title"], table["locale"], Labels(**labels), sender)


def _module(tag: str, name: str, *, needed: Sequence[str], optional: bool = False) -> ModuleType | None:
    """Return a module of a pack. Raises SettingsError when it is not there, or lacks what is needed of it."""
    path = f"{__package__}.{tag}.{name}"
    try:
        module = import_module(path)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{path}.".startswith(f"{error.name}."):
            raise
        if optional:
            return None
        raise SettingsError("is missing", place=Place(f"language/{tag}/{name}.py")) from error
    if lacks := [each for each in needed if not hasattr(module, each)]:
        raise SettingsError(
            worded("lacks {lacking}", lacking=", ".join(lacks)), place=Place(f"language/{tag}/{name}.py")
        )
    return module
