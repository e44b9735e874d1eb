"""Writes a letter of elsewhere as the Markdown of a template: its own words escaped, fields in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.adopt.proposals import Proposal
from toolkit.reading.rendition import Rendition

_SALUTATION = re.compile(
    r"^(?:geachte|beste|hallo|hoi|dag|goedendag|goedemorgen|goedemiddag|l\.s\.)(?!\w)[^\n]{0,120}$",
    re.IGNORECASE | re.MULTILINE,
)
_SUBJECT = re.compile(
    r"^(?:betreft|onderwerp|betreffende|inzake|subject)\s*[:\t|]\s*([^\n|]+)", re.IGNORECASE | re.MULTILINE
)
_HEADING = re.compile(r"^## ([^\n]+)$", re.MULTILINE)
_MARKUP = re.compile(r"[\\*_`~<>#|]|\[(?=[^\[\]\n]*\][(\[])|^:::|\{(?=[{%#])|[%}#](?=\})", re.MULTILINE)
_LONE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_LOOSE_ITEMS = re.compile(r"^((?:- |\d+\. )[^\n]*)\n\n(?=- |\d+\. )", re.MULTILINE)
_TABLE = re.compile(r"^\|[^\n]*\|$", re.MULTILINE)
_SHORT = 45
"""Characters of a line that somebody ended by hand, in a file that wraps its lines."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a letter stand: (start, end) of its subject, its salutation and its body; None without."""

    subject: tuple[int, int] | None
    salutation: tuple[int, int] | None
    body: tuple[int, int]


def parts_of(read: Rendition) -> Parts:
    """Return the parts of a letter: what stands above its salutation is its address, its date and its subject."""
    low, high = read.body
    salutation = _SALUTATION.search(read.text, low, high)
    top = salutation.start() if salutation else low
    named = _SUBJECT.search(read.text, low, high if salutation is None else max(top, low))
    heading = None if named else _HEADING.search(read.text, low, top if salutation else high)
    subject = (named or heading) and (named or heading).span(1)  # type: ignore[union-attr]
    if salutation:
        start = salutation.end()
    else:
        start = (named or heading).end() if (named or heading) else low  # type: ignore[union-attr]
    return Parts(subject or None, salutation.span() if salutation else None, (start, high))


def markdown(
    read: Rendition, span: tuple[int, int], chosen: Mapping[Proposal, str], *, is_markdown: bool, wraps: bool
) -> str:
    """Return the words of a letter from `span` as Markdown, with the text that was chosen for each proposal.

    With `is_markdown` the words are Markdown already. Where the file `wraps` its lines, only a short line was ended by
    hand.
    """
    start, end = span[0], span[0] + len(read.text[slice(*span)].rstrip())
    edits = [
        (each.start, each.end, text)
        for each, text in chosen.items()
        if start <= each.start and each.end <= end
    ]
    taken = [(low, high) for low, high, _ in edits]
    if not is_markdown:
        edits += _escapes(read, start, end, taken)
        edits += _breaks(read.text, start, end, wraps)
        edits += _rules(read.text, start, end)
        edits += _bold(read, start, end, taken)
    out: list[str] = []
    at = start
    for low, high, text in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        if low >= at:
            out += (read.text[at:low], text)
            at = high
    text = "".join([*out, read.text[at:end]])
    return _LOOSE_ITEMS.sub(r"\1\n", text).strip()


def _escapes(
    read: Rendition, start: int, end: int, taken: list[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield what the writer wrote and Markdown or a template would take for something else."""
    for low, high in read.literal:
        for found in _MARKUP.finditer(read.text, max(low, start), min(high, end)):
            if not any(first <= found.start() < last for first, last in taken):
                mark = found[0]
                text = f"{mark} " if mark in "{%" else f" {mark}" if mark == "}" else f"\\{mark}"
                yield found.start(), found.end(), text


def _breaks(text: str, start: int, end: int, wraps: bool) -> Iterator[tuple[int, int, str]]:
    for found in _LONE_BREAK.finditer(text, start, end):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        following = text[found.end() : found.end() + 3]
        if line.startswith(("| ", "## ", "- ")) or following.startswith(("| ", "- ", "## ")):
            continue
        if not wraps or len(line) < _SHORT:
            yield found.start(), found.end(), "\\\n"


def _rules(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the line that Markdown wants under the first row of a table."""
    for found in _TABLE.finditer(text, start, end):
        if not text[: found.start()].endswith("|\n"):
            columns = found[0].count("|") - 1
            yield found.end(), found.end(), "\n|" + " --- |" * columns


def _bold(
    read: Rendition, start: int, end: int, taken: list[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the marks around bold words; a heading is bold by itself."""
    for low, high in _within(read.bold, [*read.literal, *((a, b) for a, b, _ in read.values)]):
        low, high = max(low, start), min(high, end)  # noqa: PLW2901
        words = read.text[low:high]
        low, high = low + len(words) - len(words.lstrip()), high - len(words) + len(words.rstrip())  # noqa: PLW2901
        low = min((a for a, b in taken if a < low < b), default=low)  # noqa: PLW2901
        high = max((b for a, b in taken if a < high < b), default=high)  # noqa: PLW2901
        line = read.text[read.text.rfind("\n", 0, low) + 1 : low]
        if low < high and "\n" not in read.text[low:high] and not line.startswith("## "):
            yield low, low, "**"
            yield high, high, "**"


def _within(spans: Iterable[tuple[int, int]], pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for low, high in spans:
        parts = sorted((max(low, a), min(high, b)) for a, b in pieces if a < high and low < b)
        if parts:
            yield parts[0][0], parts[-1][1]
