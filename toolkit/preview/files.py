"""The files a writer may see and change: known by an id, never by a path; a change underneath is never lost."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from toolkit.compose.loader import SUFFIX
from toolkit.errors import Place, RenderError, SettingsError
from toolkit.preview.problems import BadRequest, Conflict, NotThere
from toolkit.preview.versions import Versions
from toolkit.wording import overheard, worded
from toolkit.workspace import Workspace

KEPT_VERSIONS = 50
"""How many earlier texts of one file can be brought back."""

LONGEST = 400_000
"""Characters of a file that the desk writes at most."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text of the workspace: `name` is its path below the template folders, with forward slashes."""

    id: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: `digest` says later whether it is still the same; `writable` whether it may change."""

    text: str
    digest: str
    writable: bool
    undoable: bool


def file_id(name: str) -> str:
    """Return the id of a file below the template folders."""
    return sha256(name.encode()).hexdigest()[:12]


class Files:
    """Reads and writes the templates, parts and samples of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._earlier: dict[str, list[tuple[str, str]]] = {}
        self.versions = Versions(workspace)

    def all(self) -> dict[str, SourceFile]:
        """Return every text file below the template folders, by id; the user's own before the shipped one."""
        found: dict[str, SourceFile] = {}
        for folder in reversed(self._workspace.templates):
            for path in _texts(folder):
                name = path.relative_to(folder).as_posix()
                found[file_id(name)] = SourceFile(file_id(name), name, path)
        return found

    def file(self, identity: str) -> SourceFile:
        """Return the file of an id. Raises NotThere."""
        file = self.all().get(identity)
        if file is None:
            raise NotThere("Dit bestand bestaat niet")
        return file

    def named(self, name: str) -> SourceFile | None:
        """Return the file that errors and findings call `name`: below the template folders, or by its path."""
        if file := self.all().get(file_id(name)):
            return file
        path = Path(name)
        return (
            next((file for file in self.all().values() if file.path == path), None)
            if path.is_absolute()
            else None
        )

    def text(self, file: SourceFile) -> str:
        """Return what a file of `all` holds, with line breaks as `\\n`. Raises RenderError."""
        return _read(file)

    def read(self, identity: str) -> Reading:
        """Return the text of a file with line breaks as `\\n`. Raises NotThere, RenderError."""
        file = self.file(identity)
        text = _read(file)
        digest = digest_of(text)
        earlier = self._earlier.get(identity)
        undoable = bool(earlier) and earlier is not None and earlier[-1][1] == digest
        return Reading(text, digest, self._target(file) is not None, undoable)

    def write(self, identity: str, text: str, known: str) -> Reading:
        """Write a file whose text was `known` (a digest) when the writer last saw it.

        A shipped file becomes a copy in the workspace. Raises Conflict when it changed underneath, BadRequest
        for a text that is too long, SettingsError when there is no place for the writer's own texts.
        """
        if len(text) > LONGEST:
            raise BadRequest("Deze tekst is te lang")
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise BadRequest("In deze tekst staat een half teken, dat niet te bewaren is")
        before = self._write(identity, text, known)
        after = digest_of(text)
        if before != text:
            self.versions.keep(self.file(identity).name, before, _now())
            versions = self._earlier.setdefault(identity, [])
            versions.append((before, after))
            del versions[:-KEPT_VERSIONS]
        return self.read(identity)

    def undo(self, identity: str, known: str) -> Reading:
        """Bring back the text from before the last write. Raises Conflict when the file changed since."""
        earlier = self._earlier.get(identity)
        if not earlier:
            raise BadRequest("Er is niets om terug te draaien")
        before, after = earlier[-1]
        if known != after:
            current = self.read(identity)
            raise Conflict("Het bestand is intussen veranderd", current.text, current.digest)
        self._write(identity, before, known)
        earlier.pop()
        return self.read(identity)

    def name_version(self, identity: str, known: str, called: str) -> None:
        """Keep what a file holds as a version with a name. Raises BadRequest, Conflict."""
        file, reading = self.file(identity), self.read(identity)
        if reading.digest != known:
            raise Conflict("Het bestand is intussen veranderd", reading.text, reading.digest)
        self.versions.name(file.name, reading.text, _now(), called)

    def leave(self, identity: str, known: str, *, rule: str, start: int, excerpt: str, why: str) -> Reading:
        """Write above the words `excerpt` at `start` why the finding of `rule` there is left as it is.

        Raises BadRequest without a reason and for a file that holds data, Conflict when the words are gone.
        """
        if not why.strip():
            raise BadRequest("Schrijf erbij waarom u dit laat staan")
        from toolkit.lint.suppressions import leaving

        file, text = self.file(identity), self.read(identity).text
        if not file.name.endswith(SUFFIX):
            raise BadRequest("Dit staat in gegevens. Daar kan geen uitleg bij.")
        if text[start : start + len(excerpt)] != excerpt:
            raise Conflict("Het bestand is intussen veranderd", text, digest_of(text))
        return self.write(identity, leaving(text, start, rule, why), known)

    def create(self, template: Path, name: str, text: str) -> SourceFile:
        """Write a new sample of the template in folder `template`. Raises Conflict when that name exists."""
        kept = f"{template.name}/samples/{name}.toml"
        if file := self.all().get(file_id(kept)):
            text = _read(file)
            raise Conflict("Er is al een voorbeeld met deze naam", text, digest_of(text))
        folder = self._own_folder(template)
        (folder / "samples").mkdir(exist_ok=True)
        write_text(folder / "samples" / f"{name}.toml", text)
        return self.all()[file_id(kept)]

    def _write(self, identity: str, text: str, known: str) -> str:
        file = self.file(identity)
        before = _read(file)
        if digest_of(before) != known:
            raise Conflict("Het bestand is intussen veranderd", before, digest_of(before))
        target = self._target(file)
        if target is None:
            own = not file.path.is_relative_to(self._workspace.templates[-1])
            raise (
                SettingsError("Dit bestand mag u alleen lezen", place=Place(file.name))
                if own
                else _no_place()
            )
        if target != file.path and not file.name.startswith("_"):
            self._own_folder(file.path.parents[len(Path(file.name).parts) - 2])
        target.parent.mkdir(parents=True, exist_ok=True)
        write_text(target, text)
        return before

    def _target(self, file: SourceFile) -> Path | None:
        """Return where a file is written: in place, or in the workspace; None when that cannot be."""
        shipped = self._workspace.templates[-1]
        if not file.path.is_relative_to(shipped) or self._in_checkout(shipped):
            return file.path if os.access(file.path, os.W_OK) else None
        return self._workspace.root / "templates" / file.name if self._workspace.root else None

    def _in_checkout(self, shipped: Path) -> bool:
        """Say whether the shipped templates are those of a checkout, where they are made to be changed."""
        return self._workspace.root is None and shipped.parent.name != "shipped"

    def _own_folder(self, template: Path) -> Path:
        """Return the writer's own folder of a template, copied from the shipped one when there is none yet."""
        shipped = self._workspace.templates[-1]
        if not template.is_relative_to(shipped) or self._in_checkout(shipped):
            return template
        if self._workspace.root is None:
            raise _no_place()
        own = self._workspace.root / "templates" / template.name
        if not own.exists():
            shutil.copytree(template, own)
        for base in shipped.glob("_samples/*.toml"):
            copy = own.parent / "_samples" / base.name
            if not copy.exists():
                copy.parent.mkdir(exist_ok=True)
                shutil.copy(base, copy)
        return own


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005  # the clock of the desk, as its writer reads it


def digest_of(text: str) -> str:
    """Return what a text is known by."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all, with the rights that the old one had. Raises RenderError."""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tact-", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(temporary).chmod(mode)
            Path(temporary).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()
            raise
    except (OSError, UnicodeEncodeError) as error:
        raise RenderError(
            worded(
                "the file cannot be written: {reason}",
                reason=overheard(getattr(error, "strerror", None) or error),
            ),
            place=Place(path.name),
        ) from error


def _texts(folder: Path) -> Iterator[Path]:
    for pattern in ("*/*.j2", "*/*.toml", "*/*/*.j2", "*/*/*.toml"):
        yield from sorted(
            path for path in folder.glob(pattern) if path.is_file() and not path.name.startswith(".")
        )


def _read(file: SourceFile) -> str:
    try:
        text = file.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError("the file cannot be read as UTF-8 text", place=Place(file.name)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _no_place() -> SettingsError:
    return SettingsError(
        "De meegeleverde teksten kunt u niet veranderen",
        hint="Maak met 'tact init MAP' een eigen map en begin daar",
    )
