"""The linter: would this customer understand it, and is everything in it?"""

from toolkit.lint.engine import Linter, lint_text
from toolkit.lint.model import Finding, Severity

__all__ = ["Finding", "Linter", "Severity", "lint_text"]
