"""What a channel makes of a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rendering:
    """One finished file: `measures` holds pages, bytes, segments and the like; `sidecars` more files by suffix.

    `warnings` are short Dutch sentences about what went out differently than the writer may expect.
    """

    channel: str
    suffix: str
    media_type: str
    content: bytes
    measures: Mapping[str, int | str] = field(default_factory=dict)
    sidecars: Mapping[str, bytes] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
