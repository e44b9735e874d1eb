"""Brings the catalogues under toolkit/locale up to date with the code: `make words`.

It finds what is said to people: errors and hints, what is `worded` or said by a verb, the help of verbs and options. A
text that no catalogue knows is added without its translation, and one that has left the code leaves the catalogue. It
names what is still to be translated, and then ends with 1.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from toolkit import wording  # noqa: E402
from toolkit.cli import VERBS  # noqa: E402
from toolkit.cli import helping as click_words  # noqa: E402
from toolkit.delivery import MEASURES  # noqa: E402
from toolkit.errors import TactError  # noqa: E402
from toolkit.records import stops  # noqa: E402

MODULES = sorted((ROOT / "toolkit").rglob("*.py"))
HEADERS = {
    language: f"""# What people read, in {name}; the {other} stands in the code. Values are in {{braces}}.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
    for language, name, other in (("nl", "Dutch", "English"), ("en", "English", "Dutch"))
}
LETTER = re.compile(r"[^\W\d_]")
NAMED = re.compile(r"\{(\w+)\}")
HINTED = "_invalid"
"""A maker of errors whose second argument is the hint."""

OVERHEARD = (
    *wording.REASONS,
    *wording.TOML_SAYS,
    *wording.JINJA_SAYS,
    *wording.PYDANTIC_SAYS,
    *click_words.CLICK_SAYS,
    *click_words.HEADINGS,
    *click_words.EXTRAS,
    *click_words.PLACEHOLDERS,
    *VERBS.values(),
    *(form for noun in MEASURES for form in (noun, f"{noun}s")),
)
"""What others say, and what stands in a list."""

IN_DUTCH = re.compile(
    r"toolkit/(?:bank|law|preview|records|schedule)/"
    r"|toolkit/batch/intake|toolkit/compose/(?:environment|limits|loader|naming|one_line|text_filters|tokens|written)"
)
"""Modules whose texts stand in the code in Dutch; their English is in `locale/en`."""

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
    spoken = [each for path in MODULES for each in in_module(path)]
    return [*(each for each in spoken if needs_words(each.template)), *in_stops()]


def needs_words(template: str) -> bool:
    """Return whether a template has words of its own, or is said otherwise in the other language all the same."""
    said = known("nl").get(template)
    return LETTER.search(NAMED.sub("", template)) is not None or bool(said and said != template)


def in_stops() -> Iterator[Spoken]:
    """Yield the texts of the table of reasons to write nobody."""
    for text in stops.texts():
        yield Spoken(text, frozenset(), "toolkit/records/stops.toml")


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
            if named(node) in ("worded", "say") and node.args and isinstance(node.args[0], ast.Constant):
                names = frozenset(key.arg for key in node.keywords if key.arg and key.arg != "err")
                yield Spoken(str(node.args[0].value), names, where)
            elif named(node) == "tell" and path.parent.name == "cli":
                yield Spoken(ast.literal_eval(node.args[0]), frozenset(("text",)), where)
            else:
                parts = _plain(node, errors)
                for text in (each for part in parts for each in _literals(part, local)):
                    yield Spoken(text, frozenset(), where)
        if isinstance(scope, Function) and _is_command(scope):
            for text in click_words.paragraphs(ast.get_docstring(scope) or ""):
                yield Spoken(text, frozenset(), f"{path.relative_to(ROOT)}:{scope.lineno}")


def _is_command(function: Function) -> bool:
    makers = {named(each) for each in function.decorator_list if isinstance(each, ast.Call)}
    return bool(makers & {"command", "group"})


def _plain(node: ast.Call, errors: set[str]) -> list[ast.expr]:
    """Return the parts of a call that are texts without values."""
    keywords = {key.arg: key.value for key in node.keywords if key.arg}
    match named(node):
        case "count" if len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
            plural = node.args[2] if len(node.args) > 2 else ast.Constant(f"{node.args[1].value}s")
            return [node.args[1], plural]
        case "table" if node.args:
            heads = node.args[0]
            heads = heads.value if isinstance(heads, ast.Subscript) else heads
            return [heads] if isinstance(heads, ast.Name | ast.Tuple | ast.List) else []
        case "translated":
            return [part for part in node.args[:1] if isinstance(part, ast.Constant)]
        case "option" if "help" in keywords:
            return [keywords["help"]]
        case name if name in errors:
            first = 1 if name == HINTED else 0
            return [*node.args[first : first + 1], *(keywords[key] for key in ("hint",) if key in keywords)]
    return []


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
    elif isinstance(node, ast.Tuple | ast.List):
        for value in node.elts:
            yield from _literals(value, local)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _literals(value, local)
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body, local)
        yield from _literals(node.orelse, local)
    elif isinstance(node, ast.Name):
        for value in local.get(node.id, ()):
            yield from _literals(value, {})


@cache
def known(language: str) -> dict[str, str]:
    """Return what a catalogue holds, with its translations."""
    if not catalogue_path(language).exists():
        return {}
    with catalogue_path(language).open("rb") as file:
        return {str(entry.id): str(entry.string or "") for entry in read_po(file) if entry.id}


def catalogue_path(language: str) -> Path:
    """Return the file of a catalogue."""
    return wording.LOCALE / language / "LC_MESSAGES" / "tact.po"


def wanted() -> dict[str, list[str]]:
    """Return for each language the texts that need it, each once, in their order in the alphabet."""
    for path in MODULES:  # so that every kind of error is known
        if path.stem not in ("__main__", "__init__"):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    held = {language: known(language) for language in ("nl", "en")}
    found: dict[str, set[str]] = {"nl": set(OVERHEARD), "en": set()}
    for text in texts():
        if is_put_together(text) or text.template in found["nl"]:
            continue
        is_dutch = text.template in held["en"] or (
            IN_DUTCH.match(text.where) and not held["nl"].get(text.template)
        )
        found["en" if is_dutch else "nl"].add(text.template)
    return {language: sorted(each) for language, each in found.items()}


def is_put_together(text: Spoken) -> bool:
    """Return whether a text is put together in the code, so that no catalogue can hold it."""
    return text.template.startswith(("f'", 'f"'))


def written(language: str, said: Mapping[str, str]) -> None:
    """Write a catalogue."""
    catalogue = Catalog(locale=language, project="tact", charset="utf-8", fuzzy=False)
    for template, translation in said.items():
        named_values = NAMED.search(template) is not None
        catalogue.add(template, translation, flags=["python-brace-format"] if named_values else [])
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADERS[language].encode())
        write_po(file, catalogue, width=0, omit_header=True)


def main() -> int:
    """Bring all catalogues up to date; return 1 when something is still to be translated."""
    lacking = 0
    for language, templates in wanted().items():
        before = known(language)
        said = {template: before.get(template, "") for template in templates}
        if said != before:
            written(language, said)
        empty = [template for template, translation in said.items() if not translation]
        for template in empty:
            print(f"{catalogue_path(language).relative_to(ROOT)}: {template!r} has no translation")
        lacking += len(empty)
    for text in texts():
        if is_put_together(text):
            print(f"{text.where}: {text.template} is put together; write worded(...) with its values")
            lacking += 1
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
