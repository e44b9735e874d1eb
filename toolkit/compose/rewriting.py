"""Rewrites a template so that it tells where its text comes from, and which ways through it were taken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from toolkit.compose.positions import Named, Position
from toolkit.compose.sourcemap import Composed, Run, Source, join

_JINJA_NAMES = frozenset(
    ("caller", "varargs", "kwargs", "self", "super", "loop", "range", "dict", "namespace")
)


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
class Rewritten:
    """A template that tells of itself, with its literals by number, its branches, and the fields that it reads."""

    tree: nodes.Template
    literals: list[Composed]
    branches: tuple[Branch, ...]
    uses: tuple[Use, ...]


def rewrite(tree: nodes.Template, source: Source, expressions: list[tuple[int, int]]) -> Rewritten:
    """Return a template whose literals, values and branches call the filters of the tracing environment.

    `expressions` are where the printed expressions stand in the source: start and end, in characters, in order.
    """
    visitor = _Rewrite(source, expressions)
    made = cast(nodes.Template, visitor.visit(tree))
    return Rewritten(made, visitor.literals, tuple(visitor.branches), tuple(visitor.uses))


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
                at = self._call("trace_at", lineno=child.lineno, more=(start,))
                children.append(
                    self._call("trace_value", at, visited, lineno=child.lineno, more=(start, end))
                )
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
        if isinstance(node.lineno, Named):  # inside what a name stands for: no choice of this text
            return cast(nodes.CondExpr, self.generic_visit(node))
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
        return self._call("trace_field", owner, lineno=node.lineno, more=(start, path, node.attr))

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
            end = node.lineno.end if isinstance(node.lineno, Named) else start + len(_path(node))
            self.uses.append(Use(path, start, end))

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
        """Return the call of a filter of the tracing environment; its last argument is (file, *more)."""
        operands = [*args, nodes.Const((self.source.file, *more))]
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
