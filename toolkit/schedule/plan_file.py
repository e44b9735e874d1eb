"""A plan on disk: one line of JSON for each message, one for each call, and the call list for a spreadsheet.

A plan keeps to its own folder: the files that its records name are copied into it, and a line that asks for a
file outside it is refused.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import Field, ValidationError

from toolkit.delivery import FULL, ChannelName
from toolkit.errors import Place, RecordError, RenderError
from toolkit.output import csv_lines, make_folder, write_lines, write_whole
from toolkit.records import Customer, Record
from toolkit.records.base import Model
from toolkit.records.jsonlines import JsonLine, read_lines
from toolkit.records.messages import at, explain, quote
from toolkit.records.values import Required
from toolkit.schedule.history import Sent, sent_of
from toolkit.schedule.plan import QUIET, Call, Held, Plan, Planned, label
from toolkit.wording import overheard, translated, worded

VERSION = 1
PLAN, CALLS, CALL_LIST = "plan.jsonl", "calls.jsonl", "calls.csv"
APART, HELD_LIST, NAME_LIST = "apart.jsonl", "held.csv", "names.csv"
FILES = "plan-files"
"""The folder of a plan for the files that its records name."""

_HOURS = {
    "general": "",
    "student": worded("vaak in de middag"),
    "worker": worded("vaak buiten werktijd"),
    "elderly": worded("vaak overdag"),
}
"""When somebody can be reached, for a customer of whom no hours are known."""

_AGAIN = worded("maak het plan opnieuw met 'tact plan'")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One message as a plan on disk holds it, on line `number`, where it stands as `text`.

    `beside` is the folder where the files that its record names may lie; `sent` what the history will say.
    """

    number: int
    text: str
    step: str
    template: str
    channel: ChannelName
    record: Record
    beside: Path
    sent: Sent


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a plan that is no message, as it stands there, and everything that is wrong with it."""

    number: int
    text: str
    problems: tuple[RecordError, ...]


class _Line(Model):
    """What a line holds; what only explains it to a person is not read."""

    version: int
    step: Required
    template: Required
    channel: ChannelName
    covers: tuple[Required, ...] = Field(min_length=1)
    record: Record
    beside: str = "."
    customer: Any = None
    why: Any = None
    notice: Any = None
    phone: Any = None


def write_plan(plan: Plan, folder: Path, beside: Mapping[str, Path]) -> tuple[Path, ...]:
    """Write a plan into a folder and return its files: plan.jsonl, and the lists that have something in them.

    Those are calls.jsonl and calls.csv; apart.jsonl, the letters that a person looks at first; held.csv, who waits
    and why; names.csv, who was taken for a consumer or a firm by the name alone.
    `beside` gives for each record, by its id, the folder where the files that it names may lie; those files
    are copied into the folder of the plan, under plan-files/.
    A file is there whole or not at all, and only its owner can read it (0600). Files of an earlier plan give
    way. Raises RenderError when a file cannot be written.
    """
    shelf = _Shelf(folder)

    def lines(items: Iterable[Planned | Call]) -> Iterator[str]:
        for each in items:
            near = shelf.take(each.record, beside.get(each.record.id, folder))
            yield _line_of(each, each.channel if isinstance(each, Planned) else FULL[0], near)

    written = [write_lines(folder / PLAN, lines(plan.messages))]
    held = [each for each in plan.held if each.reason not in QUIET]
    rest = (
        (CALLS, plan.calls, lines(plan.calls)),
        (CALL_LIST, plan.calls, _call_list(plan.calls)),
        (APART, plan.apart, lines(plan.apart)),
        (HELD_LIST, held, _held_list(held)),
        (NAME_LIST, plan.by_name, _name_list(plan.by_name)),
    )
    for name, items, text in rest:
        if items:
            written.append(write_lines(folder / name, text))
        else:
            (folder / name).unlink(missing_ok=True)
    return tuple(written)


def is_plan(path: Path) -> bool:
    """Tell whether a file holds a plan: JSON Lines of which the first good one names a template.

    A damaged line does not hide what the others are. A file without any good line is a plan when one of its
    lines looks like one, and when it is empty.
    """
    if path.suffix.lower() != ".jsonl":
        return False
    looks, empty = False, True
    for line in read_lines(path):
        if line.table is not None and line.table:
            return "template" in line.table
        looks, empty = looks or '"template"' in line.text, False
    return looks or empty


def read_plan(path: Path) -> Iterator[PlanLine | BadLine]:
    """Yield every line of a plan on disk: a message, or what is wrong with it; one does not hide another.

    A line of another version of plans is wrong, and so is one that leads out of the folder of the plan.
    Raises RecordError, in Dutch, for a file that cannot be read, or that holds no line.
    """
    line = None
    for line in read_lines(path):
        yield _read(line, path)
    if line is None:
        raise RecordError("er staat niets in om te maken", place=Place(str(path)))


def _read(line: JsonLine, path: Path) -> PlanLine | BadLine:
    place = Place(str(path), line.number)

    def bad(*problems: RecordError) -> BadLine:
        return BadLine(line.number, line.text, problems)

    if line.problem or line.table is None:
        return bad(line.problem or RecordError("is niet leesbaar", place=place))
    if not line.table.keys() >= {"template", "record"}:
        return bad(RecordError("deze regel is geen bericht van een plan", place=place, hint=_AGAIN))
    version = line.table.get("version")
    if version is True or version != VERSION:
        what = (
            worded("een plan van versie {version}", version=quote(str(version)))
            if version is not None
            else worded("een plan zonder versie")
        )
        return bad(
            RecordError(
                worded("{what}; deze tact leest versie {version}", what=what, version=VERSION),
                place=place,
                hint=_AGAIN,
            )
        )
    try:
        read = _Line.model_validate(line.table)
        beside = _inside(path.parent, read.beside)
        sent = sent_of(read.record, read.step, read.channel, read.covers)
    except ValidationError as error:
        return bad(
            *(RecordError(at(where, what), place=place, hint=_AGAIN) for where, what in explain(error, _Line))
        )
    if beside is None:
        what = worded("beside: {beside} ligt buiten de map van het plan", beside=quote(read.beside))
        return bad(RecordError(what, place=place, hint=_AGAIN))
    return PlanLine(line.number, line.text, read.step, read.template, read.channel, read.record, beside, sent)


def _inside(folder: Path, name: str) -> Path | None:
    """Return a folder that a line names, None when it leads out of the folder of the plan."""
    try:
        path, whole = (folder / name).resolve(), folder.resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    plain = PurePosixPath(name)
    if plain.is_absolute() or ".." in plain.parts or not path.is_relative_to(whole):
        return None
    return path


class _Shelf:
    """The files of a plan: those that records name, copied once each, in a folder for each ledger's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[Path, str] = {}
        self._taken: set[Path] = set()
        shutil.rmtree(folder / FILES, ignore_errors=True)

    def take(self, record: Record, beside: Path) -> str:
        """Copy the files of a record and return where they lie, seen from the plan: '.' when it names none."""
        root = beside.resolve()
        names = [each.file for each in record.attachments]
        names += [each.file for each in record.invoices if each.file]
        found = {}
        for name in names:
            path = (root / name).resolve()
            if path.is_relative_to(root) and path.is_file():
                found[path.relative_to(root)] = path
        if not found:
            return "."
        near = self._places.setdefault(root, f"{FILES}/{len(self._places) + 1}")
        for inner, path in found.items():
            target = self._folder / near / inner
            if target not in self._taken:
                make_folder(target.parent)
                try:
                    write_whole(target, path.read_bytes())
                except OSError as error:
                    what = worded("cannot be read: {reason}", reason=overheard(error.strerror))
                    raise RenderError(what, place=Place(str(path))) from error
                self._taken.add(target)
        return near


