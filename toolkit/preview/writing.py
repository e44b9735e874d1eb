"""The view in which a person writes: the pieces of a text with what a sample makes of them.

As JSON (`view`), with the pieces as `pieces.py` tells:

    [{"name": "subject", "start": 90, "end": 215, "plain": true, "pieces": [piece, …]}, …]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.catalogue import Template
from toolkit.compose import Composer, Message
from toolkit.compose.armour import bare
from toolkit.compose.rewriting import Branch as Way
from toolkit.compose.sourcemap import Composed
from toolkit.delivery import CHANNELS
from toolkit.errors import TactError
from toolkit.preview.pieces import PLAIN, Branch, Piece
from toolkit.preview.problems import BadRequest
from toolkit.records import Record

_NOTE = re.compile(r"\A\s*\{#(?! *tact:).*?#\}\n?", re.DOTALL)
"""What a part tells to those who write it."""

_GIVES = re.compile(r"\swith\s+\w+\s*=")
"""Fields that an `include` gives to a part."""

Pieces = Mapping[str, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Use:
    """The names of the texts in which a part stands; `plain` where that is only in a subject or an SMS: no Markdown."""

    texts: frozenset[str]
    plain: bool


Named = Mapping[str, list[tuple[str, str]]]
"""Of texts or parts the parts that each names, with the block in which it does so: what `parts_named` tells."""


def part_uses(texts: Named, parts: Named) -> dict[str, Use]:
    """Return where each part stands, by its file; what stands in a part stands where that part does.

    `texts` are those of templates by name, `parts` the parts by file.
    """
    found: dict[str, set[tuple[str, bool]]] = {}
    for name, named in texts.items():
        for block, part in named:
            waiting, seen = [part], set[str]()
            while waiting:
                file = waiting.pop()
                if file not in seen:
                    seen.add(file)
                    found.setdefault(file, set()).add((name, block in PLAIN))
                    waiting += (inner for _, inner in parts.get(file, ()))
    return {
        file: Use(frozenset(name for name, _ in uses), all(plain for _, plain in uses))
        for file, uses in found.items()
    }


def as_json(read: Pieces, *, plain: bool = False) -> list[dict[str, Any]]:
    """Return the blocks of a text as the browser reads them; `plain` says that a file without blocks is no Markdown."""
    return [
        {
            "name": name,
            "start": pieces[0].start if pieces else 0,
            "end": pieces[-1].end if pieces else 0,
            "plain": plain if not name else name in PLAIN,
            "pieces": [piece.json() for piece in pieces],
        }
        for name, pieces in read.items()
    ]


def in_place(text: str, piece: Piece, part: str) -> str:
    """Return what stands in the place of an `include` so that a text says the words of `part` itself.

    Raises BadRequest where these words would not mean the same.
    """
    before, after = text[: piece.start].rpartition("\n")[2], text[piece.end :].partition("\n")[0]
    alone = not (before + after).strip()
    words = _NOTE.sub("", part.removesuffix("\n"), count=1)
    if _GIVES.search(piece.source) or (not alone and "\n" in words):
        raise BadRequest(
            "De woorden van dit onderdeel passen hier niet zonder meer in",
            hint="maak in de bron een eigen onderdeel, of verander het overal",
        )
    if not piece.condition:
        return words
    turn = "\n" if alone else ""
    return f"{{% if {piece.condition} %}}{turn}{words}{turn}{{% endif %}}"


def view(
    composer: Composer, template: Template, read: Pieces, record: Record, channel: str, *, file: str, tag: str
) -> dict[str, tuple[Piece, ...]]:
    """Return the pieces of a file with what a record makes of them, on a channel and on those with other blocks.

    `file` is the text of the template or one of its parts. Raises what composing raises.
    """
    messages: list[Message] = []
    for name in dict.fromkeys((channel, *template.channels)):
        if name in template.channels and not any(
            set(CHANNELS[name].blocks) & message.sections.keys() for message in messages
        ):
            messages.append(composer.compose(template, record, name, language=tag, mapped=True))
    anatomy = composer.anatomy(template, tag).get(file)
    if anatomy is None:
        return dict(read)
    told = _Told(file, anatomy.branches, messages)
    return {name: tuple(told.piece(piece) for piece in pieces) for name, pieces in read.items()}


def reaching(
    composer: Composer,
    template: Template,
    records: Mapping[str, Record],
    channels: Iterable[str],
    *,
    way: tuple[str, int, int],
    file: str,
    tag: str,
    step: Callable[[], None] = lambda: None,
) -> tuple[str, str] | None:
    """Return the first sample, one of `records` by name, and the channel on which it goes a way of a file.

    `way` is 'if' or 'else' with where its condition stands: start and end. A sample that cannot be composed goes none.
    """
    for channel in channels:
        for name, record in records.items():
            step()
            try:
                message = composer.compose(template, record, channel, language=tag, mapped=True)
            except TactError:
                continue
            anatomy = composer.anatomy(template, tag).get(file)
            if anatomy and _Told(file, anatomy.branches, [message]).goes(*way):
                return name, channel
    return None


@dataclass(frozen=True)
class _Told:
    """What messages tell of the pieces of a file."""

    file: str
    ways: tuple[Way, ...]
    messages: list[Message]

    def piece(self, piece: Piece) -> Piece:
        """Return a piece with what is known of it."""
        if piece.kind == "field":
            return replace(piece, value=self._value(piece))
        if piece.kind == "part":
            return replace(piece, taken=not piece.condition or self.goes("if", piece.start, piece.end))
        if piece.kind == "condition":
            return replace(piece, branches=tuple(self._branch(piece, branch) for branch in piece.branches))
        return piece

    def _branch(self, piece: Piece, branch: Branch) -> Branch:
        kind, (start, end) = ("if", branch.tag) if branch.test else ("else", piece.branches[0].tag)
        inside = tuple(self.piece(each) for each in branch.pieces)
        return replace(branch, taken=self.goes(kind, start, end), pieces=inside)

    def goes(self, kind: str, start: int, end: int) -> bool:
        """Say whether a message goes the way that begins in this stretch of the file."""
        numbers = {
            (self.file, way.number) for way in self.ways if way.kind == kind and start <= way.start < end
        }
        return any(numbers & (message.branches or set()) for message in self.messages)

    def _value(self, piece: Piece) -> str | None:
        """Return what the field says where it stands first; None where no message comes."""
        for message in self.messages:
            for section in message.sections.values():
                if found := self._printed(piece, section.source):
                    return found
        return None

    def _printed(self, piece: Piece, source: Composed) -> str:
        """Return what a field printed first; where lines are joined, its words are runs with a space between them."""
        said, start, end = str.__str__(source), -1, -1
        for run in source.runs:
            own = run.expression is not None and run.source.file == self.file
            if own and piece.start <= run.start < piece.end:
                start, end = (run.at if start < 0 else start), run.at + run.length
            elif start >= 0 and said[run.at : run.at + run.length].strip():
                break
        return bare(said[start:end]) if start >= 0 else ""
