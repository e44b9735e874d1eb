"""Findings for people: the place, the message, the line with the words marked, what to write instead."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import click

from toolkit.lint.findings import Finding, Severity
from toolkit.reporters.report import Report, picture, shown
from toolkit.wording import translated

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_NARROWEST = 40
_LONGEST = 240
"""Columns of a line that is shown where no terminal sets a limit: a page of HTML may be one line."""
_MORE = "…"
_PLACES = 8


@dataclass(frozen=True, slots=True)
class _Words:
    """What the report itself says, in one language; a pair is for one and for more."""

    instead: str
    value: str
    scenarios: str
    others: str
    again: str
    inside: str
    finding: tuple[str, str]
    file: tuple[str, str]
    none: str
    into: str
    fixable: tuple[str, str]


_NL = _Words(
    instead="liever",
    value="komt uit een gegeven",
    scenarios="in",
    others="en {} andere",
    again="ook op",
    inside="ook in",
    finding=("bevinding", "bevindingen"),
    file=("bestand", "bestanden"),
    none="Geen bevindingen",
    into="in",
    fixable=("{} is te herstellen met --fix", "{} zijn te herstellen met --fix"),
)
_EN = _Words(
    instead="rather",
    value="comes from a value",
    scenarios="in",
    others="and {} more",
    again="again at",
    inside="again in",
    finding=("finding", "findings"),
    file=("file", "files"),
    none="No findings",
    into="in",
    fixable=("{} can be mended with --fix", "{} can be mended with --fix"),
)


def write(report: Report) -> str:
    """Return the report; no line of it is longer than the width, where there is one."""
    words = _EN if report.language == "en" else _NL
    blocks = ["\n".join(_lines(report, finding, words)) for finding in report.findings]
    return "\n\n".join([*blocks, summary(report)]) + "\n"


def summary(report: Report) -> str:
    """Return the last line: how many findings of which kind in how many files."""
    words = _EN if report.language == "en" else _NL
    files = f"{words.into} {_count(len(report.texts), words.file)}"
    if not report.findings:
        return f"{words.none} {files}."
    kinds = ", ".join(
        f"{number} {severity.called(report.language, number)}"
        for severity in Severity
        if (number := report.severities[severity])
    )
    text = f"{_count(len(report.findings), words.finding)} ({kinds}) {files}"
    if report.fixable:
        text += "; " + words.fixable[report.fixable != 1].format(report.fixable)
    return f"{text}."


def statistics(report: Report) -> str:
    """Return how many findings there are of each rule, the most first, and the last line."""
    width = max(map(len, report.by_rule), default=0)
    titles = {rule.name: rule for rule in report.rules}
    lines = [
        f"{number:>5}  {titles[name].code}  {name:<{width}}  {titles[name].title.to(report.language)}"
        for name, number in report.by_rule.items()
    ]
    return "\n".join([*lines, *([""] if lines else []), summary(report)]) + "\n"


def _count(number: int, forms: tuple[str, str]) -> str:
    return f"{number} {forms[number != 1]}"


def _lines(report: Report, finding: Finding, words: _Words) -> Iterator[str]:
    def styled(text: str, **style: object) -> str:
        return click.style(text, **style) if report.colour else text  # type: ignore[arg-type]

    colour = _COLOURS[finding.severity]
    where = translated(finding.where, report.language)
    place = f"{finding.file}, {where}" if where else f"{finding.file}:{finding.line}:{finding.column}"
    severity = finding.severity.called(report.language)
    yield (
        f"{styled(shown(place), bold=True)}: {styled(severity, fg=colour, bold=True)} "
        f"{styled(f'{finding.code} {finding.rule}', dim=True)}"
    )
    width = max(report.width, _NARROWEST) if report.width else None
    for paragraph in shown(report.message(finding)).split("\n"):
        yield from _wrapped(paragraph, width, "  ")
    number = "" if where else str(finding.line)
    gutter = max(4, len(number))
    bar = styled("|", dim=True)
    line, before, marked = _excerpt(report, finding, width - gutter - 3 if width else _LONGEST)
    if line:
        yield f"{styled(f'{number:>{gutter}}', dim=True)} {bar} {line}"
        yield f"{' ' * gutter} {bar} {' ' * before}{styled('^' * marked, fg=colour, bold=True)}"
    for note in _notes(report, finding, words):
        yield from _wrapped(note, width, f"{' ' * gutter} {bar} ", indent=gutter + 3)


def _notes(report: Report, finding: Finding, words: _Words) -> Iterator[str]:
    if finding.suggestions:
        yield f"{words.instead}: {' / '.join(map(shown, finding.suggestions))}"
    if finding.others:
        places = [
            translated(other.where, report.language) or f"{other.line}:{other.column}"
            for other in finding.others[:_PLACES]
        ]
        left = len(finding.others) - _PLACES
        again = words.inside if finding.where else words.again
        more = f" {words.others.format(left)}" if left > 0 else ""
        yield f"{again} {', '.join(dict.fromkeys(places))}{more}"
    if finding.in_value:
        yield f"{words.value}: ‘{shown(finding.excerpt)}’"
    if finding.scenarios:
        first, *others = finding.scenarios
        more = f" {words.others.format(len(others))}" if others else ""
        yield f"{words.scenarios} {shown(first)}{more}"


def _wrapped(text: str, width: int | None, prefix: str, indent: int | None = None) -> Iterator[str]:
    """Yield the text in lines of at most `width` columns, each after the prefix of `indent` columns."""
    if width is None:
        yield f"{prefix}{text}"
        return
    room = max(20, width - (len(prefix) if indent is None else indent))
    for line in textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]:
        yield f"{prefix}{line}"


def _excerpt(report: Report, finding: Finding, room: int) -> tuple[str, int, int]:
    """Return the line of a finding, the columns before the marked words, and how many columns they take.

    A line that is too long is cut on both sides; a finding over several lines is marked up to the end of its
    first.
    """
    line = report.line(finding.file, finding.line)
    if not line.strip():
        return "", 0, 0
    start = min(finding.column - 1, len(line))
    end = min(finding.end_column - 1, len(line)) if finding.end_line == finding.line else len(line)
    first = 0
    if _columns(line) > room:
        if start > room // 3:
            first = start - room // 3
        line = line[: first + room]
        while _columns(line[first:]) > room - 2:
            line = line[:-1]
        cut_end = len(line) < len(report.line(finding.file, finding.line))
        before = _MORE if first else ""
        cut = f"{before}{shown(line[first:])}{_MORE if cut_end else ''}"
        end = min(end, len(line))
        return cut, len(before) + _columns(line[first:start]), max(1, _columns(line[start:end]))
    return shown(line), _columns(line[:start]), max(1, _columns(line[start:end]))


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in map(picture, text))


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
