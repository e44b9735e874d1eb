"""From one record to finished files: every channel that the template has and the record can receive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.channels.press import EXPLAINED, Press
from toolkit.channels.rendering import Rendering
from toolkit.cli.table import count, kilobytes
from toolkit.delivery import CHANNELS, NAMES
from toolkit.errors import TactError
from toolkit.output import safe_name, write_whole
from toolkit.records.notice import with_notice_by
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.catalogue import Template
    from toolkit.records import Record


@dataclass(frozen=True, slots=True)
class Piece:
    """One message that was made: `path` is its file, written after its sidecars (other suffixes).

    `explained` is the file that explains the amounts and days the law sets; None where it sets none.
    """

    template: str
    record: str
    channel: str
    path: Path
    rendering: Rendering
    explained: Path | None = None

    @property
    def size(self) -> str:
        """What a person wants to know of its size: pages, kB or segments."""
        way, measures = CHANNELS[self.channel], self.rendering.measures
        parts = [count(int(measures[way.counted]), way.measure)] if way.measure else []
        if way.folder or not parts:
            parts.append(kilobytes(len(self.rendering.content)))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Gap:
    """A channel that a record cannot receive, and why."""

    template: str
    record: str
    channel: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that could not be made, and the error."""

    template: str
    record: str
    channel: str
    error: TactError


Attempt = Piece | Gap | Failure


def produce(
    press: Press,
    template: Template,
    record: Record,
    out: Path,
    *,
    beside: Path,
    channels: Sequence[str] = NAMES,
    language: str | None = None,
) -> Iterator[Attempt]:
    """Make one record's files in `out`, and yield for each channel that the template has what came of it.

    `beside` is the folder of the record's own file. A message that cannot be made gives a Failure, and no
    file.
    """
    ways = [channel for channel in channels if channel in template.channels]
    if template.stage == "last-notice":
        record = with_notice_by(record, [way for way in ways if not template.lacks(record.customer, way)])
    for channel in ways:
        if lacking := template.lacks(record.customer, channel):
            yield Gap(template.name, record.id, channel, worded("de klant heeft {lacking}", lacking=lacking))
            continue
        try:
            message = press.compose(template, record, channel, language=language)
            rendering = press.render(message, beside)
            path = out / f"{safe_name(record.id)}_{template.name}.{channel}{rendering.suffix}"
            for suffix, content in rendering.sidecars.items():
                write_whole(path.with_suffix(suffix), content)
            explained = path.with_suffix(EXPLAINED) if EXPLAINED in rendering.sidecars else None
            write_whole(path, rendering.content)
            yield Piece(template.name, record.id, channel, path, rendering, explained)
        except TactError as error:
            yield Failure(template.name, record.id, channel, error)
