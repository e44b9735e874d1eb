"""What a channel makes of a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.delivery import CHANNELS

if TYPE_CHECKING:
    from toolkit.records.notice import Notice


@dataclass(frozen=True, slots=True)
class Rendering:
    """One finished file: `measures` holds pages, bytes, segments and the like; `sidecars` more files by suffix.

    `warnings` are short Dutch sentences about what went out differently than the writer may expect. `notice`
    is what the law sets in it, None where it sets nothing.
    """

    channel: str
    content: bytes
    measures: Mapping[str, int | str] = field(default_factory=dict)
    sidecars: Mapping[str, bytes] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    notice: Notice | None = None

    @property
    def suffix(self) -> str:
        """The suffix of the file."""
        return CHANNELS[self.channel].suffix

    @property
    def media_type(self) -> str:
        """The media type of the file."""
        return CHANNELS[self.channel].media_type
