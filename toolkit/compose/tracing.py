"""The environment that lints and previews: the same texts, and for every character where it came from.

Before Jinja compiles a template, its syntax tree is rewritten: each literal becomes a call that returns it
with its place, each printed expression is wrapped in a call that notes the expression, and each branch begins
with a call that notes that it was taken. Nothing is added to the text, so filters, tests and empty blocks see
what they always see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Undefined, UndefinedError, nodes, pass_context
from jinja2.lexer import TokenStream
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context
from pydantic import BaseModel

from toolkit.compose.armour import armour
from toolkit.compose.environment import TemplateEnvironment
from toolkit.compose.limits import check_members, within
from toolkit.compose.rewriting import Branch, Use, rewrite
from toolkit.compose.sourcemap import Composed, Run, Source, join
from toolkit.compose.tokens import positioned, stream, with_plain_breaks
from toolkit.compose.written import fields, written
from toolkit.errors import Place, TemplateError, did_you_mean
from toolkit.workspace import Workspace

_TRACERS = (
    "trace_literal",
    "trace_at",
    "trace_value",
    "trace_branch",
    "trace_choice",
    "trace_name",
    "trace_field",
)

_taken: ContextVar[set[tuple[str, int]] | None] = ContextVar("branches taken", default=None)


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What a template file is made of: its text, its branches, the fields it reads, the files it names."""

    source: Source
    branches: tuple[Branch, ...]
    uses: tuple[Use, ...]
    references: tuple[str, ...]


class MissingField(UndefinedError):
    """A template asked for a field that is not there: `path` is what it asked for."""

    def __init__(self, message: str, place: Place, path: str, owner: object, known: Iterable[str]) -> None:
        super().__init__(message)
        self.place = place
        self.path = path
        self.owner_is_absent = owner is None
        self.hint = self._near(path, known)

    @staticmethod
    def _near(path: str, known: Iterable[str]) -> str | None:
        prefix = path.rpartition(".")[0]
        return did_you_mean(path, [f"{prefix}.{field}" if prefix else field for field in known]) or (
            f"'{prefix}' has: {', '.join(sorted(known))}" if prefix and known else None
        )


class TracingEnvironment(TemplateEnvironment):
    """Composes texts with their source map; `anatomy` tells what each file that it compiled is made of."""

    concat: Callable[[Iterable[str]], str] = staticmethod(lambda parts: _joined(within(parts)))

    def __init__(self, workspace: Workspace, tag: str, texts: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace, tag, texts)
        # A template is run a few dozen times: folding its constants costs more than it saves.
        self.optimized = False
        self.anatomy: dict[str, Anatomy] = {}
        self.at = ("", 0)
        """The file and the offset of the expression that was worked out last."""
        self._expressions: list[tuple[int, int]] = []
        for name in _TRACERS:
            self.filters[f" {name}"] = getattr(self, name)
        self._literals: dict[str, list[Composed]] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        file = name or "<template>"
        whole = Source(file, with_plain_breaks(source))
        references = tuple(other for other in find_referenced_templates(tree) if other)
        made = rewrite(tree, whole, self._expressions)
        self._literals[file] = made.literals
        self.anatomy[file] = Anatomy(whole, made.branches, made.uses, references)
        made.tree.set_environment(self)
        return made.tree

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        """Read the tokens, and note where the printed expressions stand in this template."""
        tokens = list(positioned(self, source, name, filename, state))
        if state is None:  # not the expression that a name stands for
            self._expressions = []
            start = 0
            for position, kind, value in tokens:
                if kind == "variable_begin":
                    start = position.offset + len(value)
                elif kind == "variable_end":
                    self._expressions.append((start, position.offset))
        return stream(self, tokens, self._named, source, name, filename, state)

    # What the rewritten templates call: filters, as Jinja calls these without a detour. They ask for the context
    # so that no call is worked out beforehand, and their names cannot be written in a template.

    @pass_context
    def trace_literal(self, _: Context, at: tuple[str, int]) -> Composed:
        """Return a literal of a template with its place."""
        file, number = at
        return self._literals[file][number]

    @pass_context
    def trace_at(self, _: Context, at: tuple[str, int]) -> None:
        """Note which expression is about to be worked out."""
        self.at = at

    @pass_context
    def trace_value(self, _: Context, _at: None, value: Any, at: tuple[str, int, int]) -> str:
        """Return a printed value with the expression that produced it."""
        if isinstance(value, Composed) and value.runs:
            return value
        if isinstance(value, Undefined):
            str(value)  # raises
        file, start, end = at
        source = self.anatomy[file].source
        expression = source.text[start:end]
        if not isinstance(value, Composed):
            try:
                value = armour(written(value, self.locale, expression))
            except TemplateError as error:
                error.place = source.place(start)
                raise
        text = str.__str__(value)
        return Composed(text, (Run(0, len(text), source, start, end, expression),)) if text else Composed()

    @pass_context
    def trace_branch(self, _: Context, at: tuple[str, int]) -> None:
        """Note that a branch was taken."""
        _note(at)

    @pass_context
    def trace_choice(self, _: Context, value: Any, at: tuple[str, int]) -> Any:
        """Note which side of an inline `if` was taken."""
        _note(at)
        return value

    @pass_context
    def trace_name(self, _: Context, value: Any, at: tuple[str, int, str]) -> Any:
        """Give a name that does not exist its place."""
        return self._placed(value, *at, None, ())

    @pass_context
    def trace_field(self, _: Context, owner: Any, at: tuple[str, int, str, str]) -> Any:
        """Read a field; one that does not exist gets its place."""
        file, start, path, field = at
        known = fields(type(owner)) if isinstance(owner, BaseModel) else ()
        return self._placed(self.getattr(owner, field), file, start, path, owner, known)

    def _placed(self, value: Any, file: str, start: int, path: str, owner: Any, known: Iterable[str]) -> Any:
        if isinstance(value, Undefined):
            place = self.anatomy[file].source.place(start)
            raises = partial(MissingField, place=place, path=path, owner=owner, known=known)
            value._undefined_exception = raises  # type: ignore[assignment]
        return value


def _joined(parts: list[str]) -> Composed:
    """Put pieces of text after each other, with their maps, as long as these are no longer than a list may be."""
    check_members(sum(len(part.runs) for part in parts if isinstance(part, Composed)))
    return join(parts)


def _note(branch: tuple[str, int]) -> None:
    taken = _taken.get()
    if taken is not None:
        taken.add(branch)


@contextmanager
def branches_taken() -> Iterator[set[tuple[str, int]]]:
    """Collect the branches that are taken inside the block, as (file, number)."""
    taken: set[tuple[str, int]] = set()
    token = _taken.set(taken)
    try:
        yield taken
    finally:
        _taken.reset(token)
