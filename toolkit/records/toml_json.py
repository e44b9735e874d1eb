"""TOML, JSON and JSON Lines as plain tables: exact numbers, `base` files merged under, faults with their place."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from toolkit.errors import Place, RecordError
from toolkit.records.files import decode_utf8, read_bytes
from toolkit.records.messages import Location, quote
from toolkit.wording import worded

BASE = "base"
DEEPEST_BASE = 8
"""The most files that may stand under one another by `base`."""
_LONGEST_NUMBER = 30

# What the parsers say, by how it begins, and what it means to whoever typed the file.
_SYNTAX = {
    "Expected '='": worded("hier mist een = tussen naam en waarde"),
    "Expected newline": worded(
        "na de waarde staat nog iets; schrijf een datum als 2026-10-31, een bedrag als 119.50, en "
        "tekst tussen aanhalingstekens"
    ),
    "Expected ']": worded("een tabelnaam eindigt niet met ]"),
    "Invalid value": worded("de waarde ontbreekt of is niet goed; zet tekst tussen aanhalingstekens"),
    "Invalid initial character": worded("de naam van een veld begint met een teken dat daar niet mag"),
    "Invalid statement": worded("deze regel begint niet met een veld of een [tabel]"),
    "Invalid date": worded("deze datum bestaat niet"),
    "Unterminated string": worded("een tekst heeft geen aanhalingsteken aan het eind"),
    "Unclosed array": worded("een lijst eindigt niet met ]"),
    "Unclosed inline table": worded("een groep velden eindigt niet met }"),
    "Unescaped": worded("schrijf een \\ in tekst dubbel: \\\\"),
    "Invalid \\": worded("schrijf een \\ in tekst dubbel: \\\\"),
    "Cannot overwrite": worded("dit veld staat er twee keer"),
    "Cannot declare": worded("deze tabel staat er twee keer"),
    "Cannot redefine": worded("deze tabel staat er twee keer"),
    "Duplicate inline": worded("dit veld staat er twee keer"),
    "Illegal character": worded("hier staat een onzichtbaar stuurteken"),
    "Found invalid character": worded("hier staat een teken dat niet mag"),
    "Invalid control character": worded("hier staat een onzichtbaar stuurteken of een regeleinde in tekst"),
    "Expecting property name": worded("hier hoort een veldnaam tussen dubbele aanhalingstekens"),
    "Illegal trailing comma": worded("hier staat een komma te veel"),
    "Expecting ':'": worded("hier mist een : tussen naam en waarde"),
    "Expecting ','": worded("hier mist een komma of een haakje"),
    "Expecting value": worded("hier mist een waarde"),
    "Extra data": worded("na het einde staat nog iets"),
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One file and the table that stands in it."""

    file: Path
    table: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One record as its files give it: the merged table, and the layers it came from, the own file first.

    `number` is its place in a list, from 1; None when the file is one record.
    """

    table: dict[str, Any]
    layers: tuple[Layer, ...]
    number: int | None = None

    def place(self, location: Location) -> Place:
        """Return the file that a field came from; the record's own file when none has it."""
        own = self.layers[0].file
        file = next((layer.file for layer in self.layers if _holds(layer.table, location)), own)
        return Place(str(file))


def reader() -> Callable[[Path], Any]:
    """Return what reads files and knows each that it read, so that a base of several records is read once."""
    return cache(_parse)


def read_documents(path: Path, parse: Callable[[Path], Any] | None = None) -> tuple[Document, ...]:
    """Return the records of a `.toml`, `.json` or `.jsonl` file, each merged over the files it names with `base`.

    `parse` is a `reader`, by default one of its own. A line of a plan, which holds more than a record, gives its
    record. Tables are merged key by key, lists and values replace. Raises RecordError for a file that cannot be read
    or parsed, for a `base` that is missing, absolute, of another kind, or leads back to itself.
    """
    parse = parse or reader()
    content = parse(path)
    if isinstance(content, Mapping):
        return (_document(path, content, None, parse),)
    for number, item in enumerate(content, start=1):
        if not isinstance(item, Mapping):
            raise RecordError(
                worded("record {number} is geen groep velden tussen { en }", number=number),
                place=Place(str(path)),
            )
    return tuple(_document(path, item, number, parse) for number, item in enumerate(content, start=1))


