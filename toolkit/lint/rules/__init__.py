"""Every rule there is, one file each."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from toolkit.lint.model import Rule

_MODULES = (
    "abbreviation",
    "address_form",
    "average_sentence",
    "blame",
    "diminutive",
    "double_negation",
    "jargon",
    "long_sentence",
    "missing_sample",
    "negative_framing",
    "nominalisation",
    "paragraph_length",
    "passive",
    "past_tense",
    "patronising",
    "pincer",
    "readability",
    "shouting",
    "threat",
    "uncovered_branch",
    "unknown_field",
    "unused_field",
    "unused_suppression",
    "vague_time",
)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules, in the order of their codes."""
    rules = (import_module(f"{__name__}.{name}").RULE for name in _MODULES)
    return tuple(sorted(rules, key=lambda rule: rule.code))
