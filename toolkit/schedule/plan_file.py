"""A plan on disk: one line of JSON for each message, one for each call, and the call list for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.errors import Place, RecordError, RecordErrors
from toolkit.output import write_lines
from toolkit.records import Record
from toolkit.records.messages import dotted, explain
from toolkit.schedule.plan import Call, Plan, Planned, label

VERSION = 1
PLAN, CALLS, CALL_LIST = "plan.jsonl", "calls.jsonl", "calls.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One message as a plan on disk holds it; `beside` is where the files that its record names may lie."""

    step: str
    template: str
    channel: str
    record: Record
    beside: Path


def write_plan(plan: Plan, folder: Path, beside: Mapping[str, Path]) -> tuple[Path, ...]:
    """Write a plan into a folder and return its files: plan.jsonl, and with calls calls.jsonl and calls.csv.

    `beside` gives for each record, by its id, the folder where the files that it names may lie.
    A file is there whole or not at all, and only its owner can read it (0600). Files of an earlier plan give
    way. Raises RenderError when a file cannot be written.
    """

    def near(record: Record) -> str:
        return os.path.relpath(beside.get(record.id, folder), folder)

    lines = (_line_of(each, each.channel, near(each.record)) for each in plan.messages)
    written = [write_lines(folder / PLAN, lines)]
    if plan.calls:
        lines = (_line_of(each, "letter", near(each.record)) for each in plan.calls)
        written.append(write_lines(folder / CALLS, lines))
        written.append(write_lines(folder / CALL_LIST, _call_list(plan.calls)))
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
                yield _line(json.loads(line), path.parent)
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


def _line(raw: Any, folder: Path) -> PlanLine:
    if raw["version"] != VERSION:
        raise ValueError("another version")
    step, template, channel, beside = (str(raw[key]) for key in ("step", "template", "channel", "beside"))
    return PlanLine(step, template, channel, Record.model_validate(raw["record"]), folder / beside)


def _line_of(item: Planned | Call, channel: str, beside: str) -> str:
    line: dict[str, Any] = {
        "version": VERSION,
        "customer": item.record.customer.id,
        "step": item.step,
        "template": item.template,
        "channel": channel,
        "why": item.why,
        "covers": item.covers,
        "beside": beside,
        "record": item.record.model_dump(mode="json", exclude_none=True),
    }
    if isinstance(item, Call):
        line["phone"] = item.phone
    else:
        line["notice"] = item.notice.model_dump(mode="json", exclude_none=True) if item.notice else None
    return json.dumps(line, ensure_ascii=False) + "\n"


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
