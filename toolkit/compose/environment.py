"""The Jinja environment of the templates: sandboxed, strict, and blind to all but the record.

Templates are the writer's, values are the customer's. A template reaches the fields and properties of the
record and nothing else; a value that is printed is a text, a number, an amount or a date, and puts on armour; an
unknown field is an error; nothing random, nothing from disk but other templates, and nothing without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from functools import partial
from typing import Any, cast

from jinja2 import ChoiceLoader, DictLoader, StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from pydantic import BaseModel

from toolkit.catalogue import read_names
from toolkit.compose.armour import armour
from toolkit.compose.context import KNOWN
from toolkit.compose.filters import filters
from toolkit.compose.limits import (
    PART,
    added,
    cost,
    multiplied,
    numbers,
    raised,
    spend,
    turns,
    weighed,
    within,
)
from toolkit.compose.loader import SUFFIX, TemplateFiles
from toolkit.compose.naming import CAPITAL, Naming, NamingParser, part_name
from toolkit.compose.sourcemap import Composed, join_plain
from toolkit.compose.text_filters import filled, joined, known_methods, method, text_filters
from toolkit.compose.tokens import positioned, stream
from toolkit.compose.written import fields, written
from toolkit.errors import TemplateError
from toolkit.language import load
from toolkit.wording import worded
from toolkit.workspace import Workspace

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
_EACH, _JOINED, _MADE = " each", " joined", " made"
"""Filters that stand for what Jinja does itself; their names cannot be written in a template."""


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Composes texts; `concat` makes `Composed`, which tells what a template wrote from what a value is.

    `texts` stand before the files of the workspace with the same name.
    """

    concat: Callable[[Iterable[str]], str] = staticmethod(lambda parts: join_plain(within(parts)))
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, workspace: Workspace, tag: str, texts: Mapping[str, str] | None = None) -> None:
        files = TemplateFiles(workspace.templates, encoding="utf-8")
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
        self.names = read_names(workspace, tag)
        """What the writers of this language gave a name: conditions, fields, the order of parts."""
        self._named = self.names.all()
        self._folders, self._texts = workspace.templates, texts
        self.locale = locale = load(tag).locale
        self._write = partial(written, locale=locale)
        self.finalize = lambda value: printed(value, locale)
        for name in _NOT_FOR_LETTERS:
            self.filters.pop(name, None)
        for name in ("lipsum", "cycler", "joiner"):
            self.globals.pop(name, None)
        self.globals |= {"range": numbers, "dict": lambda *of, **named: weighed(dict(*of, **named))}
        self.filters = text_filters(self.filters | filters(locale), self._write)
        self.filters |= {_EACH: turns, _JOINED: self._joined, _MADE: weighed, **CAPITAL}
        self.binop_table |= {"+": added, "*": multiplied, "**": raised, "%": self._rest_or_filled}
        Naming(self, self.names).check(KNOWN, frozenset(map(part_name, self._part_files())))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let a template read the fields and properties of a record, not the methods of its model.

        Of a text, a day or a list it may ask what cannot leak and cannot grow.
        """
        if isinstance(obj, BaseModel):
            return attr in fields(type(obj))
        if is_dataclass(obj):
            return not attr.startswith("_") and not callable(value)
        known = known_methods(obj)
        return super().is_safe_attribute(obj, attr, value) if known is None else attr in known

    def wrap_str_format(self, value: Any) -> Callable[..., Any] | None:
        """Return what stands for a method of a text that could make it far too long; `format` is no method here."""
        return method(value, self._write)

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a method, for a step; going deeper into a loop costs as many as it has turns."""
        spend(
            len(args[0]) + 1 if isinstance(__obj, LoopContext) and args and hasattr(args[0], "__len__") else 1
        )
        return super().call(__context, __obj, *args, **kwargs)

    def _load_template(self, name: str, globals: Any) -> Template:  # the name Jinja gives it
        if not name.endswith(SUFFIX):
            raise TemplateError(
                worded("'{name}' is geen sjabloon", name=name),
                hint=worded(
                    "include, import en extends nemen alleen bestanden op {suffix} in de map met sjablonen",
                    suffix=SUFFIX,
                ),
            )
        spend(PART)
        return super()._load_template(name, globals)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        _Bounded(self).visit(source)
        return super()._generate(source, name, filename, defer_init)

    def _joined(self, *values: Any) -> str:
        """Return what `~` makes."""
        text = joined(values, "", self._write)
        spend(cost(text))
        return text

    def _rest_or_filled(self, left: Any, right: Any) -> Any:
        """Return `left % right`: what is left of a division, or a text with values in it."""
        if not isinstance(left, str):
            return left % right
        if isinstance(right, dict):
            return filled(self._write, left, **right)
        return filled(self._write, left, *(right if isinstance(right, tuple) else (right,)))

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        raw = positioned(self, source, name, filename, state)
        return stream(self, raw, self._named, source, name, filename, state)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template, with what its names stand for in their place."""
        parser = NamingParser(self, self.names, self.tag, self._part_files(), source, name, filename)
        try:
            tree = Naming(self, self.names).visit(parser.parse())
        except TemplateSyntaxError as error:
            error.name = error.name or name
            raise
        tree.set_environment(self)
        return cast(nodes.Template, tree)

    def _part_files(self) -> frozenset[str]:
        """Return the files of the parts in this language, and those that stand before the workspace."""
        names = (path.name for folder in self._folders for path in (folder / "_parts" / self.tag).glob("*"))
        return frozenset((*(f"_parts/{self.tag}/{name}" for name in names), *(self._texts or ())))


class _Bounded(NodeTransformer):
    """Rewrites a template so that loops count turns, lists count members, and `~` takes what may be printed."""

    def __init__(self, environment: TemplateEnvironment) -> None:
        self._environment = environment

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802
        self.generic_visit(node)
        node.iter = self._filter(_EACH, node.iter, [], node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        self.generic_visit(node)
        return self._filter(_JOINED, node.nodes[0], node.nodes[1:], node.lineno)

    def visit_List(self, node: nodes.List) -> nodes.Expr:  # noqa: N802
        return self._made(node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:  # noqa: N802
        return node if node.ctx == "store" else self._made(node)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Expr:  # noqa: N802
        return self._made(node)

    def _made(self, node: nodes.Expr) -> nodes.Expr:
        self.generic_visit(node)
        return self._filter(_MADE, node, [], node.lineno) if node.find(nodes.Name) else node

    def _filter(self, name: str, owner: nodes.Node, more: list[nodes.Expr], lineno: int) -> nodes.Filter:
        made = nodes.Filter(owner, name, more, [], None, None, lineno=lineno)
        made.set_environment(self._environment)
        return made


def printed(value: Any, locale: str) -> str:
    """Return a value as it appears in a text: in armour, unless a template composed it.

    An amount or a date that no filter wrote is written in full. Raises TemplateError for None, and for what is
    not a text, a number, an amount or a date.
    """
    return value if isinstance(value, Composed) else Composed(armour(written(value, locale)))
