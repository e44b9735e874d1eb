"""What no linter checks: modules of one sitting, and public things that say what they do."""

from __future__ import annotations

import ast
import re
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


# What Python 3.11 got after its first release, which Debian 12 (3.11.2) has not: a call and its argument, with the
# release. Source: "Changed in version 3.11.x" in docs.python.org/3.11/library, of tarfile, shutil and email.utils.
LATER = {
    ("extractall", "filter"): "3.11.4",
    ("extract", "filter"): "3.11.4",
    ("unpack_archive", "filter"): "3.11.4",
    ("getaddresses", "strict"): "3.11.10",
    ("parseaddr", "strict"): "3.11.10",
}


def test_nothing_needs_a_later_release_of_the_lowest_python() -> None:
    calls = {
        (getattr(node.func, "attr", getattr(node.func, "id", "")), argument.arg or ""): str(path)
        for path in (*MODULES, *(ROOT / "scripts").glob("*.py"), *(ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for argument in node.keywords
    }
    assert {call: (path, LATER[call]) for call, path in calls.items() if call in LATER} == {}


def test_no_pattern_has_a_possessive_group_which_early_releases_of_the_lowest_python_read_wrongly() -> None:
    # github.com/python/cpython/issues/106052, mended in 3.11.5. An atomic group does the same, rightly.
    possessive = re.compile(r"(?<!\()\)(?:[*+?]|\{\d*,?\d*\})\+")
    assert [bool(possessive.search(each)) for each in (r"\d(?:a|b)*+", r"(?>(?:a|b)*)")] == [True, False]
    found = [str(path) for path in MODULES if possessive.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    words = ("TODO", "FIXME", "XXX", "NotImplemented")
    texts = {str(path): path.read_text(encoding="utf-8") for path in MODULES}
    assert [(path, word) for path, text in texts.items() for word in words if word in text] == []
