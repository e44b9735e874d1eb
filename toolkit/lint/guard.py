"""Runs rules so that one that fails inside is told, and the others go on."""

from __future__ import annotations

from typing import Any

from toolkit.errors import InnerError, Place, TactError, inside
from toolkit.lint.findings import Finding
from toolkit.lint.model import Options, Rule, Say, Severity
from toolkit.text.spans import Span
from toolkit.wording import worded


class Guard:
    """Runs the checks of rules and keeps what failed inside, once for each rule, file and line of the program."""

    def __init__(self) -> None:
        self.faults: list[InnerError] = []
        self.failed = 0
        """How often something failed, told or not."""
        self._known: set[tuple[str, str, str]] = set()

    def hits(self, rule: Rule, subject: Any, options: Options, place: Place, name: str = "") -> list[Any]:
        """Return what a rule finds in a document, a message or a template; nothing when it fails inside.

        `place` is where the subject stands and `name` what it is called, when that says more.
        """
        try:
            return list(rule.check(subject, options))
        except TactError:
            raise
        except Exception as error:  # noqa: BLE001  # told with its rule and its text; the other rules go on
            self.note(worded("the rule '{rule}'", rule=rule.name), error, place, name)
            return []

    def note(self, what: str, error: Exception, place: Place, name: str = "") -> None:
        """Keep what failed inside: `what` is the part of the program."""
        self.failed += 1
        at = inside(error)
        if (what, place.file, at) in self._known:
            return
        self._known.add((what, place.file, at))
        text = worded("this text ({name})", name=name) if name else worded("this text")
        fault = InnerError(
            worded("{what} stumbled over {text}: {at}", what=what, text=text, at=at),
            place=place,
            hint="the rest was looked at; tell the makers of tact",
        )
        fault.__cause__ = error
        self.faults.append(fault)


def fault_finding(fault: InnerError) -> Finding:
    """Return what failed inside as a finding, for who shows nothing but findings."""
    place = fault.place or Place("")
    line, column = place.line or 1, place.column or 1
    text = Say(fault.said("nl"), fault.said("en"))
    return Finding(
        rule="inner-error",
        code="",
        severity=Severity.ERROR,
        message=text,
        span=Span(0, 0),
        excerpt="",
        suggestions=(),
        safe=False,
        file=place.file,
        line=line,
        column=column,
        end_line=line,
        end_column=column,
        start=0,
        end=0,
    )
