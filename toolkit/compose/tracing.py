"""The environment that lints and previews: the same texts, and for every character where it came from.

Before Jinja compiles a template, its syntax tree is rewritten: each literal becomes a call that returns it
with its place, each printed expression is wrapped in a call that notes the expression, and each branch begins
with a call that notes that it was taken. Nothing is added to the text, so filters, tests and empty blocks see
what they always see.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from jinja2 import Undefined, UndefinedError, nodes, pass_context
from jinja2.lexer import TokenStream
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from pydantic import BaseModel

from toolkit.compose.environment import Position, TemplateEnvironment, fields, positioned
from toolkit.compose.sourcemap import Composed, Run, Source, join
from toolkit.errors import Place, did_you_mean
from toolkit.workspace import Workspace

_JINJA_NAMES = frozenset(
    ("caller", "varargs", "kwargs", "self", "super", "loop", "range", "dict", "namespace")
)

_TRACERS = ("trace_literal", "trace_value", "trace_branch", "trace_choice", "trace_name", "trace_field")

_taken: ContextVar[set[tuple[str, int]] | None] = ContextVar("branches taken", default=None)


@dataclass(frozen=True, slots=True)
class Branch:
    """One way through a template: `number` is its key in its file, `implicit` that it holds no text.

    `kind` is 'if', 'else', 'for', 'empty' or 'choice'; `start` is the character offset of the statement.
    `text` is what the writer wrote in it, with its map; an ellipsis stands where a value would be.
    """

    file: str
    number: int
    kind: str
    start: int
    implicit: bool = False
    text: Composed = field(default_factory=Composed)


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a template reads a field: `path` is dotted, with `[]` for each member of a list."""

    path: str
    start: int
    end: int


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

    concat: Callable[[Iterable[str]], str] = staticmethod(join)

    def __init__(self, workspace: Workspace, tag: str, texts: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace, tag, texts)
        # A template is run a few dozen times: folding its constants costs more than it saves.
        self.optimized = False
        self.anatomy: dict[str, Anatomy] = {}
        self._expressions: list[tuple[int, int]] = []
        for name in _TRACERS:
            self.filters[f" {name}"] = getattr(self, name)
        self._literals: dict[str, list[Composed]] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        file = name or "<template>"
        whole = Source(file, source.replace("\r\n", "\n").replace("\r", "\n"))
        references = tuple(other for other in find_referenced_templates(tree) if other)
        rewrite = _Rewrite(whole, self._expressions)
        tree = cast(nodes.Template, rewrite.visit(tree))
        self._literals[file] = rewrite.literals
        self.anatomy[file] = Anatomy(whole, tuple(rewrite.branches), tuple(rewrite.uses), references)
        tree.set_environment(self)
        return tree

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        """Read the tokens, and note where the printed expressions stand in this template."""
        tokens = list(positioned(self, source, name, filename, state))
        self._expressions = []
        start = 0
        for position, kind, value in tokens:
            if kind == "variable_begin":
                start = position.offset + len(value)
            elif kind == "variable_end":
                self._expressions.append((start, position.offset))
        return TokenStream(self.lexer.wrap(tokens, name, filename), name, filename)

    # What the rewritten templates call: filters, as Jinja calls these without a detour. They ask for the context
    # so that no call is worked out beforehand, and their names cannot be written in a template.

    @pass_context
    def trace_literal(self, _: Context, file: str, number: int) -> Composed:
        """Return a literal of a template with its place."""
        return self._literals[file][number]

    @pass_context
    def trace_value(self, _: Context, value: Any, file: str, start: int, end: int) -> str:
        """Return a printed value with the expression that produced it."""
        if isinstance(value, Composed) and value.runs:
            return value
        if isinstance(value, Undefined):
            str(value)  # raises
        text = str.__str__(self.finalize(value))  # type: ignore[misc]
        if not text:
            return Composed()
        source = self.anatomy[file].source
        return Composed(text, (Run(0, len(text), source, start, end, source.text[start:end]),))

    @pass_context
    def trace_branch(self, _: Context, file: str, number: int) -> None:
        """Note that a branch was taken."""
        _note(file, number)

    @pass_context
    def trace_choice(self, _: Context, value: Any, file: str, number: int) -> Any:
        """Note which side of an inline `if` was taken."""
        _note(file, number)
        return value

    @pass_context
    def trace_name(self, _: Context, value: Any, file: str, start: int, path: str) -> Any:
        """Give a name that does not exist its place."""
        return self._placed(value, file, start, path, None, ())

    @pass_context
    def trace_field(self, _: Context, owner: Any, field: str, file: str, start: int, path: str) -> Any:
        """Read a field; one that does not exist gets its place."""
        known = fields(type(owner)) if isinstance(owner, BaseModel) else ()
        return self._placed(self.getattr(owner, field), file, start, path, owner, known)

    def _placed(self, value: Any, file: str, start: int, path: str, owner: Any, known: Iterable[str]) -> Any:
        if isinstance(value, Undefined):
            place = self.anatomy[file].source.place(start)
            raises = partial(MissingField, place=place, path=path, owner=owner, known=known)
            value._undefined_exception = raises  # type: ignore[assignment]
        return value


