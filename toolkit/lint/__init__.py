"""The linter: would this customer understand it, and is everything in it?

A name is imported when it is first used: linting a plain text loads neither Jinja nor the records.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.lint.effort import reading_effort
    from toolkit.lint.engine import lint_text
    from toolkit.lint.findings import Finding, Severity
    from toolkit.lint.linter import Linter

__all__ = ["Finding", "Linter", "Severity", "lint_text", "reading_effort"]

_MODULES = {
    "Finding": "findings",
    "Linter": "linter",
    "Severity": "findings",
    "lint_text": "engine",
    "reading_effort": "effort",
}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
