"""What no linter checks: modules of one sitting, and public things that say what they do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "toolkit").rglob("*.py"))
LONGEST = 400

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Documented]:
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_every_module_is_read_in_one_sitting() -> None:
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_every_module_and_everything_public_says_what_it_is() -> None:
    silent = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent += [f"{path}: {node.name}" for node in public(tree) if not ast.get_docstring(node)]
        silent += [] if ast.get_docstring(tree) else [str(path)]
    assert silent == []


def test_nothing_is_left_for_later() -> None:
    words = ("TODO", "FIXME", "XXX", "NotImplemented")
    texts = {str(path): path.read_text(encoding="utf-8") for path in MODULES}
    assert [(path, word) for path, text in texts.items() for word in words if word in text] == []
