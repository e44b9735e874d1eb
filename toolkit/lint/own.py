"""Rules of a firm's own, made of data alone: words or signs to look for, what to say of them, and examples.

A rule is a table `[[rule]]` in a TOML file that the settings name in `extends`, or `[[lint.rule]]` in `tact.toml`:

    name      what findings, settings and comments call it, such as "no-dear"
    phrases   words and phrases as in a word list, with "…" for a gap; each finding is one of them
    replace   the same, with the words that take their place
    tokens    signs: words that stand near each other in any order ("wachten|wacht geld"), see `signs`
    message   what a finding says; {found} stands for the words found
    advice    what to do
    severity  error, warning (when left out) or hint
    good, bad examples that the rule leaves alone and finds: `tact rules --check` tries them

A file of an installed package is found by the name of the package; nothing is ever fetched.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from toolkit.errors import Place, SettingsError, did_you_mean
from toolkit.lint.lists import hit
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.phrases import Phrases
from toolkit.lint.signs import Signs, sign
from toolkit.lint.words import Entry
from toolkit.reading.document import Document
from toolkit.wording import TOML_SAYS, overheard, worded

FILE = "tact-rules.toml"
"""What the file with rules is called in an installed package."""

_KEYS = ("name", "phrases", "replace", "tokens", "message", "advice", "severity", "good", "bad")
_LISTS = ("phrases", "tokens", "good", "bad")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class OwnCheck:
    """Looks for the words and the signs of one rule."""

    phrases: Phrases
    signs: Signs

    def __call__(self, document: Document, _options: Options) -> Iterator[Hit]:
        """Yield what a document has of them."""
        for match in self.phrases.match_document(document):
            yield hit(document, match)
        words, sentences = document.folded, document.analysis.sentences
        done = -1
        for at in self.signs.heads(document.folded_places):
            number = bisect_right(sentences, at, key=lambda each: each.first) - 1
            if number < 0 or number == done or at >= sentences[number].last:
                continue
            for found in self.signs.at(words, at, sentences[number].first, sentences[number].last):
                span = document.analysis.span(found.first, found.last)
                yield Hit(span.start, span.end, {"found": span.of(document.text)})
                done = number
                break


def rules_file(name: str, folder: Path, place: Place) -> Path:
    """Return the file that an entry of `extends` means: a path from `folder`, or the name of an installed package.

    Raises SettingsError for an address of the web and for what is not there.
    """
    if "://" in name:
        raise SettingsError(
            worded("'{name}' is an address; rules come from a file or an installed package", name=name),
            place=place,
            hint="download the file, look at it, and name it here",
        )
    if name.endswith(".toml"):
        path = folder / name
    else:
        try:
            spec = find_spec(name)
        except (ImportError, ValueError):
            spec = None
        path = Path(next(iter(spec.submodule_search_locations or ()), "") if spec else "") / FILE
        if spec is None:
            raise SettingsError(
                worded("there is no installed package '{name}'", name=name),
                place=place,
                hint="the name of a file ends in .toml",
            )
    if not path.is_file():
        raise SettingsError(worded("there is no file '{path}'", path=str(path)), place=place)
    return path


def read_own(path: Path) -> list[Rule]:
    """Return the rules of a file. Raises SettingsError, with the line, for a key or a value that is not right."""
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            worded("is not valid TOML: {error}", error=overheard(error, TOML_SAYS)), place=Place(str(path))
        ) from error
    for key in data:
        if key != "rule":
            line = _line_of(text, rf"^\s*\[*\s*{re.escape(key)}\b")
            raise SettingsError(
                worded("unknown key '{key}'", key=key),
                place=Place(str(path), line),
                hint=worded("a file of rules holds {known}", known="[[rule]]"),
            )
    return own_rules(data.get("rule", []), path, text, "rule")


def own_rules(tables: Any, path: Path, text: str, header: str) -> list[Rule]:
    """Return the rules of the tables `[[header]]` of a file with this text; errors as `read_own`."""
    rules: list[Rule] = []
    for number, table in enumerate(tables if isinstance(tables, list) else [tables]):
        lines = [found.start() for found in re.finditer(rf"^[ \t]*\[\[{re.escape(header)}\]\]", text, re.M)]
        start = lines[number] if number < len(lines) else 0
        rules.append(_rule(table, path, text, start))
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise SettingsError(worded("two rules are called '{name}'", name=name), place=Place(str(path)))
    return rules


def _rule(table: Any, path: Path, text: str, start: int) -> Rule:
    def refuse(problem: str, key: str = "", hint: str = "") -> SettingsError:
        line = _line_of(text, rf"^\s*{re.escape(key)}\s*=", start) if key else _line_of(text, "", start)
        return SettingsError(problem, place=Place(str(path), line), hint=hint)

    if not isinstance(table, dict):
        raise refuse(worded("a rule is a table"))
    for key, value in table.items():
        if key not in _KEYS:
            raise refuse(
                worded("unknown key '{key}'", key=key),
                key,
                did_you_mean(key, _KEYS) or worded("known: {known}", known=", ".join(_KEYS)),
            )
        if not _fits(key, value):
            raise refuse(worded("'{key}' has the wrong kind of value", key=key), key)
    for key in ("name", "message", "good", "bad"):
        if not table.get(key):
            raise refuse(worded("the rule has no '{key}'", key=key))
    if not _NAME.fullmatch(table["name"]):
        raise refuse(worded("'{name}' is no name for a rule", name=table["name"]), "name", "such as no-dear")
    if not any(table.get(key) for key in ("phrases", "replace", "tokens")):
        raise refuse(worded("the rule looks for nothing: give phrases, replace or tokens"))
    severity = table.get("severity", "warning")
    if severity not in tuple(Severity):
        raise refuse(worded("'{severity}' is not error, warning or hint", severity=str(severity)), "severity")
    try:
        found = Signs(sign("always", line, {}) for line in table.get("tokens", []))
    except ValueError as error:
        raise refuse(worded("is no sign: {error}", error=str(error)), "tokens") from error
    return _made(table, OwnCheck(Phrases(_entries(table)), found), Severity(severity), path)


def _made(table: Mapping[str, Any], check: OwnCheck, severity: Severity, path: Path) -> Rule:
    message = table["message"].replace("{", "{{").replace("}", "}}").replace("{{found}}", "{found}")
    advice = table.get("advice", "")
    return Rule(
        name=table["name"],
        code=table["name"],
        group="words",
        severity=severity,
        title=Say(table["message"], table["message"]),
        message=Say(message, message),
        why=Say(advice, advice),
        advice=Say(advice, advice),
        source=path.name,
        reads="text",
        check=check,
        good=tuple(table["good"]),
        bad=tuple(table["bad"]),
        phrase=True,
    )


def _entries(table: Mapping[str, Any]) -> Iterator[Entry]:
    forms = {**dict.fromkeys(table.get("phrases", []), ""), **table.get("replace", {})}
    for form, instead in forms.items():
        small = " ".join(form.lower().split())
        yield Entry(term=small, forms={small: instead}, area="office", plain="")


def _fits(key: str, value: Any) -> bool:
    if key == "replace":
        return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    if key in _LISTS:
        return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)
    return isinstance(value, str)


def _line_of(text: str, pattern: str, start: int = 0) -> int:
    """Return the number of the line, from 1, where an expression is found from an offset; else that of the offset."""
    found = re.compile(pattern, re.MULTILINE).search(text, start)
    at = found.start() + len(found[0]) - len(found[0].lstrip()) if found else start
    return text.count("\n", 0, at) + 1


@dataclass(frozen=True, slots=True)
class Failed:
    """An example that a rule should find and does not, or finds and should not."""

    rule: str
    example: str
    is_bad: bool


def failed_examples(rules: Iterable[Rule]) -> Iterator[Failed]:
    """Yield the examples of rules that read texts which do not hold."""
    from toolkit.reading.document import text_document

    for rule in rules:
        for examples, is_bad in ((rule.bad, True), (rule.good, False)):
            for example in examples:
                text = example if isinstance(example, str) else example.text
                if any(True for _ in rule.check(text_document(text, "nl"), {})) is not is_bad:
                    yield Failed(rule.name, text, is_bad)
