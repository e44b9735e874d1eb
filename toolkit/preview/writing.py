"""The view in which a person writes: the pieces of a text with what a sample makes of them.

As JSON (`view`), with the pieces as `pieces.py` tells:

    {"template": "reminder", "file": "reminder/nl.md.j2", "sample": "ordinary", "channel": "letter",
     "blocks": {"subject": [piece, …], "body": [piece, …]}, "failed": ["long-names"]}

`blocks` are those of the channel, and `failed` the samples that cannot be composed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.catalogue import Catalogue, Names, Template
from toolkit.compose import Composer, Message
from toolkit.compose.armour import bare
from toolkit.compose.rewriting import Branch as Way
from toolkit.delivery import CHANNELS
from toolkit.errors import TactError
from toolkit.preview.pieces import Branch, Piece, pieces_of
from toolkit.records import Record


def part_uses(composer: Composer, catalogue: Catalogue, tag: str = "nl") -> Counter[str]:
    """Return in how many texts each part stands, by its file; a part inside another counts too."""
    uses: Counter[str] = Counter()
    for name in catalogue.names():
        template = catalogue.template(name)
        if tag in template.languages:
            uses.update(file for file in composer.anatomy(template, tag) if file != template.file(tag))
    return uses


def view(
    composer: Composer,
    template: Template,
    names: Names,
    records: Mapping[str, Record],
    sample: str,
    channel: str,
    *,
    tag: str = "nl",
    uses: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return the pieces of a text with what `sample`, one of `records` by name, makes of them on a channel.

    `uses` are those of `part_uses`. Raises TemplateError for a text that cannot be read, and what composing `sample`
    raises; of the other samples those that cannot be composed are told by name.
    """
    messages = {sample: composer.compose(template, records[sample], channel, language=tag, mapped=True)}
    failed: list[str] = []
    for name, record in records.items():
        if name == sample:
            continue
        try:
            messages[name] = composer.compose(template, record, channel, language=tag, mapped=True)
        except TactError:
            failed.append(name)
    file = template.file(tag)
    anatomy = composer.anatomy(template, tag)[file]
    told = _Told(file, anatomy.branches, messages, sample, uses or {})
    read = pieces_of(anatomy.source.text, names, tag)
    return {
        "template": template.name,
        "file": file,
        "sample": sample,
        "channel": channel,
        "blocks": {
            block: [told.piece(piece, block).json() for piece in read.get(block, ())]
            for block in CHANNELS[channel].blocks
        },
        "failed": failed,
    }


@dataclass(frozen=True)
class _Told:
    """What the messages of samples tell of pieces."""

    file: str
    ways: tuple[Way, ...]
    messages: Mapping[str, Message]
    sample: str
    uses: Mapping[str, int]

    def piece(self, piece: Piece, block: str) -> Piece:
        """Return a piece with what is known of it."""
        if piece.kind == "field":
            return replace(piece, value=self._value(piece, block))
        if piece.kind == "part":
            taken = self._takes("if", piece.start, piece.end) if piece.condition else tuple(self.messages)
            return replace(piece, used=self.uses.get(piece.file, 0), taken=self.sample in taken)
        if piece.kind == "condition":
            branches = tuple(self._branch(piece, branch, block) for branch in piece.branches)
            reached = {name for branch in branches for name in branch.samples}
            other = tuple(name for name in self.messages if name not in reached)
            return replace(piece, branches=branches, otherwise=other if piece.branches[-1].test else ())
        return piece

    def _branch(self, piece: Piece, branch: Branch, block: str) -> Branch:
        kind, (start, end) = ("if", branch.tag) if branch.test else ("else", piece.branches[0].tag)
        samples = self._takes(kind, start, end)
        inside = tuple(self.piece(each, block) for each in branch.pieces)
        return replace(branch, taken=self.sample in samples, samples=samples, pieces=inside)

    def _takes(self, kind: str, start: int, end: int) -> tuple[str, ...]:
        """Return the samples that go the way that begins in this stretch of the file."""
        numbers = {
            (self.file, way.number) for way in self.ways if way.kind == kind and start <= way.start < end
        }
        return tuple(name for name, message in self.messages.items() if numbers & (message.branches or set()))

    def _value(self, piece: Piece, block: str) -> str | None:
        """Return what the field says where it stands first; None where the sample does not come."""
        source = self.messages[self.sample].sections[block].source
        for run in source.runs:
            if (
                run.expression is not None
                and run.source.file == self.file
                and piece.start <= run.start < piece.end
            ):
                return bare(str.__str__(source)[run.at : run.at + run.length])
        return None