def _line_of(item: Planned | Call, channel: str, beside: str) -> str:
    line: dict[str, Any] = {
        "version": VERSION,
        "customer": item.record.customer.id,
        "step": item.step,
        "template": item.template,
        "channel": channel,
        "why": translated(item.why),
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
    """Yield the rows of the call list, for a Dutch Excel."""
    head = ("klant", "telefoon", "bereikbaar", "bedrag", "facturen", "waarom", "opmerkingen")
    rows = (
        (
            label(call.record.customer),
            call.phone,
            call.record.customer.contact_hours or _HOURS[call.record.customer.audience],
            f"{call.record.total:.2f}".replace(".", ","),
            ", ".join(invoice.number for invoice in call.record.claims),
            call.why,
            " / ".join(call.record.customer.remarks),
        )
        for call in calls
    )
    return csv_lines(head, rows)


def _held_list(held: Iterable[Held]) -> Iterator[str]:
    """Yield the rows of who waits and why, for a Dutch Excel."""
    head = ("klantnummer", "klant", "facturen", "bedrag", "reden", "waarom en wat nu", "tot")
    rows = (
        (
            each.customer.id,
            each.customer.name,
            ", ".join(each.invoices),
            f"{each.amount:.2f}".replace(".", ","),
            each.reason,
            each.why,
            each.until.isoformat() if each.until else "",
        )
        for each in held
    )
    return csv_lines(head, rows)


def _name_list(customers: Iterable[Customer]) -> Iterator[str]:
    """Yield the rows of who was taken for a consumer or a firm by the name alone, for a Dutch Excel."""
    rows = (
        (
            each.id,
            each.name,
            worded("particulier") if each.kind == "consumer" else worded("bedrijf"),
            _sign(each),
        )
        for each in customers
    )
    return csv_lines(("klantnummer", "klant", "gelezen als", "omdat"), rows)


def _sign(customer: Customer) -> str:
    """Return in Dutch what in a name says whether it is a person or a firm."""
    if customer.kind == "business":
        return worded("de naam heeft een rechtsvorm, of een woord zoals Stichting")
    if customer.salutation:
        return worded("er staat een aanhef bij de naam")
    return (
        worded("voorletters") if customer.initials else worded("niets in de naam zegt dat het een bedrijf is")
    )
