"""Earlier texts of a file, kept below the workspace: what the desk saved can be compared and brought back, without git.

A version holds the text from before a save. Saves shortly after each other are one version, for who types saves all the
time; a version with a name is kept when it is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from toolkit.preview.problems import BadRequest, NotThere
from toolkit.workspace import Workspace

FOLDER = Path(".tact") / "versions"
APART = timedelta(minutes=2)
"""Time between two versions without a name of one file."""

MOST = 200
"""Versions without a name that are kept of one file; those with a name stay."""

_STAMP = "%Y%m%dT%H%M%S%f"
_ID = re.compile(r"\d{8}T\d{12}")


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text: `id` says when it was kept, `called` is its name, empty for one that was kept by itself."""

    id: str
    when: datetime
    called: str
    text: str


class Versions:
    """The versions of the files of a workspace; of a checkout, which has git, there are none."""

    def __init__(self, workspace: Workspace) -> None:
        self._folder = workspace.root / FOLDER if workspace.root else None

    def keep(self, name: str, text: str, now: datetime, called: str = "") -> None:
        """Keep the text of the file `name`, unless the latest version holds it or was kept a moment ago."""
        if self._folder is None:
            return
        last = next(self._of(name), None)
        if last and not called and (last.text == text or now - last.when < APART):
            return
        path = self._folder / name / f"{now:{_STAMP}}.json"
        held = json.dumps({"called": " ".join(called.split()), "text": text}, ensure_ascii=False)
        with suppress(OSError):  # a full disk is told by the save itself
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(0o600)
            path.write_text(held, encoding="utf-8")
            for old in [each for each in self._of(name) if not each.called][MOST:]:
                (path.parent / f"{old.id}.json").unlink(missing_ok=True)

    def all(self, name: str) -> list[Version]:
        """Return the versions of a file, the latest first."""
        return list(self._of(name))

    def one(self, name: str, identity: str) -> Version:
        """Return a version of a file. Raises NotThere."""
        for version in self._of(name):
            if version.id == identity:
                return version
        raise NotThere("Deze versie is er niet")

    def name(self, name: str, text: str, now: datetime, called: str) -> None:
        """Keep a text under a name. Raises BadRequest without a name, and where no versions are kept."""
        if not called.strip():
            raise BadRequest("Geef de versie een naam, zoals 'zoals besproken'")
        if self._folder is None:
            raise BadRequest("Versies zijn er in een eigen map. Maak die met ‘tact init’.")
        self.keep(name, text, now, called)

    def _of(self, name: str) -> Iterator[Version]:
        if self._folder is None:
            return
        for path in sorted((self._folder / name).glob("*.json"), reverse=True):
            with suppress(OSError, ValueError, KeyError, TypeError):  # what is damaged is no version
                held = json.loads(path.read_text(encoding="utf-8"))
                if _ID.fullmatch(path.stem):
                    when = datetime.strptime(path.stem, _STAMP)  # noqa: DTZ007  # the clock of the desk
                    yield Version(path.stem, when, str(held["called"]), str(held["text"]))
