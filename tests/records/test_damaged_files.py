"""Files of every kind, whole and damaged: what can be read is the truth, and the rest is a problem of that file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite, nan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.conftest import CREDITOR
from tests.records.invoices import document, totals
from tests.records.workbooks import ods, xls, xlsb, xlsx
from toolkit.errors import ExitCode, RecordError
from toolkit.records.readers import Reading, read_records

ON = date(2026, 11, 20)
Draw = Callable[..., Any]
HEAD = (
    "Klantnummer",
    "Klantnaam",
    "Factuurnummer",
    "Factuurdatum",
    "Vervaldatum",
    "Bedrag",
    "Betaald",
    "Omschrijving",
)


@dataclass(frozen=True)
class Line:
    """One open invoice as a person would type it."""

    customer: str
    name: str
    number: str
    on: str
    due: str
    amount: str
    paid: str
    text: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.customer, self.name, self.number, self.on, self.due, self.amount, self.paid, self.text)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Line]:
    lines = []
    for place in range(draw(st.integers(3, 6))):
        on = date(2026, 1, 1) + timedelta(draw(st.integers(0, 300)))
        cents = draw(st.integers(2, 500_000))
        paid = draw(st.integers(0, cents - 1))
        customer = place % 3 + 1
        lines.append(
            Line(
                str(customer),
                f"J. {'ABC'[customer - 1]}akker",
                f"F{place}",
                on.isoformat(),
                (on + timedelta(30)).isoformat(),
                f"{cents / 100:.2f}",
                f"{paid / 100:.2f}",
                draw(st.sampled_from(["brood", "gebäck", "taart, groot"])),
            )
        )
    return lines


def records(lines: list[Line]) -> list[dict[str, object]]:
    out: dict[str, dict[str, object]] = {}
    for line in lines:
        customer = {"id": line.customer, "last_name": line.name}
        record = out.setdefault(line.customer, {"id": line.customer, "customer": customer, "invoices": []})
        invoice = {"paid": line.paid, "number": line.number, "date": line.on, "due_date": line.due}
        record["invoices"] += [{**invoice, "amount": line.amount, "description": line.text}]  # type: ignore[operator]
    return list(out.values())


def as_csv(path: Path, lines: list[Line]) -> None:
    dutch = (
        replace(line, amount=line.amount.replace(".", ","), paid=line.paid.replace(".", ","))
        for line in lines
    )
    path.write_text(
        "".join(";".join(row) + "\r\n" for row in (HEAD, *(each.cells for each in dutch))), newline=""
    )


def typed(lines: list[Line]) -> list[tuple[str | float | date, ...]]:
    def cell(name: str, text: str) -> str | float | date:
        try:
            if name in ("Factuurdatum", "Vervaldatum"):
                return date.fromisoformat(text)
            number = float(text) if name in ("Bedrag", "Betaald") else nan
            return number if isfinite(number) else text
        except ValueError:
            return text

    return [HEAD, *(tuple(map(cell, HEAD, line.cells)) for line in lines)]


def as_toml(path: Path, lines: list[Line]) -> None:
    """One record: that of the first customer, with all of the lines."""
    mine = [replace(line, customer=lines[0].customer, name=lines[0].name) for line in lines]
    (record,) = records(mine)
    text = f"id = {json.dumps(record['id'])}\n[customer]\n"
    text += "".join(f"{key} = {json.dumps(value)}\n" for key, value in record["customer"].items())  # type: ignore[attr-defined]
    for invoice in record["invoices"]:  # type: ignore[attr-defined]
        text += "[[invoices]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in invoice.items())
    path.write_text(text, "utf-8")


def as_ubl(path: Path, lines: list[Line]) -> None:
    path.mkdir(exist_ok=True)
    for old in path.iterdir():
        old.unlink()
    for number, line in enumerate(lines):
        buyer = BUYER.format(name=line.name, street=line.customer)
        try:
            payable = f"{Decimal(line.amount) - Decimal(line.paid)}"
        except ArithmeticError:
            payable = line.amount
        amounts = totals(line.amount, payable, line.paid)
        (path / f"{number}.xml").write_bytes(
            document(line.number, on=line.on, due=line.due, buyer=buyer, amounts=amounts)
        )


BUYER = """<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress><cbc:StreetName>Weg {street}</cbc:StreetName>
<cbc:CityName>Utrecht</cbc:CityName><cbc:PostalZone>3561KL</cbc:PostalZone></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingCustomerParty>"""

WRITERS: Mapping[str, Callable[[Path, list[Line]], object]] = {
    "x.csv": as_csv,
    "x.json": lambda path, lines: path.write_text(json.dumps(records(lines)), "utf-8"),
    "x.jsonl": lambda path, lines: path.write_text(
        "".join(json.dumps(each) + "\n" for each in records(lines)), "utf-8"
    ),
    "x.toml": as_toml,
    "x.xlsx": lambda path, lines: xlsx(path, {"Blad1": typed(lines)}),
    "x.xls": lambda path, lines: xls(path, typed(lines)),
    "x.xlsb": lambda path, lines: xlsb(path, [HEAD, *(each.cells for each in lines)]),
    "x.ods": lambda path, lines: ods(path, typed(lines)),
    "x.ubl": as_ubl,
}
ODD = ("", "-", "x", "1e999999999", "sNaN", "Infinity", "-Infinity", "9" * 400, "0x" + "f" * 40, "1.5E-999",
       "31-13-2026",
       "9999-12-31", "0001-01-01", "#N/B", "1.234", "٣", "½", "a;b", "\u202e", "F0")  # fmt: skip


def read(path: Path) -> Reading:
    return read_records(path, creditor=CREDITOR, on=ON)


def opened(reading: Reading) -> dict[str, Decimal]:
    """What is open of each invoice; no number twice."""
    invoices = [each for record in reading.records for each in record.invoices]
    assert len({each.number for each in invoices}) == len(invoices)
    return {each.number: each.outstanding for each in invoices}


def cell_replaced(path: Path, name: str, lines: list[Line], truth: dict[str, Decimal], draw: Draw) -> None:
    at = draw(st.integers(0, len(lines) - 1))
    field = draw(st.sampled_from(list(Line.__annotations__)))
    changed = replace(lines[at], **{field: draw(st.sampled_from(ODD))})
    if field in ("amount", "paid"):
        truth.pop(f"F{at}")  # what it says now is the truth, if it says anything
    WRITERS[name](path, [*lines[:at], changed, *lines[at + 1 :]])


def byte_flipped(path: Path, name: str, lines: list[Line], truth: dict[str, Decimal], draw: Draw) -> None:
    file = path if path.is_file() else draw(st.sampled_from(sorted(path.iterdir())))
    content = bytearray(file.read_bytes())
    content[draw(st.integers(0, len(content) - 1))] ^= draw(st.integers(1, 255))
    file.write_bytes(content)
    truth.clear()  # a digit that became another digit is no damage that anybody can see


def cut_off(path: Path, name: str, lines: list[Line], truth: dict[str, Decimal], draw: Draw) -> None:
    file = path if path.is_file() else draw(st.sampled_from(sorted(path.iterdir())))
    content = file.read_bytes()
    file.write_bytes(content[: draw(st.integers(0, len(content) - 1))])


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "x.toml"])
def test_one_invoice_number_for_two_customers_is_refused_in_every_kind_of_file(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name.replace("x.ubl", "ubl")
    lines = [
        Line(
            f"{place}", f"J. {who}akker", f"F{place}", "2026-09-01", "2026-10-01", f"{place}0.00", "0.00", ""
        )
        for place, who in enumerate("ABC", start=1)
    ]
    WRITERS[name](path, [lines[0], replace(lines[1], number="F1"), lines[2]])
    reading = read(path)
    assert opened(reading) == {"F3": 30}
    assert len(reading.problems) == 2
    assert all("F1" in str(problem) for problem in reading.problems)


@pytest.mark.parametrize("damage", [cell_replaced, byte_flipped, cut_off], ids=lambda each: each.__name__)
@pytest.mark.parametrize("name", WRITERS)
def test_a_damaged_file_gives_problems_and_never_an_invoice_twice_or_more_than_is_open(
    tmp_path: Path, name: str, damage: Callable[..., None]
) -> None:
    path, held = tmp_path / name.replace("x.ubl", "ubl"), []

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(ledgers(), st.data())
    def check(lines: list[Line], data: st.DataObject) -> None:
        truth = {line.number: Decimal(line.amount) - Decimal(line.paid) for line in lines}
        WRITERS[name](path, lines)
        assert opened(read(path)) == truth
        damage(path, name, lines, truth, data.draw)
        reading = read(path)
        held.append(bool(reading.records))
        assert all(
            type(each) is RecordError and each.exit_code == ExitCode.FINDINGS for each in reading.problems
        )
        found = opened(reading)
        assert all(found[number] <= truth[number] for number in found.keys() & truth.keys())

    check()
    # TOML is one record: any fault is of all of it. Of a cut or flipped workbook nothing can be trusted.
    if damage is cell_replaced and name != "x.toml":
        assert sum(held) > len(held) / 2
