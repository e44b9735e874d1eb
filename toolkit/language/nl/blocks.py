"""Cuts a letter into blocks: paragraphs, headings, list items, table cells, salutation, closing, labels.

A sentence never crosses a block. What bounds a block:

- a blank line, always;
- a line that starts a list item ("- ", "– ", "• ", "1. ", "a) ") or a table row, before it; a table row
  after it too, and each cell of a row is a block;
- a line break after a closed line: one that ends in ":", a salutation ("Beste mevrouw De Vries,"), a
  closing ("Met vriendelijke groet,"), a label with its value ("IBAN: NL91 …") before a line that is not its
  continuation, a heading;
- a line break inside an address block: lines that are all short and of which none ends a sentence.

Any other line break is a wrapped line and joins. A heading is a marked line ("## …"), a line that stands
alone without closing punctuation, or a first line that would have had room for the next word and ends no
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.language.model import Role

_SHORT_LINE = 45  # characters; an address line, a heading, a hand-made break
_LONG_LINE = 130  # characters; neither a heading, a label nor a salutation is longer
_HEADING_WORDS = 12
_CLAUSE_WORDS = 4  # "Maak het bedrag over naar:" is a sentence, "Uw gegevens:" a heading
_WRAP_WIDTH = 40  # characters; no text is wrapped narrower than this

_MARKER = re.compile(r"[ \t]*(?:[-–—•*·▪●○◦]|\d{1,2}[.)]|\(?[a-zA-Z]\)|\(\d{1,2}\))[ \t]+(?=\S)")
_HEADING_MARK = re.compile(r"[ \t]*#{1,6}[ \t]+(?=\S)")
_RULE_MARKS = frozenset("-–—=_*|: \t\r")
_CELL = re.compile(r"[^|\t]+")
_SALUTATION = re.compile(
    r"[ \t]*(?:beste|geachte|lieve|hallo|hoi|hai|dag|goedendag|goedemorgen|goedemiddag|l\.s\.)(?!\w)"
    r"(?:(?![.!?:;] )[^\n]){0,100}?[,!]?\s*\Z",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[ \t]*(?:met (?:een )?(?:vriendelijke|hartelijke|sportieve|beste|collegiale|warme) groet(?:en)?"
    r"|(?:vriendelijke|hartelijke|sportieve|beste|veel|warme) groet(?:en|jes)?|groet(?:en|jes)?|hoogachtend"
    r"|met hoogachting|mvg|m\.v\.g\.|tot ziens)\b(?:[ ]?,| uit \w+,?| van \w+,?)?\s*\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[ \t]*[*_]{0,2}[^\W\d_][\w .’'/()-]{1,38}[*_]{0,2}:[*_]{0,2}[ \t]+\S")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’')\]»*_]*\s*\Z")
_INTRODUCES = re.compile(r":[*_]{0,2}\Z")
_OPENS = re.compile(r"[ \t]*[\"“‘'(«*_]*[A-ZÀ-ÖØ-Þ€+\d]")
_OPENS_CAPITAL = re.compile(r"[ \t]*[\"“‘'(«*_]*[A-ZÀ-ÖØ-Þ]")
_DANGLES = re.compile(
    r"(?:^|[ \t])(?:aan|al|als|bij|binnen|dat|de|die|deze|dit|door|dus|een|en|er|geen|haar|heeft|hebben|hebt"
    r"|het|hun|ik|in|is|kan|kunnen|kunt|maar|met|mijn|na|naar|nog|of|om|omdat|onder|ons|onze|op|over|per|sinds|te"
    r"|tegen|ten|tot|tussen|u|uit|uw|van|vanaf|via|volgens|voor|vóór|want|we|wij|wordt|worden|zal|ze|zich|zijn"
    r"|zonder|zullen|mevrouw|meneer|heer|dhr\.|mevr\.|nr\.|factuur|rekening|bedrag|[A-Z]\."
    r"|[^\W\d_]+,)[ \t]*\Z",
    re.IGNORECASE,
)


class Block(NamedTuple):
    """One block: character offsets of its content, without a list marker, and what it is."""

    start: int
    end: int
    role: Role


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between the blank lines of a text: its offset, and its lines with the break after each."""
    start = end = 0
    for line in text.split("\n"):
        after = end + len(line) + 1
        if line.strip():
            end = after
            continue
        if start < end:
            yield start, text[start:end]
        start = end = after
    if start < end:
        yield start, text[start:end]


