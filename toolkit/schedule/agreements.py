"""Agreements and disputes that stand in a file of their own, beside a ledger that cannot hold them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field, ValidationError

from toolkit.errors import Place, RecordError, RecordErrors
from toolkit.output import write_whole
from toolkit.records import Agreement
from toolkit.records.files import decode_utf8, read_bytes
from toolkit.records.messages import at, explain
from toolkit.records.values import Line, Money, Required
from toolkit.wording import worded

CONFIRMED_BY: Mapping[str, str] = MappingProxyType(
    {
        "promise-to-pay": "promise-to-pay",
        "payment-plan": "payment-plan",
        "dispute": "dispute-received",
        "call-summary": "call-summary",
    }
)
"""The template that confirms an agreement, by its kind; a dispute with both sides in it has `DISPUTE_OF_TWO`."""

DISPUTE_OF_TWO = "dispute-summary"
REMINDER, RECEIPT = "plan-reminder", "payment-received"
"""The templates for the day before an instalment, and for an agreement that is kept."""

TEXTS = (*CONFIRMED_BY.values(), DISPUTE_OF_TWO, REMINDER, RECEIPT)
"""All templates of an agreement; in the history each is the step of its own name."""


class Arrangement(Agreement):
    """What was agreed with a customer, or is in dispute, about some of its invoices; none named is all.

    `open` is what was open of each invoice when it was agreed, in EUR: when that is no longer so, nothing is
    confirmed. `agreed_by` is the colleague who agreed it.
    """

    customer: Required
    invoices: tuple[Line, ...] = ()
    open: Mapping[str, Money] = Field(default_factory=dict)
    agreed_by: Line = ""

    @property
    def agreement(self) -> Agreement:
        """The agreement itself, as a record holds it."""
        return Agreement.model_construct(**{name: getattr(self, name) for name in Agreement.model_fields})

    @property
    def text(self) -> str:
        """The template that confirms it."""
        both = self.kind == "dispute" and self.customer_says and self.creditor_says
        return DISPUTE_OF_TWO if both else CONFIRMED_BY[self.kind]

    def is_about(self, number: str) -> bool:
        """Tell whether it is about an invoice, by its number."""
        return not self.invoices or number.casefold() in {each.casefold() for each in self.invoices}

    def is_same(self, other: Arrangement) -> bool:
        """Tell whether another one says the same days and amounts of the same customer and invoices."""
        mine, others = ({number.casefold() for number in each.invoices} for each in (self, other))
        alike = self.customer.casefold() == other.customer.casefold() and mine == others
        return alike and mark_of(self) == mark_of(other)


def mark_of(agreement: Agreement) -> str:
    """Return what tells an agreement of a customer apart from its others: its day, and a digest of what it sets.

    That is its kind, its days and its amounts: with another amount it is another agreement, and confirmed anew;
    with a word corrected, or with what was paid by now, it is the same one.
    """
    days = (agreement.pay_by, agreement.answer_by, *(each.by for each in agreement.actions))
    parts = [(str(part.due_date), f"{part.amount:.2f}") for part in agreement.instalments]
    amount = None if agreement.amount is None else f"{agreement.amount:.2f}"
    set_by = [agreement.kind, str(agreement.agreed_on), amount, parts, [day and str(day) for day in days]]
    return f"{agreement.agreed_on}-{sha256(json.dumps(set_by).encode()).hexdigest()[:8]}"


def read_agreements(path: Path) -> tuple[Arrangement, ...]:
    """Return the agreements in a TOML or JSON file: a list `agreement`, each with a `customer`.

    Raises RecordErrors with all that is wrong: without a dispute that stands in it, a plan would press.
    """
    try:
        raw = _parse(path, decode_utf8(read_bytes(path), path))
    except RecordError as error:
        raise RecordErrors([error]) from error
    found: list[Arrangement] = []
    problems: list[RecordError] = []
    for number, item in enumerate(raw, start=1):
        try:
            found.append(Arrangement.model_validate(item))
        except ValidationError as error:
            for location, what in explain(error, Arrangement):
                wrong = worded("agreement {number}: {what}", number=number, what=at(location, what))
                problems.append(RecordError(wrong, place=Place(str(path))))
    if problems:
        raise RecordErrors(problems)
    return tuple(found)


def add_agreements(path: Path, arrangements: Iterable[Arrangement]) -> int:
    """Add agreements at the end of a TOML file and return how many were not there yet; the rest of it stays as it is.

    The file is there whole, with all of them or with none, and only its owner can read it (0600). Raises RecordErrors
    for a file that cannot be read, or to which nothing can be added.
    """
    there = read_agreements(path) if path.exists() else ()
    new: list[Arrangement] = []
    for each in arrangements:
        if not any(each.is_same(other) for other in (*there, *new)):
            new.append(each)
    if not new:
        return 0
    text = decode_utf8(read_bytes(path), path) if path.exists() else ""
    kept = text.rstrip("\n")
    whole = "\n".join([*([f"{kept}\n"] if kept else []), *map(_row, new)])
    try:
        found = len(_parse(path, whole))
    except RecordError:
        found = -1
    if path.suffix.lower() != ".toml" or found != len(there) + len(new):
        what = worded("hier kan 'tact agree' geen afspraak bij zetten")
        hint = "gebruik een TOML-bestand waarin elke afspraak met [[agreement]] begint"
        raise RecordErrors([RecordError(what, place=Place(str(path)), hint=hint)])
    write_whole(path, whole.encode())
    return len(new)


def _row(arrangement: Arrangement) -> str:
    """Return an agreement as TOML: what was said of it, days as days and amounts to the cent."""
    import tomlkit
    from tomlkit.items import InlineTable

    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return tomlkit.value(f"{value:.2f}")
        if isinstance(value, Mapping):
            table: InlineTable = tomlkit.inline_table()
            table.update({name: plain(each) for name, each in value.items()})
            return table
        if isinstance(value, tuple | list):
            return [plain(each) for each in value]
        return value

    fields = arrangement.model_dump(exclude_defaults=True)
    order = ("customer", "kind", "agreed_on", "invoices", *fields)
    table = tomlkit.table()
    for name in dict.fromkeys(name for name in order if name in fields):
        table[name] = plain(fields[name])
    document = tomlkit.document()
    document.add("agreement", tomlkit.aot())
    document["agreement"].append(table)
    return tomlkit.dumps(document)


def _parse(path: Path, text: str) -> list[Any]:
    place = Place(str(path))
    try:
        if path.suffix.lower() == ".json":
            raw = json.loads(text, parse_float=Decimal)
        else:
            raw = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise RecordError("is geen goede TOML of JSON", place=place) from error
    if isinstance(raw, dict) and raw.keys() <= {"agreement"}:
        raw = raw.get("agreement", [])
    if not isinstance(raw, list):
        raise RecordError("bevat geen lijst van afspraken", place=place, hint="begin elk met [[agreement]]")
    return raw
