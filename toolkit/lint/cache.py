"""What was found before: templates that have not changed since are not composed again.

An entry is the result of one set of templates. Its name is a digest of everything the result depends on: the
settings, the day, the program, and the place, size and time of change of every file in the template and style
folders. So an entry is right or is not found; there is nothing to keep in step.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

from toolkit import __version__
from toolkit.lint.findings import Finding, Other, Say, Severity
from toolkit.lint.settings import Settings
from toolkit.text.spans import Span
from toolkit.workspace import Workspace

_VERSION = 2
_KEPT = 100
"""Entries that are kept; beyond that the oldest go."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The findings of templates, and their files; of the `judged` ones all findings are known.

    `languages` are the tags of the texts among the files, by name.
    """

    findings: list[Finding]
    files: list[str]
    judged: list[str]
    languages: dict[str, str] = field(default_factory=dict)


def key_of(workspace: Workspace, settings: Settings, templates: Iterable[Path]) -> str:
    """Return the name of the entry for these template folders: a digest of all that their findings depend on."""
    package = Path(__file__).resolve().parents[1]
    libraries = {path for path in sys.path if path.endswith("site-packages")}
    parts = [
        str(_VERSION),
        __version__,
        sys.version,
        date.today().isoformat(),  # noqa: DTZ011  # a record without a date is one of today
        repr(settings.canonical()),
        json.dumps(dict(workspace.settings), default=str, sort_keys=True),
        *sorted(map(str, templates)),
        *(_stamp(Path(path)) for path in sorted(libraries)),
        *_stamps([package, *workspace.templates, *workspace.styles]),
        *map(_stamp, (*settings.words, *settings.own_files, workspace.schedule)),
    ]
    return sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def load(folder: Path, key: str) -> Entry | None:
    """Return an entry; None when there is none that can be read."""
    try:
        read = json.loads((folder / f"{key}.json").read_text(encoding="utf-8"))
        findings = [_finding(each) for each in read["findings"]]
        return Entry(findings, list(read["files"]), list(read["judged"]), dict(read["languages"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(folder: Path, key: str, entry: Entry) -> None:
    """Write an entry, whole or not at all; without room or right to do so there is none, and nothing is lost."""
    data = {
        "findings": [_plain(finding) for finding in entry.findings],
        "files": entry.files,
        "judged": entry.judged,
        "languages": entry.languages,
    }
    text = json.dumps(data, ensure_ascii=False)
    with suppress(OSError, UnicodeEncodeError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"{key}.{os.getpid()}.part"
        part.write_text(text, encoding="utf-8")
        part.replace(folder / f"{key}.json")
        _tidy(folder)


def _tidy(folder: Path) -> None:
    entries = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in entries[_KEPT:]:
        # A part of another run may be in the making.
        if old.suffix == ".json" or time() - old.stat().st_mtime > 3600:
            old.unlink(missing_ok=True)


def _stamps(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            yield from (_stamp(Path(place, name)) for name in sorted(names))


def _stamp(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:
        return f"{path} -"
    return f"{path} {stat.st_mtime_ns} {stat.st_size} {stat.st_ino}"


def _plain(finding: Finding) -> dict[str, Any]:
    values = {name: getattr(finding, name) for name in Finding.__slots__}
    values["message"] = [finding.message.nl, finding.message.en]
    values["span"] = [finding.span.start, finding.span.end]
    return values


def _finding(values: dict[str, Any]) -> Finding:
    changed = {
        "severity": Severity(values["severity"]),
        "message": Say(*values["message"]),
        "span": Span(*values["span"]),
        "suggestions": tuple(values["suggestions"]),
        "scenarios": tuple(values["scenarios"]),
        "others": tuple(Other(*other) for other in values["others"]),
    }
    return Finding(**(values | changed))
