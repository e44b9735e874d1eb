"""The Jinja environment of the templates: sandboxed, strict, and blind to all but the record.

Templates are the writer's, values are the customer's. A template reaches the fields and properties of the
record and nothing else; a value that is printed puts on armour; an unknown field is an error; nothing random,
nothing from disk but other templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
from jinja2.lexer import TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from toolkit.compose.armour import armour
from toolkit.compose.filters import euro, filters, written_date
from toolkit.compose.sourcemap import Composed, join_plain
from toolkit.errors import TemplateError
from toolkit.workspace import Workspace

_LOCALES = {"nl": "nl_NL"}
_NOT_FOR_LETTERS = (
    "random",
    "pprint",
    "tojson",
    "xmlattr",
    "urlize",
    "filesizeformat",
    "safe",
    "forceescape",
)
_LINE_BREAK = re.compile(r"\r\n|\r")


class Position(int):
    """A line number of a token that also knows the token's `offset` in the file, in characters."""

    offset: int

    @classmethod
    def at(cls, line: int, offset: int) -> Position:
        """Return the line number `line` of a token at a character offset."""
        self = cls(line)
        self.offset = offset
        return self


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Composes texts; `concat` makes `Composed`, which tells what a template wrote from what a value is.

    `texts` stand before the files of the workspace with the same name.
    """

    concat: Callable[[Iterable[str]], str] = staticmethod(join_plain)

    def __init__(self, workspace: Workspace, tag: str, texts: Mapping[str, str] | None = None) -> None:
        files = FileSystemLoader(workspace.templates, encoding="utf-8")
        super().__init__(
            loader=ChoiceLoader([DictLoader(texts), files]) if texts else files,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
            cache_size=1000,
        )
        self.tag = tag
        locale = _LOCALES[tag]
        self.finalize = lambda value: printed(value, locale)
        for name in _NOT_FOR_LETTERS:
            self.filters.pop(name, None)
        for name in ("lipsum", "cycler", "joiner"):
            self.globals.pop(name, None)
        self.filters |= filters(locale)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let a template read the fields and properties of a record, not the methods of its model."""
        if isinstance(obj, BaseModel):
            return attr in fields(type(obj))
        return super().is_safe_attribute(obj, attr, value)

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        raw = positioned(self, source, name, filename, state)
        return TokenStream(self.lexer.wrap(raw, name, filename), name, filename)


def positioned(
    environment: TemplateEnvironment,
    source: str,
    name: str | None = None,
    filename: str | None = None,
    state: str | None = None,
) -> Iterator[tuple[Position, str, str]]:
    """Yield the raw tokens of a template, each with its exact place.

    Jinja's lexer drops the white space that `-` and `lstrip_blocks` strip, and nothing else, so the next
    token always begins where its text is found first.
    """
    text = _LINE_BREAK.sub("\n", source)
    end = 0
    for line, kind, value in environment.lexer.tokeniter(text, name, filename, state):
        start = text.index(value, end)
        if text[end:start].strip():
            raise AssertionError(f"{name}: the place of a token is not certain")
        end = start + len(value)
        yield Position.at(line, start), kind, value


def printed(value: Any, locale: str) -> str:
    """Return a value as it appears in a text: in armour, unless a template composed it.

    An amount or a date that no filter wrote is written in full. Raises TemplateError for None.
    """
    if isinstance(value, Composed):
        return value
    if isinstance(value, str):
        return Composed(armour(value))
    if value is None:
        raise TemplateError("has no value", hint="check with {% if … %} that there is one")
    if isinstance(value, Decimal):
        return Composed(armour(euro(value, locale)))
    if isinstance(value, date):
        return Composed(armour(written_date(value, "long", locale)))
    return Composed(armour(str(value)))


@cache
def fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the names a template may read of a model: its fields and its properties."""
    properties = (
        name
        for base in model.__mro__
        if issubclass(base, BaseModel) and base is not BaseModel
        for name, member in vars(base).items()
        if isinstance(member, property) and not name.startswith("_")
    )
    return frozenset((*model.model_fields, *properties))
