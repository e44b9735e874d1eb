"""The names that a writer gives to conditions, to fields and to the order of parts: `_names/<language>.toml`.

A name is two or more plain words, so that no name hides a field: `{% if één factuur %}`. A firm's own file adds names,
and gives a shipped one another meaning.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator

from toolkit.errors import Place, SettingsError, did_you_mean
from toolkit.wording import TOML_SAYS, in_words, overheard, worded
from toolkit.workspace import Workspace

FOLDER = "_names"
_WORDS = re.compile(r"[^\W\d_]+( [^\W\d_]+)+")
_NO_NAME = frozenset(("and", "or", "not", "is", "if", "else", "true", "false", "none", "with", "recursive"))


class _Named(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    meaning: str = Field(min_length=1)
    _place: Place = PrivateAttr(default_factory=lambda: Place(""))

    @property
    def place(self) -> Place:
        """Where it stands in its file."""
        return self._place

    @field_validator("name")
    @classmethod
    def _is_words(cls, name: str) -> str:
        words = name.lower().split(" ")
        if not _WORDS.fullmatch(name) or _NO_NAME & set(words):
            raise ValueError(
                worded(
                    "a name is two or more words, such as 'deels betaald', none of them a word of Jinja ('if', 'is')"
                )
            )
        if "in" in (words[0], words[-1]) or name[0].isupper():
            raise ValueError(worded("a name begins with a small letter, and not with 'in'"))
        return name


class Condition(_Named):
    """A question about a record: `test` is what Jinja asks for it, such as 'invoices|length == 1'."""

    test: str = Field(min_length=1)


class NamedField(_Named):
    """Words that depend on a record: `says` is the Jinja expression that makes them."""

    says: str = Field(min_length=1)


class First(BaseModel):
    """What comes first `when` a condition holds; the other parts follow in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: str = Field(min_length=1)
    part: str = Field(min_length=1)


class Order(_Named):
    """Parts after each other: in the order named, unless the first condition of `first` that holds says otherwise."""

    parts: Annotated[tuple[str, ...], Field(min_length=2)]
    first: tuple[First, ...] = ()

    def ways(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each condition with its order of the parts, and last the usual order, with no condition."""
        for each in self.first:
            yield each.when, (each.part, *(part for part in self.parts if part != each.part))
        yield "", self.parts


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    condition: tuple[Condition, ...] = ()
    field: tuple[NamedField, ...] = ()
    order: tuple[Order, ...] = ()


@dataclass(frozen=True)
class Names:
    """The names of one language, each with its place in its file."""

    conditions: Mapping[str, Condition] = field(default_factory=dict)
    fields: Mapping[str, NamedField] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)

    def all(self) -> dict[str, Condition | NamedField | Order]:
        """Return everything that has a name, by name."""
        return {**self.orders, **self.fields, **self.conditions}


def read_names(workspace: Workspace, tag: str) -> Names:
    """Return the names of a language: those of the workspace, and the shipped ones that it has no other meaning for.

    Raises SettingsError with the file and the name for what is wrong in it.
    """
    found: dict[str, Condition | NamedField | Order] = {}
    for folder in reversed(workspace.templates):
        path = folder / FOLDER / f"{tag}.toml"
        if path.is_file():
            found |= _read(path)
    return Names(
        {name: each for name, each in found.items() if isinstance(each, Condition)},
        {name: each for name, each in found.items() if isinstance(each, NamedField)},
        {name: each for name, each in found.items() if isinstance(each, Order)},
    )


def _read(path: Path) -> dict[str, Condition | NamedField | Order]:
    place = Place(str(path))
    try:
        text = path.read_text(encoding="utf-8")
        read = _File.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            worded("is not valid TOML: {error}", error=overheard(error, TOML_SAYS)), place=place
        ) from error
    except ValidationError as error:
        raise _wrong(error, place) from error
    found: dict[str, Condition | NamedField | Order] = {}
    every: tuple[Condition | NamedField | Order, ...] = (*read.condition, *read.field, *read.order)
    for each in every:
        here = Place(str(path), _line_of(text, each.name))
        if each.name in found:
            raise SettingsError(worded("the name '{name}' occurs twice", name=each.name), place=here)
        if isinstance(each, Order):
            _check_first(each, here)
        each._place = here
        found[each.name] = each
    return found


def _check_first(order: Order, place: Place) -> None:
    for first in order.first:
        if first.part not in order.parts:
            raise SettingsError(
                worded("'{part}' is no part of '{name}'", part=first.part, name=order.name),
                place=place,
                hint=did_you_mean(first.part, order.parts),
            )


def _wrong(error: ValidationError, place: Place) -> SettingsError:
    first = error.errors(include_url=False)[0]
    where = ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in first["loc"])
    message, hint = in_words(first), None
    if first["type"] == "extra_forbidden":
        models: dict[str, type[BaseModel]] = {"condition": Condition, "field": NamedField, "order": Order}
        known = models.get(str(first["loc"][0]), _File).model_fields
        message, hint = worded("unknown key"), did_you_mean(str(first["loc"][-1]), known)
    return SettingsError(
        worded("{where}: {message}", where=where.replace(".[", "["), message=message), place=place, hint=hint
    )


def _line_of(text: str, name: str) -> int | None:
    found = re.search(rf"^\s*name\s*=\s*[\"']{re.escape(name)}[\"']", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 + found[0].count("\n") if found else None
