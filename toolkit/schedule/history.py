"""What was sent before: one line of JSON for each message or call, added at the end of a file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from toolkit.delivery import SentBy
from toolkit.errors import Place, RecordError, RecordErrors, RenderError, did_you_mean
from toolkit.records import Record
from toolkit.records.base import Model
from toolkit.records.messages import at, explain
from toolkit.records.notice import Notice
from toolkit.records.values import Day, Line, Money, Required
from toolkit.schedule.agreements import TEXTS, mark_of
from toolkit.wording import overheard, worded


class Sent(Model):
    """One message or call: to whom, about which invoices, which step, when and how.

    `pay_by` is the last day it named; without it the schedule says which. `costs` is what a last notice
    announced, in EUR, and `contracts` are those of which it is about an instalment. `agreement` tells which one a
    message confirms or is about (`agreements.mark_of`).
    """

    customer: Line = ""
    invoices: tuple[Required, ...] = Field(min_length=1)
    step: Required
    on: Day
    channel: SentBy
    pay_by: Day | None = None
    costs: Money | None = Field(default=None, ge=0)
    contracts: tuple[Line, ...] | None = None
    agreement: Line | None = None


def sent_of(
    record: Record, step: str, channel: str, covers: Iterable[str] | None = None, notice: Notice | None = None
) -> Sent:
    """Return the line of the history that says a message, or a call, went out on the date of its record.

    In: `covers`, the numbers of the invoices that have then had the step, all of the record by default; the
    `notice` of the message, which says what it announces.
    """
    numbers = tuple(invoice.number for invoice in record.invoices) if covers is None else tuple(covers)
    told: dict[str, Any] = {"pay_by": record.pay_by} if channel != "phone" else {}
    contracts = {each.contract for each in record.invoices if each.contract and each.number in numbers}
    if contracts:
        told["contracts"] = tuple(sorted(contracts))
    if step in TEXTS and record.agreement:
        told["agreement"] = mark_of(record.agreement)
    return Sent.model_validate(
        {
            "customer": record.customer.id,
            "invoices": numbers,
            "step": step,
            "on": record.date,
            "channel": channel,
        }
        | told
        | announced(notice)
    )


def announced(notice: Notice | None) -> dict[str, Any]:
    """Return what the history keeps of what a last notice says: the last day, and the costs in EUR.

    Nothing of another message. A handover needs both: it asks no more, and no earlier, than was announced.
    """
    if notice is None or notice.stage != "last-notice":
        return {}
    return {"pay_by": notice.pay_by, "costs": notice.costs.total}


@dataclass(frozen=True)
class History:
    """All that was sent, in the order of the file. `known` is False when nobody keeps a history."""

    entries: tuple[Sent, ...] = ()
    known: bool = True

    @cached_property
    def _by_invoice(self) -> Mapping[str, tuple[Sent, ...]]:
        found: dict[str, list[Sent]] = {}
        for entry in self.entries:
            for number in entry.invoices:
                found.setdefault(number.casefold(), []).append(entry)
        return {number: tuple(entries) for number, entries in found.items()}

    @cached_property
    def _by_customer(self) -> Mapping[str, tuple[Sent, ...]]:
        found: dict[str, list[Sent]] = {}
        for entry in self.entries:
            if entry.customer:
                found.setdefault(entry.customer.casefold(), []).append(entry)
        return {customer: tuple(entries) for customer, entries in found.items()}

    def about(self, invoice: str) -> tuple[Sent, ...]:
        """Return what was sent about an invoice, by its number."""
        return self._by_invoice.get(invoice.casefold(), ())

    def to(self, customer: str) -> tuple[Sent, ...]:
        """Return what was sent to a customer, by its number; nothing for a customer without one."""
        return self._by_customer.get(customer.casefold(), ()) if customer else ()


def read_history(path: Path, steps: Iterable[str], *, begin: bool = False) -> History:
    """Return the history in a file of JSON lines; `steps` are the names that a line may hold.

    With `begin`, a file that is not there, in a folder that is, is a history without entries.
    Raises RecordErrors with every line that is wrong: a plan with half a history would send things twice.
    """
    known = tuple(steps)
    entries: list[Sent] = []
    problems: list[RecordError] = []
    if begin and not path.exists() and path.parent.is_dir():
        return History()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = "is geen UTF-8" if isinstance(error, UnicodeDecodeError) else "kan niet gelezen worden"
        raise RecordErrors([RecordError(what, place=Place(str(path)))]) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = Place(str(path), number)
        try:
            entry = Sent.model_validate(json.loads(line))
        except ValidationError as error:
            for location, what in explain(error, Sent):
                problems.append(RecordError(at(location, what), place=place))
        except (ValueError, RecursionError):
            hint = "elke regel is één bericht; haal een halve regel weg"
            problems.append(RecordError("deze regel is geen goede JSON", place=place, hint=hint))
        else:
            if entry.step not in known:
                what = worded('step: "{step}" staat niet in het schema (schedule.toml)', step=entry.step)
                problems.append(RecordError(what, place=place, hint=did_you_mean(entry.step, known)))
            entries.append(entry)
    if problems:
        raise RecordErrors(problems)
    return History(tuple(entries))


def record_history(path: Path, entries: Iterable[Sent]) -> int:
    """Add lines to a history and return how many; the file is made, readable by its owner only (0600).

    All lines go to the disk in one write at the end of the file. Raises RenderError when that cannot be.
    """
    lines = [entry.model_dump_json(exclude_none=True) + "\n" for entry in entries]
    if not lines:
        return 0
    try:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as file:
            size = os.fstat(handle).st_size
            whole = size == 0 or os.pread(handle, 1, size - 1) == b"\n"
            file.write((("" if whole else "\n") + "".join(lines)).encode())
            file.flush()
            os.fsync(handle)
    except OSError as error:
        raise RenderError(
            worded("cannot be written: {reason}", reason=overheard(error.strerror)), place=Place(str(path))
        ) from error
    return len(lines)
