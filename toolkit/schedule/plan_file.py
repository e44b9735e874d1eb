"""A plan on disk: one line of JSON for each message, one for each call, and the call list for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.errors import Place, RecordError, RecordErrors, RenderError
from toolkit.records import Record
from toolkit.records.messages import dotted, explain
from toolkit.schedule.plan import Call, Plan, Planned, label

VERSION = 1
PLAN, CALLS, CALL_LIST = "plan.jsonl", "calls.jsonl", "calls.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One message as a plan on disk holds it."""

    step: str
    template: str
    channel: str
    record: Record


def write_plan(plan: Plan, folder: Path) -> tuple[Path, ...]:
    """Write a plan into a folder and return its files: plan.jsonl, and with calls calls.jsonl and calls.csv.

    A file is there whole or not at all, and only its owner can read it (0600). Files of an earlier plan give
    way. Raises RenderError when a file cannot be written.
    """
    written = [_write(folder / PLAN, (_message_line(each) for each in plan.messages))]
    if plan.calls:
        written.append(_write(folder / CALLS, (_call_line(each) for each in plan.calls)))
        written.append(_write(folder / CALL_LIST, _call_list(plan.calls)))
        return tuple(written)
    for name in (CALLS, CALL_LIST):
        with suppress(FileNotFoundError):
            (folder / name).unlink()
    return tuple(written)


def is_plan(path: Path) -> bool:
    """Tell whether a file holds a plan: JSON lines that name a template."""
    if path.suffix.lower() != ".jsonl":
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        first = next((line for line in file if line.strip()), "")
    return not first or '"template"' in first


def read_plan(path: Path) -> Iterator[PlanLine]:
    """Yield the messages of a plan on disk; raises RecordErrors for a line that is not one."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            place = Place(str(path), number)
            try:
                yield _line(json.loads(line))
            except ValidationError as error:
                found = [
                    RecordError(f"record: {dotted(where)}: {what}", place=place)
                    for where, what in explain(error, Record)
                ]
                raise RecordErrors(found) from error
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                problem = RecordError(
                    "deze regel is geen bericht van een plan", place=place, hint="maak het plan opnieuw"
                )
                raise RecordErrors([problem]) from error


def _line(raw: Any) -> PlanLine:
    if raw["version"] != VERSION:
        raise ValueError("another version")
    return PlanLine(
        str(raw["step"]), str(raw["template"]), str(raw["channel"]), Record.model_validate(raw["record"])
    )


def _message_line(message: Planned) -> str:
    head = _head(message.step, message.template, message.channel, message.why, message.record)
    tail = {
        "covers": message.covers,
        "record": message.record.model_dump(mode="json", exclude_none=True),
        "notice": message.notice.model_dump(mode="json", exclude_none=True) if message.notice else None,
    }
    return json.dumps(head | tail, ensure_ascii=False) + "\n"


def _call_line(call: Call) -> str:
    head = _head(call.step, call.template, "letter", call.why, call.record)
    tail = {
        "phone": call.phone,
        "covers": call.covers,
        "record": call.record.model_dump(mode="json", exclude_none=True),
    }
    return json.dumps(head | tail, ensure_ascii=False) + "\n"


def _head(step: str, template: str, channel: str, why: str, record: Record) -> dict[str, Any]:
    return {
        "version": VERSION,
        "customer": record.customer.id,
        "step": step,
        "template": template,
        "channel": channel,
        "why": why,
    }


def _call_list(calls: Iterable[Call]) -> Iterator[str]:
    """Yield the rows of the call list, for a Dutch Excel: byte-order mark, semicolons, decimal commas."""
    head = ("klant", "telefoon", "bereikbaar", "bedrag", "facturen", "waarom", "opmerkingen")
    rows = (
        (
            _cell(label(call.record.customer)),
            call.phone,
            _cell(call.record.customer.contact_hours),
            f"{call.record.total:.2f}".replace(".", ","),
            _cell(", ".join(invoice.number for invoice in call.record.claims)),
            call.why,
            _cell(" / ".join(call.record.customer.remarks)),
        )
        for call in calls
    )
    for number, row in enumerate((head, *rows)):
        out = io.StringIO()
        if number == 0:
            out.write("\ufeff")
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(row)
        yield out.getvalue()


def _cell(text: str) -> str:
    """Return a cell that a spreadsheet does not run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write(path: Path, lines: Iterable[str]) -> Path:
    """Write lines one by one to a temporary file in the same folder, which then takes the name."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tact-", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise RenderError(f"the file cannot be written: {error.strerror}", place=Place(str(path))) from error
    return path
