"""Every rule finds its bad examples and is quiet about its good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.examples import findings
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


def test_names_and_codes_are_used_once() -> None:
    rules = all_rules()
    assert len({rule.name for rule in rules}) == len(rules)
    assert len({rule.code for rule in rules}) == len(rules)