def cut_blocks(paragraph: str) -> list[Block]:
    """Return the blocks of a paragraph, in order; white space, list markers and ruling lines stand in none."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in paragraph.removesuffix("\n").split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return list(_paragraph(lines))


def _paragraph(lines: list[tuple[int, str]]) -> Iterator[Block]:
    if len(lines) == 1:
        yield from _line(*lines[0], alone=True)
        return
    address = _is_address(lines)
    width = max(_WRAP_WIDTH, *(len(line.rstrip()) for _, line in lines))
    start, role = -1, Role.RUNNING
    last = len(lines) - 1
    for number, (at, line) in enumerate(lines):
        if _is_row(line) or _is_rule(line):
            yield from _line(at, line, alone=False)
            continue
        if start < 0:
            start, role = _open(at, line)
        if number == last or address or _ends_item(line, role, lines[number + 1][1]):
            bounded = True
        else:
            bounded = _bounds(line, lines[number + 1][1], number == 0, width)
        if bounded:
            end = at + len(line)
            yield Block(start, end, _close(line, role) if at <= start else role)
            start = -1


def _open(at: int, line: str) -> tuple[int, Role]:
    if marker := _MARKER.match(line):
        return at + marker.end(), Role.ITEM
    if mark := _HEADING_MARK.match(line):
        return at + mark.end(), Role.HEADING
    return at, Role.RUNNING


def _close(line: str, role: Role) -> Role:
    """Return what a block of one line is."""
    if role is Role.RUNNING and len(line) <= _LONG_LINE:
        if _CLOSING.match(line):
            return Role.CLOSING
        if _SALUTATION.match(line):
            return Role.SALUTATION
        if _LABEL.match(line) and not _ENDS_SENTENCE.search(line):
            return Role.LABEL
        words = len(line.split())
        if not _ENDS_SENTENCE.search(line) and words <= _HEADING_WORDS:
            introduces = words >= _CLAUSE_WORDS and _INTRODUCES.search(line.rstrip())
            return Role.RUNNING if introduces else Role.HEADING
    return role


def _line(at: int, line: str, *, alone: bool) -> Iterator[Block]:
    if _is_rule(line):
        return
    if _is_row(line):
        for cell in _CELL.finditer(line):
            if cell.group().strip():
                yield Block(at + cell.start(), at + cell.end(), Role.CELL)
        return
    start, role = _open(at, line)
    yield Block(start, at + len(line), _close(line, role) if alone else role)


def _ends_item(line: str, role: Role, following: str) -> bool:
    """Tell whether a list item is over: it ends a sentence and the next line is not indented."""
    return role is Role.ITEM and bool(_ENDS_SENTENCE.search(line)) and not following[0].isspace()


def _is_row(line: str) -> bool:
    content = line.strip()
    return content[:1] == "|" or " | " in content or "\t" in content


def _is_rule(line: str) -> bool:
    """Tell whether a line only rules: "---", "| --- | --- |", "====="."""
    content = line.strip()
    return len(content) > 2 and content[0] in "-–—=_*|:" and set(content) <= _RULE_MARKS


def _is_address(lines: list[tuple[int, str]]) -> bool:
    return len(lines) > 2 and all(
        len(line) <= _SHORT_LINE and _OPENS.match(line) and line.rstrip()[-1] not in ".!?,;"
        for _, line in lines
    )


def _bounds(line: str, following: str, first: bool, width: int) -> bool:
    """Tell whether the line break between two lines of one paragraph bounds a block."""
    stripped = line.rstrip()
    if _MARKER.match(following) or _HEADING_MARK.match(following) or _HEADING_MARK.match(line):
        return True
    if _is_row(following) or _is_rule(following) or line.endswith("  ") or _INTRODUCES.search(stripped):
        return True
    if len(stripped) > _LONG_LINE:
        return False
    labels = bool(_LABEL.match(line)) + bool(_LABEL.match(following))
    if labels == 2 or _CLOSING.match(line):
        return True
    if not _OPENS_CAPITAL.match(following):
        return bool(_LABEL.match(line) and _OPENS.match(following)) and not _DANGLES.search(stripped)
    return _closes_before_capital(line, following, first, width)


def _closes_before_capital(line: str, following: str, first: bool, width: int) -> bool:
    """Tell whether a line is closed although the next one, with a capital, could go on."""
    stripped = line.rstrip()
    if _SALUTATION.match(line) and (stripped[-1] in ",!" or first):
        return True
    if _ENDS_SENTENCE.search(line) or _DANGLES.search(stripped):
        return False
    if _LABEL.match(line) or _LABEL.match(following) or (not first and _MARKER.match(line)):
        return True
    room = len(stripped) + 1 + len(following.split(maxsplit=1)[0])
    return room <= width and len(line.split()) <= _HEADING_WORDS
