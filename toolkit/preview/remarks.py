"""What readers remarked in a round of reading: kept beside the texts, and brought back to their sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from toolkit.errors import RenderError, SettingsError
from toolkit.output import write_whole
from toolkit.preview.files import Files
from toolkit.preview.problems import BadRequest, NotThere
from toolkit.workspace import Workspace

FOLDER = Path(".tact") / "remarks"
MOST = 500
"""Remarks in one file."""

_LONG, _NAME = 2000, 80


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Remark(_Model):
    """What a reader says of a sentence (`quote`), which stood as `source` at `start` to `end` of `file`."""

    template: str = Field(max_length=_NAME)
    sample: str = Field(default="", max_length=_NAME)
    channel: str = Field(default="", max_length=_NAME)
    file: str = Field(default="", max_length=200)
    start: int = Field(default=0, ge=0, le=10**7)
    end: int = Field(default=0, ge=0, le=10**7)
    source: str = Field(default="", max_length=20_000)
    quote: str = Field(max_length=20_000)
    text: str = Field(min_length=1, max_length=_LONG)


class Remarks(_Model):
    """What one reader gave back of a round."""

    kind: Literal["tact-remarks"]
    version: Literal[1]
    who: str = Field(min_length=1, max_length=_NAME)
    when: datetime
    remarks: tuple[Remark, ...] = Field(default=(), max_length=MOST)
    agreed: tuple[str, ...] = Field(default=(), max_length=MOST)


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path
    remarks: Remarks
    done: tuple[int, ...]

    @property
    def id(self) -> str:
        """What the file is known by."""
        return self.path.stem


class Readers:
    """The remarks of the readers of a workspace."""

    def __init__(self, workspace: Workspace, files: Files) -> None:
        self._folder = workspace.root / FOLDER if workspace.root else None
        self._files = files

    def keep(self, content: dict[str, Any]) -> Remarks:
        """Keep what a reader gave back; the same again changes nothing. Raises BadRequest for anything else."""
        if self._folder is None:
            raise SettingsError(
                "U werkt nog zonder eigen map", hint="Maak met 'tact init MAP' een eigen map en begin daar"
            )
        try:
            read = Remarks.model_validate(content)
        except ValidationError as error:
            raise BadRequest("Dit is geen bestand met opmerkingen van een leesronde") from error
        held = read.model_dump_json()
        path = self._folder / f"{sha256(held.encode()).hexdigest()[:16]}.json"
        if not path.exists():
            self._write(path, {"remarks": json.loads(held), "done": []})
        return read

    def all(self) -> dict[str, Any]:
        """Return the remarks that are not done, each at its place now, and who agreed with which text."""
        kept = sorted(self._kept(), key=lambda each: each.remarks.when.timestamp())
        agreed: dict[str, list[dict[str, str]]] = {}
        for each in kept:
            for name in each.remarks.agreed:
                said = {"who": each.remarks.who, "when": each.remarks.when.isoformat()}
                agreed.setdefault(name, []).append(said)
        remarks = [
            self._told(each, number, remark)
            for each in kept
            for number, remark in enumerate(each.remarks.remarks)
            if number not in each.done
        ]
        return {"remarks": remarks, "agreed": agreed}

    def done(self, identity: str, *, is_done: bool) -> None:
        """Put a remark away, or back. Raises NotThere."""
        name, _, number = identity.partition("-")
        for each in self._kept():
            if each.id == name and number.isdigit() and int(number) < len(each.remarks.remarks):
                done = set(each.done) | {int(number)} if is_done else set(each.done) - {int(number)}
                content = {"remarks": each.remarks.model_dump(mode="json"), "done": sorted(done)}
                return self._write(each.path, content)
        raise NotThere("Deze opmerking is er niet meer")

    def _told(self, kept: _Kept, number: int, remark: Remark) -> dict[str, Any]:
        place = self._place(remark)
        return {
            "id": f"{kept.id}-{number}",
            "who": kept.remarks.who,
            "when": kept.remarks.when.isoformat(),
            **{name: getattr(remark, name) for name in ("template", "sample", "channel", "quote", "text")},
            "place": place,
        }

    def _place(self, remark: Remark) -> dict[str, Any] | None:
        """Return where the sentence stands now: at its place, else where its source stands nearest to it."""
        file = self._files.named(remark.file) if remark.file and not Path(remark.file).is_absolute() else None
        if file is None or not remark.source:
            return None
        text = self._files.read(file.id).text
        found = list(_all(text, remark.source))
        if not found:
            return None
        start = min(found, key=lambda at: abs(at - remark.start))
        line = text.count("\n", 0, start) + 1
        return {
            "file": file.id,
            "name": file.name,
            "start": start,
            "end": start + len(remark.source),
            "line": line,
        }

    def _kept(self) -> Iterator[_Kept]:
        if self._folder is None:
            return
        for path in sorted(self._folder.glob("*.json")):
            with suppress(OSError, ValueError, KeyError, TypeError):  # what is damaged is nobody's remark
                held = json.loads(path.read_text(encoding="utf-8"))
                yield _Kept(path, Remarks.model_validate(held["remarks"]), tuple(map(int, held["done"])))

    def _write(self, path: Path, content: dict[str, Any]) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(path, json.dumps(content, ensure_ascii=False).encode("utf-8"))
        except OSError as error:
            raise RenderError("De opmerkingen kunnen niet bewaard worden") from error


def _all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