def _note(file: str, number: int) -> None:
    taken = _taken.get()
    if taken is not None:
        taken.add((file, number))


@contextmanager
def branches_taken() -> Iterator[set[tuple[str, int]]]:
    """Collect the branches that are taken inside the block, as (file, number)."""
    taken: set[tuple[str, int]] = set()
    token = _taken.set(taken)
    try:
        yield taken
    finally:
        _taken.reset(token)


class _Rewrite(NodeTransformer):
    """Rewrites the syntax tree of one template; collects its literals and its branches."""

    def __init__(self, source: Source, expressions: list[tuple[int, int]]) -> None:
        self.source = source
        self.literals: list[Composed] = []
        self.branches: list[Branch] = []
        self.uses: list[Use] = []
        self._expressions = expressions
        self._local: dict[str, str | None] = {}

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        children: list[nodes.Expr] = []
        for child in node.nodes:
            start, end = self._span(child)
            visited = self.visit(child)
            if isinstance(child, nodes.TemplateData):
                children.append(visited)
            else:
                children.append(self._call("trace_value", visited, lineno=child.lineno, more=(start, end)))
        node.nodes = children
        return node

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Expr:
        self.literals.append(self._literal(node))
        return self._call("trace_literal", lineno=node.lineno, more=(len(self.literals) - 1,))

    def visit_If(self, node: nodes.If) -> nodes.If:
        for branch in (node, *node.elif_):
            branch.test = self.visit(branch.test)
            branch.body = [self._mark("if", branch, branch.body), *self._visit_all(branch.body)]
        node.else_ = [self._mark("else", node, node.else_), *self._visit_all(node.else_)]
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:
        members = self._known_path(cast(nodes.Expr, node.iter))
        node.iter = self.visit(node.iter)
        self._local |= dict.fromkeys(_names_in(node.target))
        if isinstance(node.target, nodes.Name) and members:
            self._local[node.target.name] = f"{members}[]"
        if node.test is not None:
            node.test = self.visit(node.test)
        node.body = [self._mark("for", node, node.body), *self._visit_all(node.body)]
        node.else_ = [self._mark("empty", node, node.else_), *self._visit_all(node.else_)]
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.CondExpr:
        node.test = self.visit(node.test)
        node.expr1 = self._choice(node, self.visit(node.expr1), implicit=False)
        node.expr2 = self._choice(
            node, self.visit(node.expr2) if node.expr2 else nodes.Const(""), implicit=node.expr2 is None
        )
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:
        if node.ctx != "load":
            self._local.setdefault(node.name, None)
            return node
        if node.name in _JINJA_NAMES:
            return node
        self._use(node)
        return self._call("trace_name", node, lineno=node.lineno, more=(_offset(node), node.name))

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:
        start, path = _leftmost(node), _path(node)
        self._use(node)
        owner = self._owner(node.node)
        return self._call(
            "trace_field", owner, nodes.Const(node.attr), lineno=node.lineno, more=(start, path)
        )

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:
        self._local |= dict.fromkeys((node.name, *(arg.name for arg in node.args)))
        node.defaults = [self.visit(default) for default in node.defaults]
        node.body = self._visit_all(node.body)
        return node

    def visit_With(self, node: nodes.With) -> nodes.With:
        node.values = [self.visit(value) for value in node.values]
        self._local |= dict.fromkeys(name for target in node.targets for name in _names_in(target))
        node.body = self._visit_all(node.body)
        return node

    def _owner(self, node: nodes.Expr) -> nodes.Expr:
        """Visit what a field is read from; of a chain of fields only the whole counts as a use."""
        count = len(self.uses)
        owner = cast(nodes.Expr, self.visit(node))
        if isinstance(node, nodes.Getattr | nodes.Name):
            del self.uses[count:]
        return owner

    def _use(self, node: nodes.Getattr | nodes.Name) -> None:
        path, start = self._known_path(node), _leftmost(node)
        if path:
            self.uses.append(Use(path, start, start + len(_path(node))))

    def _known_path(self, node: nodes.Expr) -> str | None:
        """Return the dotted path of an expression from a name of the context; None for anything else."""
        if isinstance(node, nodes.Name):
            return self._local.get(node.name, node.name) if node.name not in _JINJA_NAMES else None
        if isinstance(node, nodes.Getattr):
            owner = self._known_path(node.node)
            return f"{owner}.{node.attr}" if owner else None
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const | nodes.Neg):
            owner = self._known_path(node.node)
            return f"{owner}[]" if owner else None
        return None

    def visit_Block(self, node: nodes.Block) -> nodes.Block:
        node.body = self._visit_all(node.body)
        return node

    def _visit_all(self, body: list[nodes.Node]) -> list[nodes.Node]:
        return [self.visit(node) for node in body]

    def _choice(self, node: nodes.Node, value: nodes.Expr, *, implicit: bool) -> nodes.Expr:
        number = self._branch("choice", _leftmost(node), (), implicit=implicit)
        return self._call("trace_choice", value, lineno=node.lineno, more=(number,))

    def _mark(self, kind: str, node: nodes.Node, body: list[nodes.Node]) -> nodes.ExprStmt:
        number = self._branch(kind, _offset(node), body, implicit=not body)
        call = self._call("trace_branch", lineno=node.lineno, more=(number,))
        return nodes.ExprStmt(call, lineno=node.lineno)

    def _branch(self, kind: str, start: int, body: Iterable[nodes.Node], *, implicit: bool) -> int:
        text = join(self._words(body))
        number = len(self.branches)
        self.branches.append(Branch(self.source.file, number, kind, start, implicit, text))
        return number

    def _words(self, body: Iterable[nodes.Node]) -> Iterator[Composed]:
        for output in (
            o
            for node in body
            for o in ([node] if isinstance(node, nodes.Output) else node.find_all(nodes.Output))
        ):
            for child in output.nodes:
                if isinstance(child, nodes.TemplateData):
                    yield self._literal(child)
                else:
                    yield Composed("…")

    def _literal(self, node: nodes.TemplateData) -> Composed:
        start = _offset(node)
        return Composed(node.data, (Run(0, len(node.data), self.source, start, start + len(node.data)),))

    def _call(
        self, method: str, *args: nodes.Expr, lineno: int, more: tuple[int | str, ...] = ()
    ) -> nodes.Filter:
        operands = [*args, *(nodes.Const(value) for value in (self.source.file, *more))]
        return nodes.Filter(operands[0], f" {method}", operands[1:], [], None, None, lineno=lineno)

    def _span(self, node: nodes.Expr) -> tuple[int, int]:
        """Return where the expression that is printed begins and ends, without the white space around it."""
        at = _leftmost(node)
        index = bisect_right(self._expressions, (at, len(self.source.text))) - 1
        if index < 0 or isinstance(node, nodes.TemplateData):
            return at, at
        start, end = self._expressions[index]
        text = self.source.text[start:end]
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _names_in(target: nodes.Node) -> list[str]:
    """Return the names that an assignment or a loop gives a value."""
    names = [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
    return [name.name for name in names]


def _offset(node: nodes.Node) -> int:
    return node.lineno.offset if isinstance(node.lineno, Position) else 0


def _leftmost(node: nodes.Node) -> int:
    """Return the offset of the first token of an expression or statement."""
    inner = (_offset(child) for child in node.find_all(nodes.Node) if isinstance(child.lineno, Position))
    return min((_offset(node), *inner)) if isinstance(node.lineno, Position) else min(inner, default=0)


def _path(node: nodes.Expr) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getitem):
        return f"{_path(node.node)}[]"
    return "…"
