"""Which column of a table holds which field, by the names in `columns.toml` and the ones a firm adds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolkit.errors import SettingsError
from toolkit.language import tag_of
from toolkit.records.messages import quote, suggestion
from toolkit.wording import joined, worded

_ROOMS = ("invoice", "customer", "address", "record")
_BETWEEN = re.compile(r"[\s,;:/()\[\]+&.!?]+")
_CURRENCY = re.compile(r"[(\[]?\s*(?:\bin\s+)?(?:€|\beuro?\b)\s*[)\]]?", re.IGNORECASE)

NAMES = ("customer.name", "customer.last_name", "customer.company")
"""The fields that can hold who the customer is."""

REMARKS = "customer.remarks"
"""The field of which several columns count together."""

# Of each group, a table needs one.
_NEEDED = (
    ("invoice.number",),
    ("invoice.date",),
    ("invoice.due_date",),
    ("invoice.amount", "invoice.outstanding", "invoice.debit", "invoice.credit"),
    NAMES,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table: their names as they stand in the file, and their places by field.

    `unread` are the places of the columns of which nobody knows what they say, `remarks` those of further columns with
    remarks.
    """

    headers: tuple[str, ...]
    places: Mapping[str, int]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    unread: tuple[int, ...] = ()
    remarks: tuple[int, ...] = ()

    @property
    def needed(self) -> int:
        """How many cells a row needs at least to reach every column that may not be empty."""
        return 1 + max(
            place for field, place in self.places.items() if any(field in group for group in _NEEDED)
        )


@cache
def _table() -> dict[str, Any]:
    with Path(__file__).with_name("columns.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """Return the column names of each field (`invoice.number`), the one that messages use first."""
    table = _table()
    found = {f"{room}.{field}": tuple(words) for room in _ROOMS for field, words in table[room].items()}
    for role, words in table["acting"]["roles"].items():
        for field, patterns in table["acting"]["columns"].items():
            spelled = (pattern.replace("{role}", word) for pattern in patterns for word in words)
            found[f"{role}.{field}"] = tuple(dict.fromkeys(spelled))
    return MappingProxyType(found)


@cache
def _fields() -> Mapping[str, str]:
    """Return the field of each column name, in its bare form."""
    fields = {bare_name(word): field for field, words in names().items() for word in words}
    return MappingProxyType(fields | {bare_name(field): field for field in names()})


@cache
def _short_names() -> Mapping[str, str]:
    """Return the fields by their name without its room, where that is enough: `id`, `due_date`."""
    short = [field.partition(".")[2] for field in names()]
    return MappingProxyType(
        {bare_name(name): field for name, field in zip(short, names(), strict=True) if short.count(name) == 1}
    )


@cache
def _others(kind: str) -> frozenset[str]:
    """Return the bare names of a list under [other]."""
    return frozenset(map(bare_name, _table()["other"][kind]))


@cache
def _answers(field: str) -> Mapping[str, str]:
    table = _table()["answers"][field]
    return MappingProxyType({bare_name(word): value for value, words in table.items() for word in words})


def answer(field: str, cell: str) -> str | None:
    """Return what a cell of a column with fixed answers means, or None when it is not one of them."""
    return tag_of(cell) if field == "language" else _answers(field).get(bare_name(cell))


@cache
def _words(field: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _table()["words"][field])


def is_made_of_known_words(field: str, cell: str) -> bool:
    """Return whether a status or a way of paying is made of known words alone; numbers are no words."""
    words = [word for word in _BETWEEN.split(cell.casefold()) if any(map(str.isalpha, word))]
    return bool(words) and all(word in _words(field) for word in words)


def mentions(field: str, value: str, text: str) -> bool:
    """Return whether a text holds one of the words, of five letters or more, for a fixed answer."""
    words = _table()["answers"][field][value]
    return any(len(word) > 4 and word in text.casefold() for word in words)


def answers(field: str) -> tuple[str, ...]:
    """Return the fixed answers of a column, as a person writes them."""
    if field == "language":
        return ("nl", "fr", "de", "en", worded("de naam van de taal"))
    return tuple(words[0] for words in _table()["answers"][field].values())


def field_of(header: str) -> str | None:
    """Return the field that a column of this name holds by the common names, whatever its cells say."""
    return _fields().get(bare_name(header))


def known(headers: Iterable[str], own: Mapping[str, str]) -> int:
    """Return how many of these column names are known, `own` ones too."""
    mine = {bare_name(name) for name in own}
    return sum(1 for header in headers if (bare := bare_name(header)) in mine or bare in _fields())


def match(
    headers: Sequence[str],
    own: Mapping[str, str],
    rows: Sequence[Sequence[str]] = (),
    ready: Mapping[str, str] | None = None,
) -> Columns:
    """Return which column holds which field.

    In: the header cells; `own`: column names of the firm, each with our field (`invoice.number`), or a name we
    know for it (`factuurnummer`), or nothing for a column to leave out; the rows, because some names say
    only with their cells what they hold; and `ready`, the names of a bookkeeping program, like `own`, but they
    need not be there. A column of `own` goes before one with a common name, and a name that
    is sure before one that is weak. Raises SettingsError for a field that does not exist.
    """
    given = {**(ready or {}), **own}
    mine = {bare_name(name): _field(name, target) for name, target in given.items()}
    found: dict[str, list[int]] = {}
    warnings, unread = [], []
    for place, header in enumerate(headers):
        bare = bare_name(header)
        if (bare in mine and not mine[bare]) or not header:
            continue
        field = mine.get(bare) or _by_cells(bare, [row[place] for row in rows if len(row) > place])
        if field:
            found.setdefault(field, []).append(place)
        elif bare not in _others("unread"):
            unread.append(place)
    if unread:
        unknown = (
            worded(
                "{header}{near}",
                header=quote(headers[at]),
                near=suggestion(bare_name(headers[at]), list(_fields()), 0.75),
            )
            for at in unread
        )
        warnings.append(worded("niet gelezen, want onbekend: kolom {headers}", headers=tuple(unknown)))
    present = {bare_name(header) for header in headers}
    lost = [quote(name) for name in own if bare_name(name) not in present]
    if lost:
        warnings.append(
            worded("uit uw instellingen, maar niet in het bestand: kolom {names}", names=", ".join(lost))
        )
    if "customer.contact" in found and not found.keys() & set(NAMES):
        found[NAMES[0]] = found.pop("customer.contact")
    if "invoice.number" in found and len(found["invoice.number"]) > 1 and "invoice.amount" not in found:
        _settle_amounts(headers, rows, found)
    places, problems = {}, []
    more_remarks = tuple(found.get(REMARKS, ())[1:])
    if more_remarks:
        found[REMARKS] = found[REMARKS][:1]
    for field, candidates in found.items():
        chosen = _chosen(field, [(place, bare_name(headers[place])) for place in candidates], mine)
        places[field] = chosen[0]
        if len(chosen) > 1:
            two = joined((quote(headers[place]) for place in chosen), worded(" en "))
            problems.append(
                worded(
                    "kolom {two} betekenen hetzelfde; haal er een weg, of kies in uw instellingen", two=two
                )
            )
        elif len(candidates) > 1:
            others = [place for place in candidates if place != chosen[0]]
            names_of = ", ".join(quote(headers[place]) for place in others)
            warnings.append(
                worded(
                    "niet gelezen, want kolom {chosen} zegt dit: kolom {others}",
                    chosen=quote(headers[chosen[0]]),
                    others=names_of,
                )
            )
            unread += others
    problems += [_missing(group) for group in _NEEDED if not places.keys() & set(group)]
    return Columns(
        tuple(headers),
        MappingProxyType(places),
        tuple(problems),
        tuple(warnings),
        tuple(sorted(unread)),
        more_remarks,
    )


def _chosen(field: str, candidates: Sequence[tuple[int, str]], mine: Mapping[str, str]) -> list[int]:
    """Return the column that holds a field: the firm's own, else the sure names, else the best weak one."""
    for kind in (mine.keys(), {bare for _, bare in candidates} - _others("weak")):
        if chosen := [place for place, bare in candidates if bare in kind]:
            return chosen
    order = [bare_name(name) for name in names()[field]]
    best = min(candidates, key=lambda each: order.index(each[1]) if each[1] in order else len(order))
    return [place for place, bare in candidates if bare == best[1]]


_CODE = re.compile(r"(?=.*[0-9])[A-Za-z]{0,4}[-./ ]?[0-9][0-9A-Za-z./-]{0,19}")
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}-20[0-9]{2}")
_WITH_CENTS = re.compile(r"-?[0-9][0-9., ]*[.,][0-9]{1,2}")


