"""Every rule finds its bad examples and is quiet about its good ones."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from types import CodeType, FrameType

import pytest

from tests.lint.examples import findings
from toolkit.lint import fixes, lint_text, rules
from toolkit.lint import words as lists
from toolkit.lint.findings import Finding
from toolkit.lint.model import Example, Rule
from toolkit.lint.rules import all_rules

CASES = [
    pytest.param(rule, example, kind == "bad", id=f"{rule.name}-{kind}-{number}")
    for rule in all_rules()
    for kind, examples in (("good", rule.good), ("bad", rule.bad))
    for number, example in enumerate(examples)
]


@pytest.mark.parametrize(("rule", "example", "is_bad"), CASES)
def test_a_rule_finds_its_bad_examples_and_no_good_one(
    rule: Rule, example: Example | str, is_bad: bool, tmp_path: Path
) -> None:
    assert bool(findings(rule, example, tmp_path)) == is_bad


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_rule_has_examples_texts_and_a_source(rule: Rule) -> None:
    assert rule.good
    assert rule.bad
    for say in (rule.title, rule.message, rule.why, rule.advice):
        assert say.nl.strip()
        assert say.en.strip()
        assert say.nl != say.en
    assert rule.source


def fixed_text(rule: Rule, text: str) -> str:
    def lint(changed: dict[str, fixes.Content]) -> list[Finding]:
        return lint_text(str(changed.get("<text>", text)), select=[rule.name])

    return str(fixes.fix_all({"<text>": text}, lint).get("<text>", text))


FIXED = [
    pytest.param(rule, *pair, id=f"{rule.name}-{number}")
    for rule in all_rules()
    for number, pair in enumerate(rule.fixed)
]


@pytest.mark.parametrize(("rule", "before", "after"), FIXED)
def test_a_fix_makes_of_an_example_what_the_rule_says(rule: Rule, before: str, after: str) -> None:
    assert fixed_text(rule, before) == after


@pytest.mark.parametrize(
    "rule", [rule for rule in all_rules() if rule.reads == "text"], ids=lambda rule: rule.name
)
def test_a_rule_that_fixes_has_an_example_of_it(rule: Rule) -> None:
    texts = [example if isinstance(example, str) else example.text for example in rule.bad]
    assert rule.fixed or [text for text in texts if fixed_text(rule, text) != text] == []
    own = lists.read(lists.FOLDER / f"{rule.name}.toml") if rule.name in lists.names() else ()
    assert rule.fixed or not any(entry.safe for entry in own)


LETTERS = {
    "words": "W", "sentences": "S", "tone": "N", "structure": "B", "facts": "F", "law": "L", "channel": "K",
    "template": "T",
}  # fmt: skip


def test_every_rule_module_is_registered() -> None:
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py") if not path.stem.startswith("_")}
    assert {rule.name.replace("-", "_") for rule in all_rules()} == files


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_code_begins_with_the_letter_of_its_group(rule: Rule) -> None:
    assert re.fullmatch(LETTERS[rule.group] + r"\d\d", rule.code)


def test_names_and_codes_are_used_once() -> None:
    rules = all_rules()
    assert len({rule.name for rule in rules}) == len(rules)
    assert len({rule.code for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    "rule", [rule for rule in all_rules() if rule.group == "law"], ids=lambda rule: rule.name
)
def test_the_examples_of_a_law_rule_take_each_of_its_branches(rule: Rule, tmp_path: Path) -> None:
    file = inspect.getsourcefile(rule.check)
    assert file is not None
    ran: set[int] = set()

    def trace(frame: FrameType, event: str, _: object) -> object:
        if frame.f_code.co_filename != file:
            return None
        if event == "line":
            ran.add(frame.f_lineno)
        return trace

    before = sys.gettrace()
    for number, example in enumerate((*rule.good, *rule.bad)):
        folder = tmp_path / str(number)
        folder.mkdir()
        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            findings(rule, example, folder)
        finally:
            sys.settrace(before)
    source = Path(file).read_text(encoding="utf-8")
    left = sorted(_lines_of_functions(compile(source, file, "exec")) - ran)
    assert [f"{line}: {source.splitlines()[line - 1].strip()}" for line in left] == []


def _lines_of_functions(code: CodeType) -> set[int]:
    """Return the lines of all functions in a module, without those on which they are defined."""
    lines: set[int] = set()
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            body = {line for *_, line in inner.co_lines() if line is not None and line > inner.co_firstlineno}
            lines |= body | _lines_of_functions(inner)
    return lines
