"""The workspace as it was: in the last commit, or as the versions of the desk tell where there is no git."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.errors import SettingsError
from toolkit.preview.changes import committed
from toolkit.preview.files import Files
from toolkit.workspace import Workspace

ROUND = "Leesronde"
"""What the versions are called that a round of reading keeps."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The workspace as it was, and in Dutch when that is."""

    workspace: Workspace
    when: str


@contextmanager
def earlier(workspace: Workspace) -> Iterator[Earlier | None]:
    """Give the workspace as it was at the last commit, else at the last round of reading, else before all versions.

    None where neither git nor the desk kept anything.
    """
    with ExitStack() as stack:
        before: Earlier | None
        try:
            old, commit = stack.enter_context(committed(workspace))
            before = Earlier(old, f"de laatste versie in git ({commit})")
        except SettingsError:
            before = stack.enter_context(_kept(workspace))
        yield before


@contextmanager
def _kept(workspace: Workspace) -> Iterator[Earlier | None]:
    files = Files(workspace)
    texts: dict[str, tuple[datetime, str]] = {}
    for file in files.all().values():
        versions = files.versions.all(file.name)
        if versions:
            base = next((each for each in versions if each.called.startswith(ROUND)), versions[-1])
            texts[file.name] = (base.when, base.text)
    if not texts or workspace.root is None:
        yield None
        return
    with TemporaryDirectory(prefix="tact-") as place:
        shutil.copytree(workspace.root / "templates", Path(place) / "templates", dirs_exist_ok=True)
        for name, (_, text) in texts.items():
            path = Path(place) / "templates" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        first = min(when for when, _ in texts.values())
        yield Earlier(Workspace(Path(place), workspace.settings), f"{first:%d-%m-%Y %H:%M}")


def keep_round(workspace: Workspace, now: datetime) -> None:
    """Keep what each changed text holds now, to compare the next round of reading with."""
    files = Files(workspace)
    for file in files.all().values():
        if files.versions.all(file.name):
            files.versions.keep(file.name, files.read(file.id).text, now, f"{ROUND} {now:%d-%m-%Y}")
