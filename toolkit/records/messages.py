"""What is wrong with a record, in the words of the people who keep it: Dutch, with the path of the field.

A message quotes at most the one value that is wrong, cut to 40 characters and without unprintable ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from toolkit.wording import worded

LONGEST_QUOTE = 40

Location = tuple[int | str, ...]

_TEXTS = {
    "missing": worded("ontbreekt"),
    "string_type": worded("moet tekst zijn; zet het tussen aanhalingstekens"),
    "string_unicode": worded("bevat een teken dat niet bestaat"),
    "string_too_short": worded("is leeg"),
    "string_too_long": worded("is te lang; maximaal {max_length} tekens"),
    "string_pattern_mismatch": worded("is geen landcode van twee letters, zoals NL"),
    "decimal_type": worded("is geen bedrag; schrijf het zoals 119.50"),
    "decimal_parsing": worded("is geen bedrag; schrijf het zoals 119.50"),
    "decimal_max_digits": worded("is te groot voor een bedrag in euro's"),
    "finite_number": worded("is geen bedrag; schrijf het zoals 119.50"),
    "greater_than": worded("moet meer zijn dan {gt}"),
    "greater_than_equal": worded("mag niet minder zijn dan {ge}"),
    "less_than": worded("moet minder zijn dan {lt}"),
    "less_than_equal": worded("mag niet meer zijn dan {le}"),
    "decimal_max_places": worded("heeft te veel cijfers achter de komma"),
    "decimal_whole_digits": worded("is te groot"),
    "int_type": worded("is geen heel getal"),
    "int_parsing": worded("is geen heel getal"),
    "int_from_float": worded("is geen heel getal"),
    "bool_type": worded("moet true of false zijn"),
    "bool_parsing": worded("moet true of false zijn"),
    "model_type": worded("moet een groep velden zijn"),
    "model_attributes_type": worded("moet een groep velden zijn"),
    "tuple_type": worded("moet een lijst zijn"),
    "too_short": worded("heeft minstens {min_length} onderdeel nodig"),
}


def quote(value: str) -> str:
    """Return a value for a message: in quotes, one line, printable, at most 40 characters."""
    text = "".join(char if char.isprintable() else " " for char in value[: 4 * LONGEST_QUOTE])
    text = " ".join(text.split())
    cut = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return f'"{cut}"'


def suggestion(word: str, known: Sequence[str], likeness: float = 0.6) -> str:
    """Return '; bedoelt u "x"?' for the known word most like `word`, or nothing.

    In: `likeness`, from 0 to 1 (the same): how much alike they must be at least.
    """
    near = get_close_matches(word[:100], known, n=1, cutoff=likeness)
    return worded('; bedoelt u "{near}"?', near=near[0]) if near else ""


def dotted(location: Location) -> str:
    """Return the path of a field as a person counts: `invoices[1].amount` is of the first invoice."""
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def at(location: Location, what: str) -> str:
    """Return what is wrong with a field after its path, when it has one."""
    path = dotted(location)
    return worded("{path}: {what}", path=path, what=what) if path else what


def explain(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[Location, str]]:
    """Yield the location of every field of `model` that is wrong, and what is wrong with it, in Dutch."""
    every = error.errors(include_url=False)
    for details in every:
        kind, location, value = details["type"], details["loc"], details["input"]
        if kind == "too_short" and any(_below(other["loc"], location) for other in every):
            continue  # a list is short only because its parts are wrong
        context = details.get("ctx", {})
        if kind == "value_error":
            text = worded("{error}", error=context["error"])
        elif kind == "literal_error":
            words = str(context["expected"]).replace("'", "").replace(" or ", ", ")
            text = worded("is niet mogelijk; kies uit: {words}", words=words)
        elif kind == "extra_forbidden":
            known = sorted(_fields(model, location[:-1]))
            yield (
                location,
                worded("is een onbekend veld{suggestion}", suggestion=suggestion(str(location[-1]), known)),
            )
            continue
        else:
            text = worded(_TEXTS.get(kind, worded("is niet goed ingevuld")), **context)
        shown = quote(_written(value)) if _is_one_value(value) else ""
        yield location, worded("{value} {text}", value=shown, text=text) if shown else text


def _below(inner: Location, outer: Location) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _is_one_value(value: object) -> bool:
    return isinstance(value, str | int | float | Decimal | date) and value != ""


def _written(value: object) -> str:
    if isinstance(value, int) and value.bit_length() > 128:
        return hex(value)  # as decimal digits Python refuses to write it
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fields(model: type[BaseModel], location: Location) -> set[str]:
    """Return the names of the fields of the model that stands at a location below `model`."""
    for part in location:
        if isinstance(part, str):
            model = _model_in(model.model_fields[part].annotation) or model
    return set(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
