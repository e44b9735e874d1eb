"""What a run leaves beside its files: the manifest, the text messages, and what failed.

All of it is written from the journal when a run ends or stops, each file at once, so it is never half.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit.batch.journal import Entry, Journal, Lost
from toolkit.batch.recipient import FIELDS, NOTICE_BY
from toolkit.batch.sink import sync_folder
from toolkit.channels.enclosure import ENCLOSED
from toolkit.delivery import CHANNELS, MEASURES
from toolkit.output import csv_lines, make_folder, write_lines
from toolkit.records.files import xml_files
from toolkit.records.repair import REASON, repair_lines

FAILED, FAILED_LINES, FAILED_FOLDER = "failed.csv", "failed.jsonl", "failed"
_SIZES = tuple(f"{measure}s" for measure in MEASURES)
_HEAD = (
    "record", "step", "template", "version", "channel", NOTICE_BY, "file", "status", *FIELDS, *_SIZES, "bytes",
    "sha256", "enclosed", "beside", "lint", "seconds", "warnings", "error",
)  # fmt: skip


def write_manifest(journal: Journal, folder: Path, facts: Mapping[str, Any]) -> tuple[Path, ...]:
    """Write manifest.jsonl and manifest.csv, and the list of each channel without files; return the files.

    In: `facts` holds `versions` and `lint` by template. Each message of the run is one line, in the order of
    the input. Raises RenderError when a file cannot be written.
    """
    told = _recipients(folder / "manifest.jsonl")
    rows = (_row(entry, facts, told) for entry in journal.entries())
    written = [write_lines(folder / "manifest.jsonl", (_json(row) for row in rows))]
    rows = (_row(entry, facts, told) for entry in journal.entries())
    written.append(
        write_lines(folder / "manifest.csv", csv_lines(_HEAD, (map(_plain, row.values()) for row in rows)))
    )
    for channel in CHANNELS.values():
        if channel.listing:
            path = folder / channel.listing
            before = read_list(path)
            texts = ((entry, listed(entry, before)) for entry in journal.entries("done", channel.name))
            lines = [_json({"record": entry.id, "step": entry.step, **text}) for entry, text in texts if text]
            if lines:
                written.append(write_lines(path, lines))
                sync_folder(folder)
    return tuple(written)


def read_list(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the messages in a list such as sms.jsonl by record and step; a line that is damaged is none."""
    texts = {}
    with suppress(FileNotFoundError), path.open("rb") as file:
        for line in file:
            with suppress(ValueError, KeyError, TypeError):
                text = json.loads(line)
                texts[text.pop("record"), text.pop("step")] = text
    return texts


def listed(entry: Entry, before: Mapping[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    """Return a text message: from the journal, else as `before` was written; empty when it is in neither."""
    return json.loads(entry.content) if entry.content else before.get((entry.id, entry.step), {})


def write_failed(journal: Journal, folder: Path) -> tuple[Path, ...]:
    """Write what has no message and why, ready to repair and to feed back; return the files.

    A table gives failed.csv in its own columns plus the reason. Other inputs give a list in failed.csv, and
    beside it failed.jsonl with the lines as they stood, or the folder failed/ with copies of the UBL files.
    Files of an earlier attempt give way.
    """
    lost = list(journal.lost())
    written: list[Path] = []
    if not lost:
        for name in (FAILED, FAILED_LINES):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / FAILED_FOLDER, ignore_errors=True)
        return ()
    tables: list[Lost] = []
    others: list[Lost] = []
    for each in lost:
        (tables if each.lines and journal.line(each.part, 0) else others).append(each)
    if tables:
        written.append(write_lines(folder / FAILED, _repair_table(journal, tables)))
    else:
        rows = ((each.id, each.step, each.channel, _where(each), each.reason) for each in others)
        head = ("record", "stap", "kanaal", "plaats", REASON)
        written.append(write_lines(folder / FAILED, csv_lines(head, rows)))
    lines = list(dict.fromkeys(each.raw for each in others if each.raw.startswith("{")))
    if lines:
        written.append(write_lines(folder / FAILED_LINES, (f"{line}\n" for line in lines)))
    files = [
        (Path(each.source) if Path(each.source).is_dir() else Path(each.source).parent, name)
        for each in others
        for name in each.raw.splitlines()
        if _is_xml(name)
    ]
    if files:
        written.append(_copy(files, folder / FAILED_FOLDER))
    return tuple(written)


def _recipients(path: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    """Return who got each message by a manifest of before: the journal of a finished run does not say it any more."""
    found = {}
    with suppress(FileNotFoundError), path.open("rb") as file:
        for line in file:
            with suppress(ValueError, KeyError, TypeError):
                row = json.loads(line)
                found[row["record"], row["step"], row["channel"]] = {
                    name: str(row.get(name) or "") for name in (*FIELDS, NOTICE_BY)
                }
    return found


def _row(
    entry: Entry, facts: Mapping[str, Any], told: Mapping[tuple[str, str, str], dict[str, str]]
) -> dict[str, Any]:
    key = (entry.id, entry.step, entry.channel)
    who = json.loads(entry.recipient) if entry.recipient else told.get(key, {})
    enclosed = next((name for name in entry.sidecars if name.endswith(ENCLOSED)), "")
    return {
        "record": entry.id,
        "step": entry.step,
        "template": entry.template,
        "version": facts["versions"].get(entry.template, ""),
        "channel": entry.channel,
        NOTICE_BY: who.get(NOTICE_BY, ""),
        "file": entry.file or (CHANNELS[entry.channel].listing if entry.status == "done" else ""),
        "status": entry.status,
        **{name: who.get(name, "") for name in FIELDS},
        **{name: entry.measures.get(name) for name in _SIZES},
        "bytes": entry.size or None,
        "sha256": entry.sha256,
        "enclosed": enclosed,
        "beside": dict(entry.sidecars),
        "lint": facts["lint"].get(entry.template, ""),
        "seconds": entry.seconds or None,
        "warnings": list(entry.warnings),
        "error": entry.error,
    }


def _json(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(value)
    if isinstance(value, dict):
        return " / ".join(f"{name} {digest}" for name, digest in value.items())
    return "" if value is None else str(value)


def _repair_table(journal: Journal, lost: Iterable[Lost]) -> Iterator[str]:
    """Yield the lines of a table that failed, each once, in their order, with the reason in front."""
    reasons: dict[tuple[int, int], str] = {}
    for each in lost:
        for line in each.lines:
            key = (each.part, line)
            reasons[key] = f"{reasons[key]}; {each.reason}" if key in reasons else each.reason
    header = journal.line(max(reasons)[0], 0)
    return repair_lines(header, ((reason, journal.line(*key)) for key, reason in sorted(reasons.items())))


def _where(lost: Lost) -> str:
    lines = ", ".join(map(str, lost.lines))
    return lost.raw.replace("\n", ", ") if _is_xml(lost.raw) else f"{Path(lost.source).name} {lines}"


def _is_xml(name: str) -> bool:
    return name.lower().endswith(".xml")


def _copy(files: Iterable[tuple[Path, str]], folder: Path) -> Path:
    """Copy the files, each a folder and a name as seen from there, and take away what is not among them."""
    make_folder(folder)
    wanted = set()
    for root, name in files:
        file, copy = root / name, folder / name
        wanted.add(copy)
        if file.is_file() and root.resolve() != folder.resolve():
            make_folder(copy.parent)
            with suppress(FileNotFoundError):
                shutil.copyfile(file, copy)
                copy.chmod(0o600)
    for old in xml_files(folder):
        if old not in wanted:
            old.unlink()
    return folder
