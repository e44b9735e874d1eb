"""Tells every open page which files changed, whoever changed them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.catalogue.names import FOLDER
from toolkit.preview.files import file_id
from toolkit.workspace import SETTINGS, Workspace

END = "end"
"""The event after which nothing comes."""

QUIET = 5
"""Milliseconds without another change after which a change is told."""

LONGEST = 60
"""Milliseconds after which changes are told although more of them come."""

AGAIN = 500
"""Milliseconds without a change after which a new folder is told once more."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed: `names` below the template folders, and whether styles, settings or layouts did."""

    names: tuple[str, ...]
    look: bool

    @property
    def templates(self) -> frozenset[str]:
        """The templates whose own files changed; a shared file is of none of them."""
        return frozenset(name.partition("/")[0] for name in self.names if not name.startswith("_"))

    @property
    def shared(self) -> bool:
        """Whether a file changed that many templates use."""
        return self.look or any(name.startswith("_") for name in self.names)

    def json(self) -> dict[str, Any]:
        """Return the change as the browser reads it."""
        return {
            "files": [file_id(name) for name in self.names],
            "templates": sorted(self.templates),
            "shared": self.shared,
        }


class Hub:
    """Passes events on to everybody who listens."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[tuple[str, Any]]] = set()

    def tell(self, event: str, data: Any) -> None:
        """Tell all listeners; one that is far behind misses the oldest."""
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait((event, data))

    def end(self) -> None:
        """Tell all listeners that there is nothing more to hear."""
        self.tell(END, None)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[asyncio.Queue[tuple[str, Any]]]:
        """Give a queue of (event, data) for as long as the block runs."""
        queue: asyncio.Queue[tuple[str, Any]] = asyncio.Queue(200)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)


async def changes(workspace: Workspace) -> AsyncIterator[Changed]:
    """Yield what changes in a workspace, a few milliseconds after it did.

    A folder is told of before it is watched: what came into it meanwhile nobody tells. So a new one is told once more.
    """
    from watchfiles import Change, awatch

    folders = [*workspace.templates, *workspace.styles]
    own = [workspace.root / SETTINGS] if workspace.root and (workspace.root / SETTINGS).is_file() else []
    watcher = awatch(
        *folders,
        *own,
        watch_filter=lambda _, path: _wanted(Path(path)),
        debounce=LONGEST,
        step=QUIET,
        rust_timeout=AGAIN,
        yield_on_timeout=True,
    )
    fresh: set[Path] = set()
    stamp = _stamp(workspace)
    async for found in watcher:
        before, stamp = stamp, _stamp(workspace)
        told = {workspace.root / SETTINGS} if workspace.root and stamp != before else set()
        paths = sorted({Path(path) for _, path in found} | fresh | told)
        fresh = {Path(path) for kind, path in found if kind is Change.added and Path(path).is_dir()}
        if not paths:
            continue
        names = [name for path in paths if (name := _below(path, workspace.templates))]
        texts = tuple(name for name in names if not name.startswith("_layouts/"))
        named = any(
            name.startswith(f"{FOLDER}/") for name in names
        )  # what texts say may differ in all of them
        yield Changed(texts, look=named or len(texts) < len(paths))


def _stamp(workspace: Workspace) -> tuple[int, int]:
    """Return what changes when the settings do: a file that was replaced is watched no more."""
    try:
        found = ((workspace.root or Path()) / SETTINGS).stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)


def _wanted(path: Path) -> bool:
    return not path.name.startswith(".") and not path.name.endswith(("~", ".swp", ".swx", ".part", ".pyc"))


def _below(path: Path, folders: tuple[Path, ...]) -> str:
    return next(
        (path.relative_to(folder).as_posix() for folder in folders if path.is_relative_to(folder)), ""
    )
