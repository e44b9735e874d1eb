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

_ROOMS = ("invoice", "customer", "address", "record")
_CURRENCY = re.compile(r"[(\[]?\s*(?:\bin\s+)?(?:€|\beuro?\b)\s*[)\]]?", re.IGNORECASE)

NAMES = ("customer.name", "customer.last_name", "customer.company")
"""The fields that can hold who the customer is."""

# Of each group, a table needs one.
_NEEDED = (
    ("invoice.number",),
    ("invoice.date",),
    ("invoice.due_date",),
    ("invoice.amount", "invoice.outstanding"),
    NAMES,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table: their names as they stand in the file, and their places by field."""

    headers: tuple[str, ...]
    places: Mapping[str, int]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

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
    return MappingProxyType(
        {f"{room}.{field}": tuple(words) for room in _ROOMS for field, words in table[room].items()}
    )


@cache
def _fields() -> Mapping[str, str]:
    """Return the field of each column name, in its bare form."""
    fields = {_bare(word): field for field, words in names().items() for word in words}
    return MappingProxyType(fields | {_bare(field): field for field in names()})


@cache
def _short_names() -> Mapping[str, str]:
    """Return the fields by their name without its room, where that is enough: `id`, `due_date`."""
    short = [field.partition(".")[2] for field in names()]
    return MappingProxyType(
        {_bare(name): field for name, field in zip(short, names(), strict=True) if short.count(name) == 1}
    )


@cache
def _answers(field: str) -> Mapping[str, str]:
    table = _table()["answers"][field]
    return MappingProxyType({_bare(word): value for value, words in table.items() for word in words})


def answer(field: str, cell: str) -> str | None:
    """Return what a cell of a column with fixed answers means, or None when it is not one of them."""
    return tag_of(cell) if field == "language" else _answers(field).get(_bare(cell))


def answers(field: str) -> tuple[str, ...]:
    """Return the fixed answers of a column, as a person writes them."""
    if field == "language":
        return ("nl", "fr", "de", "en", "de naam van de taal")
    return tuple(words[0] for words in _table()["answers"][field].values())


def known(headers: Iterable[str], own: Mapping[str, str]) -> int:
    """Return how many of these column names are known, `own` ones too."""
    mine = {_bare(name) for name in own}
    return sum(1 for header in headers if (bare := _bare(header)) in mine or bare in _fields())


def match(headers: Sequence[str], own: Mapping[str, str]) -> Columns:
    """Return which column holds which field.

    In: the header cells, and `own`: column names of the firm, each with our field (`invoice.number`), or a
    name we know for it (`factuurnummer`), or nothing for a column to leave out. A column of `own` goes
    before one with a common name. Raises SettingsError for a field that does not exist.
    """
    mine = {_bare(name): _field(name, target) for name, target in own.items()}
    found: dict[str, list[int]] = {}
    warnings, unknown = [], []
    for place, header in enumerate(headers):
        bare = _bare(header)
        if bare in mine and not mine[bare]:
            continue
        field = mine.get(bare) or _fields().get(bare)
        if field:
            found.setdefault(field, []).append(place)
        elif header:
            unknown.append(f"{quote(header)}{suggestion(bare, list(_fields()), 0.75)}")
    if unknown:
        warnings.append(f"niet gelezen, want onbekend: kolom {', '.join(unknown)}")
    present = {_bare(header) for header in headers}
    lost = [quote(name) for name in own if _bare(name) not in present]
    if lost:
        warnings.append(f"uit uw instellingen, maar niet in het bestand: kolom {', '.join(lost)}")
    places, problems = {}, []
    for field, candidates in found.items():
        chosen = [place for place in candidates if _bare(headers[place]) in mine] or candidates
        places[field] = chosen[0]
        if len(chosen) > 1:
            two = " en ".join(quote(headers[place]) for place in chosen)
            problems.append(f"kolom {two} betekenen hetzelfde; haal er een weg, of kies in uw instellingen")
    problems += [_missing(group) for group in _NEEDED if not places.keys() & set(group)]
    return Columns(tuple(headers), MappingProxyType(places), tuple(problems), tuple(warnings))


def _missing(group: tuple[str, ...]) -> str:
    first = " of ".join(quote(names()[field][0]) for field in group)
    more = ", ".join(name for field in group for name in names()[field][1:5])
    return f"kolom {first} ontbreekt; deze namen kennen wij ook: {more}"


def _field(name: str, target: str) -> str:
    """Return the field that a firm means; empty for a column to leave out."""
    if not target.strip():
        return ""
    field = _fields().get(_bare(target)) or _short_names().get(_bare(target))
    if field is None:
        known_names = [words[0] for words in names().values()]
        raise SettingsError(
            f"kolom {quote(name)}: {quote(target)} is geen veld{suggestion(target, known_names)}",
            hint=f"kies uit: {', '.join(known_names)}",
        )
    return field


def _bare(name: str) -> str:
    text = unicodedata.normalize("NFKD", _CURRENCY.sub(" ", name).casefold())
    return "".join(char for char in text if char.isalnum())
