"""Finds in the code what is said to people: the texts of errors and hints, and what is `worded`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit import wording
from toolkit.errors import TactError

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "toolkit").rglob("*.py"))
NAMED = re.compile(r"\{(\w+)\}")
HINTED = "_invalid"
"""A maker of errors whose second argument is the hint."""

OVERHEARD = (*wording.REASONS, *wording.TOML_SAYS, *wording.JINJA_SAYS, *wording.PYDANTIC_SAYS)

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text of the code: its template, and the names it gets values for; None for a text without."""

    template: str
    names: frozenset[str]
    where: str


def kinds(root: type[TactError] = TactError) -> Iterator[str]:
    """Yield the names of all errors that a person can meet."""
    yield root.__name__
    for kind in root.__subclasses__():
        yield from kinds(kind)


def named(call: ast.Call) -> str:
    """Return the name of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def texts() -> list[Spoken]:
    """Return every text that the code says to people."""
    return [each for path in MODULES for each in in_module(path)]


def in_module(path: Path) -> Iterator[Spoken]:
    """Yield the texts of one module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    errors = {*kinds(), HINTED}
    for scope in (tree, *(node for node in ast.walk(tree) if isinstance(node, Function))):
        local = _assigned(scope)
        for node in _own(scope):
            if not isinstance(node, ast.Call):
                continue
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            if named(node) == "worded" and isinstance(node.args[0], ast.Constant):
                names = frozenset(key.arg for key in node.keywords if key.arg)
                yield Spoken(node.args[0].value, names, where)
            elif named(node) in errors:
                first = 1 if named(node) == HINTED else 0
                said = [
                    *node.args[first : first + 1],
                    *(key.value for key in node.keywords if key.arg == "hint"),
                ]
                for text in (each for part in said for each in _literals(part, local)):
                    yield Spoken(text, frozenset(), where)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a scope, and not in a function inside it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, Function):
            yield child
            yield from _own(child)


def _assigned(scope: ast.AST) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in _own(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _literals(node: ast.expr, local: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Yield the texts that an expression may be; a text put together with values stands as it is written."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield ast.unparse(node)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _literals(value, local)
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body, local)
        yield from _literals(node.orelse, local)
    elif isinstance(node, ast.Name):
        for value in local.get(node.id, ()):
            yield from _literals(value, {})