def _document(
    path: Path, content: Mapping[str, Any], number: int | None, parse: Callable[[Path], Any]
) -> Document:
    layers = [Layer(path, content)]
    seen = [path.resolve()]
    while BASE in layers[-1].table:
        file = _base_file(layers[-1])
        if file.resolve() in seen:
            raise RecordError(
                worded("base: {name} leidt terug naar zichzelf", name=quote(file.name)),
                place=Place(str(layers[-1].file)),
            )
        if len(layers) > DEEPEST_BASE:
            raise RecordError(
                worded("base: er staan meer dan {most} bestanden onder elkaar", most=DEEPEST_BASE),
                place=Place(str(path)),
            )
        below = parse(file)
        if not isinstance(below, Mapping):
            raise RecordError("base: het bestand bevat een lijst, geen record", place=Place(str(file)))
        layers.append(Layer(file, below))
        seen.append(file.resolve())
    table: dict[str, Any] = {}
    for layer in reversed(layers):
        table = _merged(table, layer.table)
    table.pop(BASE, None)
    return Document(table, tuple(layers), number)


def _base_file(layer: Layer) -> Path:
    name, place = layer.table[BASE], Place(str(layer.file))
    if not isinstance(name, str) or not name.strip() or "\0" in name:
        raise RecordError("base: moet de naam van een bestand zijn", place=place)
    if Path(name).is_absolute():
        raise RecordError(
            "base: schrijf het pad vanaf dit bestand, niet vanaf het begin van de schijf", place=place
        )
    file = layer.file.parent / name
    if file.suffix.lower() not in (".toml", ".json"):
        raise RecordError(worded("base: {name} is geen TOML- of JSON-bestand", name=quote(name)), place=place)
    if not file.is_file():
        raise RecordError(worded("base: {name} bestaat niet", name=quote(name)), place=place)
    return file


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(under)
    for key, above in over.items():
        below = out.get(key)
        if isinstance(below, Mapping) and isinstance(above, Mapping):
            out[key] = _merged(below, above)
        else:
            out[key] = above
    return out


def _holds(content: Any, location: Location) -> bool:
    for part in location:
        try:
            content = content[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _parse(path: Path) -> Any:
    text = decode_utf8(read_bytes(path), path)
    is_json = path.suffix.lower() == ".json"
    try:
        content = parse_json(text) if is_json else tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line ([0-9]+), column ([0-9]+)\)$", str(error))
        place = (int(found[1]), int(found[2])) if found else _end(text)
        raise RecordError(syntax("TOML", str(error)), place=Place(str(path), *place)) from error
    except json.JSONDecodeError as error:
        place = (error.lineno, error.colno)
        raise RecordError(syntax("JSON", error.msg), place=Place(str(path), *place)) from error
    except RecursionError as error:
        raise RecordError("is te diep genest", place=Place(str(path))) from error
    except ValueError as error:
        what = str(error) if is_json else worded("een getal heeft te veel cijfers")
        raise RecordError(
            worded("kan niet gelezen worden: {what}", what=what), place=Place(str(path))
        ) from error
    if not isinstance(content, Mapping | list):
        raise RecordError("bevat geen record: geen groep velden en geen lijst", place=Place(str(path)))
    return content


def parse_json(text: str) -> Any:
    """Return what a JSON text says, its numbers exact.

    Raises JSONDecodeError, ValueError (in Dutch: a field that occurs twice, a giant number) or RecursionError.
    """

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(items)
        if len(table) < len(items):
            names = [name for name, _ in items]
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(worded("het veld {twice} staat er twee keer", twice=quote(twice)))
        return table

    def constant(name: str) -> NoReturn:
        raise ValueError(worded("{name} is geen getal", name=name))

    return json.loads(
        text, parse_float=_exact, parse_int=_whole, parse_constant=constant, object_pairs_hook=pairs
    )


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError(worded("een getal heeft te veel cijfers"))
    return int(digits)


def _exact(digits: str) -> Decimal:
    """Return a number with a point or an exponent; one with an exponent may be no longer than it looks."""
    try:
        number = Decimal(digits)
    except ArithmeticError as error:
        raise ValueError(worded("een getal heeft te veel cijfers")) from error
    if number.is_finite() and max(len(digits), abs(number.adjusted())) > _LONGEST_NUMBER:
        raise ValueError(worded("een getal heeft te veel cijfers"))
    return number


def syntax(kind: str, message: str) -> str:
    """Return in Dutch what is wrong with a text, from what its parser says."""
    text = next(
        (text for start, text in _SYNTAX.items() if message.startswith(start)), worded("er staat een fout in")
    )
    return worded("is geen goede {kind}: {text}", kind=kind, text=text)


def _end(text: str) -> tuple[int, int]:
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1
