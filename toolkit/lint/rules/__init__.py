"""Every rule there is, one file each."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from toolkit.lint.model import Rule

_MODULES = ("long_sentence",)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules, in the order of their codes."""
    rules = (import_module(f"{__name__}.{name}").RULE for name in _MODULES)
    return tuple(sorted(rules, key=lambda rule: rule.code))