def _by_cells(bare: str, cells: Iterable[str]) -> str | None:
    """Return the field of a column by its name and, where that says too little, by what its cells say."""
    field = _fields().get(bare)
    if field is None or bare not in _others("by_cells"):
        return field
    texts = [cell for cell in cells if cell]
    if field == "customer.name":
        return "customer.id" if texts and all(_CODE.fullmatch(text) for text in texts) else field
    if field == "invoice.number":
        return "invoice.date" if texts and all(_DAY.fullmatch(text) for text in texts) else field
    if field == "invoice.kind":
        if texts and all(answer("kind", text) for text in texts):
            return "customer.kind"
        return field if any(answer("document", text) for text in texts) else None
    return field


def _settle_amounts(
    headers: Sequence[str], rows: Sequence[Sequence[str]], found: dict[str, list[int]]
) -> None:
    """Take a column such as "Factuur" beside "Factuurnr." for the amount, when its cells are amounts with cents."""
    for place in list(found["invoice.number"]):
        texts = [row[place] for row in rows if len(row) > place and row[place]]
        if bare_name(headers[place]) in _others("by_cells") and any(map(_WITH_CENTS.fullmatch, texts)):
            found["invoice.number"].remove(place)
            found["invoice.amount"] = [place]
            return


def _missing(group: tuple[str, ...]) -> str:
    first = joined((quote(names()[field][0]) for field in group), worded(" of "))
    more = ", ".join(name for field in group for name in names()[field][1:5])
    return worded("kolom {first} ontbreekt; deze namen kennen wij ook: {more}", first=first, more=more)


def _field(name: str, target: str) -> str:
    """Return the field that a firm means; empty for a column to leave out."""
    if not target.strip():
        return ""
    field = field_called(target)
    if field is None:
        known_names = [words[0] for words in names().values()]
        raise SettingsError(
            worded(
                "kolom {name}: {target} is geen veld{near}",
                name=quote(name),
                target=quote(target),
                near=suggestion(target, known_names),
            ),
            hint=worded("kies uit: {known}", known=", ".join(known_names)),
        )
    return field


def field_called(target: str) -> str | None:
    """Return the field that a firm calls so by one of our names for it, None when there is none."""
    return _fields().get(bare_name(target)) or _short_names().get(bare_name(target))


def is_known(target: str) -> bool:
    """Return whether a firm may say that a column holds this: one of our names, or nothing."""
    return not target.strip() or field_called(target) is not None


def bare_name(name: str) -> str:
    """Return a name without what people write in different ways: capitals, accents, spaces, marks, "(EUR)"."""
    text = unicodedata.normalize("NFKD", _CURRENCY.sub(" ", name).casefold())
    # A sign of another currency stays: an amount in pounds is not one in euros.
    return "".join(char for char in text if char.isalnum() or unicodedata.category(char) == "Sc")
