"""Findings for people, editors and CI: one module per format, imported only when that format is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from toolkit.errors import SettingsError, did_you_mean
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.reporters.report import Report

FORMATS = {
    "text": "for people: the place, the message, the line itself",
    "json": "for programs: documented and versioned",
    "sarif": "SARIF 2.1.0, for code scanning",
    "junit": "JUnit XML, for test reports",
    "github": "annotations in GitHub Actions",
    "gitlab": "the code quality report of GitLab",
    "rdjson": "for reviewdog",
}
"""The formats by name, each the name of its module, and whom it is for."""


def reporter(name: str) -> Callable[[Report], str]:
    """Return the function that writes a report in a format. Raises SettingsError for an unknown format."""
    if name not in FORMATS:
        raise SettingsError(
            worded("unknown format '{name}'", name=name),
            hint=did_you_mean(name, FORMATS) or worded("known formats: {known}", known=", ".join(FORMATS)),
        )
    write: Callable[[Report], str] = import_module(f"{__name__}.{name}").write
    return write
