"""What travels between the run and its workers: the setup of a run, one message to make, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from toolkit.workspace import Workspace

FAULT = "the program failed on this record"
"""How the reason begins that is told where the program itself is at fault, and neither the record nor a template."""

Status = Literal["todo", "done", "gone", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Setup:
    """What every worker needs to know of a run.

    `out` is a folder or an fsspec URL; `limit` the seconds one message may take; `look` the hash of templates
    styles and settings that the run began with, which a worker on another machine has to have too. With `enclose`,
    the pages of what goes along are made beside each letter. With `verify`, every so many letters one is laid out whole
    beside the one that was made, and the run stops where they differ.
    """

    root: Path | None
    settings: Mapping[str, Any] = field(compare=False)
    out: str
    channels: tuple[str, ...]
    language: str | None = None
    window: str | None = None
    archive: bool = False
    limit: float = 60.0
    look: str = ""
    enclose: bool = False
    verify: int = 0

    @property
    def workspace(self) -> Workspace:
        """The workspace of the run."""
        return Workspace(self.root, self.settings)


@dataclass(frozen=True, slots=True)
class Job:
    """One message to make: `payload` is its record as JSON, but for the creditor, which many records share.

    `file` is its path in the output, empty for a text message; `beside` is the folder its own files may lie in.
    """

    number: int
    payload: str
    creditor: str
    template: str
    channel: str
    file: str
    beside: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job.

    `status` is 'done' (then the file is whole and on the disk), 'failed' (this record only) or 'blocked' (the
    disk, the folder, the styles: the run cannot go on). `announced` is what the history keeps of a last notice
    besides what the record says. `sidecars` holds the SHA-256 of the files beside it, by name; `recipient` who gets
    it, and of a last notice which channel is the notice. `seconds` is the CPU time it took. The last result of a call
    says what memory the worker holds, and how much more that is than when it was warm, in bytes.
    """

    number: int
    status: Literal["done", "failed", "blocked"]
    error: str = ""
    sha256: str = ""
    size: int = 0
    measures: Mapping[str, int | str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    content: str = ""
    announced: Mapping[str, str] = field(default_factory=dict)
    sidecars: Mapping[str, str] = field(default_factory=dict)
    recipient: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    memory: int = 0
    grown: int = 0
