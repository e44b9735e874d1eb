"""What a run says of itself: before it starts, and when it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from toolkit.errors import INTERRUPTED, ExitCode


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run is going to make: messages by channel, and what is left out and why.

    `sizes` (pages, segments: whatever channels count) are taken from `measured` messages; where that is not all
    of them, the figures are estimates.
    """

    messages: Mapping[str, int]
    measured: Mapping[str, int]
    sizes: Mapping[str, int]
    skipped: Mapping[str, int]
    failed: int
    unreadable: int
    warnings: tuple[str, ...]
    lint: tuple[str, ...]
    done: int = 0

    @property
    def total(self) -> int:
        """How many messages there are to make."""
        return sum(self.messages.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as plain values, for JSON."""
        table = asdict(self)
        table |= table.pop("sizes")
        return table

    def exact(self, channel: str) -> bool:
        """Return whether all messages of a channel were measured."""
        return self.measured.get(channel, 0) >= self.messages.get(channel, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended.

    The counts are of the whole run, also of what was made before a resume; `made_now` and the seconds are
    of this part of it. `heaviest` is the most memory a worker held, in bytes. `changed` names what changed
    while it ran. `faults` is how much failed by a fault of the program itself, rules of the linter included.
    `gone` is how much was made and is not there, or is not as it was made; `lacking` names it. `stopped` says
    why it ended early, empty when everything was tried.
    """

    out: str
    done: Mapping[str, int]
    sizes: Mapping[str, int]
    failed: int
    unreadable: int
    skipped: int
    waiting: int
    made_now: int
    seconds: float
    heaviest: int
    lint: str
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    stopped: str = ""
    interrupted: bool = False
    reasons: Mapping[str, int] = field(default_factory=dict)
    faults: int = 0
    gone: int = 0
    lacking: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every record of the input has its message."""
        return not (self.failed or self.unreadable or self.waiting or self.gone or self.stopped)

    @property
    def exit_code(self) -> int:
        """0 when the run is complete, 130 after Ctrl-C, 3 when the program itself was at fault, else 1."""
        if self.interrupted:
            return INTERRUPTED
        if self.faults:
            return ExitCode.RENDER
        return ExitCode.CLEAN if self.complete else ExitCode.FINDINGS

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values, for JSON."""
        table = asdict(self)
        table |= table.pop("sizes")
        table["complete"] = self.complete
        table["heaviest_mb"] = round(table.pop("heaviest") / 1e6)
        table["seconds"] = round(self.seconds, 2)
        return table


def local(out: str, name: str) -> Path:
    """Return a file in an output folder."""
    return Path(out) / name
