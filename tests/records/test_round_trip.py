"""A true ledger, written in any of the ways that programs write one: what is read is the truth, or is refused."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.workbooks import ods, xlsx
from tests.schedule.town import CREDITOR
from toolkit.records.layout import Layout
from toolkit.records.readers import read_records

ON = date(2026, 11, 23)
NAMES = (
    "mevr. F. Yilmaz",
    "dhr. J. de Vries",
    "Lunchroom De Kade B.V.",
    "Boulangerie Dupont SRL",
    "J. de Vries",
)
HEADERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "nl": {
        "id": ("Klantnummer", "Debiteurnr.", "Relatiecode"),
        "name": ("Klantnaam", "Naam", "Debiteurnaam"),
        "number": ("Factuurnummer", "Factuurnr", "Docnr"),
        "date": ("Factuurdatum", "Datum"),
        "due": ("Vervaldatum", "Verv.dat.", "Vervaldag"),
        "amount": ("Bedrag", "Factuurbedrag", "Bedrag incl. btw"),
        "paid": ("Betaald", "Reeds betaald", "Ontvangen"),
        "open": ("Openstaand", "Saldo", "Nog te betalen"),
        "debit": ("Debet",),
        "credit": ("Credit",),
    },
    "fr": {
        "id": ("Numéro client", "N° client"),
        "name": ("Nom du client", "Nom"),
        "number": ("Numéro de facture", "Facture"),
        "date": ("Date facture", "Date de facture"),
        "due": ("Échéance", "Date d'échéance"),
        "amount": ("Montant", "Montant TTC"),
        "paid": ("Payé", "Montant réglé"),
        "open": ("Solde", "Reste à payer"),
        "debit": ("Débit",),
        "credit": ("Crédit",),
    },
    "de": {
        "id": ("Kundennummer", "Debitorennr."),
        "name": ("Kundenname", "Name"),
        "number": ("Rechnungsnummer", "Rechnungs-Nr."),
        "date": ("Rechnungsdatum", "Belegdatum"),
        "due": ("Fälligkeit", "Fällig am"),
        "amount": ("Betrag", "Rechnungsbetrag"),
        "paid": ("Bezahlt",),
        "open": ("Offener Betrag", "Offen"),
        "debit": ("Soll",),
        "credit": ("Haben",),
    },
    "en": {
        "id": ("Customer number", "Customer no"),
        "name": ("Customer name", "Customer"),
        "number": ("Invoice number", "Invoice no"),
        "date": ("Invoice date",),
        "due": ("Due date", "Due"),
        "amount": ("Amount", "Invoice total"),
        "paid": ("Paid", "Amount paid"),
        "open": ("Outstanding", "Amount due", "Balance"),
        "debit": ("Debit",),
        "credit": ("Credit",),
    },
}
FIELDS = {
    "saldo": ("id", "name", "number", "date", "due", "amount", "open"),
    "paid": ("id", "name", "number", "date", "due", "amount", "paid"),
    "open only": ("id", "name", "number", "date", "due", "open"),
    "debit": ("id", "name", "number", "date", "due", "debit", "credit"),
}


def grouped(cents: int, thousands: str, point: str) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", thousands) + f"{point}{rest:02}"


NUMBERS: Mapping[str, Callable[[int], str]] = {
    "1.234,50": lambda cents: grouped(cents, ".", ","),
    "1234,50": lambda cents: grouped(cents, "", ","),
    "1234.50": lambda cents: grouped(cents, "", "."),
    "1,234.50": lambda cents: grouped(cents, ",", "."),
    "1'234,50": lambda cents: grouped(cents, "'", ","),
    "€ 1.234,50": lambda cents: f"€ {grouped(cents, '.', ',')}",
    "1234,50 EUR": lambda cents: f"{grouped(cents, '', ',')} EUR",
}
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
DATES: Mapping[str, Callable[[date], str]] = {
    "d-m-y": lambda day: f"{day.day}-{day.month}-{day.year}",
    "dd/mm/y": lambda day: f"{day:%d/%m/%Y}",
    "iso": lambda day: day.isoformat(),
    "compact": lambda day: f"{day:%Y%m%d}",
    "short": lambda day: f"{day:%d-%m-%y}",
    "words": lambda day: f"{day.day} {MONTHS[day.month - 1]}. {day.year}",
    "american": lambda day: f"{day:%m/%d/%Y}",
}


@dataclass(frozen=True)
class Open:
    customer: int
    name: str
    number: str
    issued: date
    due: date
    amount: int
    paid: int


@st.composite
def ledgers(draw: st.DrawFn) -> list[Open]:
    rows: list[Open] = []
    for customer in range(1, draw(st.integers(1, 4)) + 1):
        name = draw(st.sampled_from(NAMES))
        for _ in range(draw(st.integers(1, 3))):
            issued = date(2026, 7, 1) + timedelta(days=draw(st.integers(0, 100)))
            amount = draw(st.integers(1, 2_000_000))
            paid = draw(st.one_of(st.just(0), st.integers(0, amount), st.just(amount)))
            due = issued + timedelta(days=draw(st.sampled_from((8, 14, 30))))
            rows.append(Open(customer, name, f"2026-{len(rows) + 1:04}", issued, due, amount, paid))
    return rows


def table_of(rows: list[Open], draw: Any) -> tuple[bool, list[list[str]]]:
    """Return the ledger in one of the ways to write it, and whether its months stand before its days."""
    words = HEADERS[draw(st.sampled_from(sorted(HEADERS)))]
    shape = draw(st.sampled_from(sorted(FIELDS)))
    fields = draw(st.permutations(FIELDS[shape]))
    notation = draw(st.sampled_from(sorted(DATES)))
    number, day = NUMBERS[draw(st.sampled_from(sorted(NUMBERS)))], DATES[notation]

    def cells(row: Open) -> dict[str, str]:
        rest = row.amount - row.paid
        return {
            "id": f"{1000 + row.customer}",
            "name": row.name,
            "number": row.number,
            "date": day(row.issued),
            "due": day(row.due),
            "amount": number(row.amount),
            "paid": number(row.paid),
            "open": number(rest),
            "debit": number(rest) if rest else "",
            "credit": "",
        }

    header = [draw(st.sampled_from(words[field])) for field in fields]
    lines = [
        [cells(row)[field] for field in fields] for row in rows if shape != "debit" or row.amount > row.paid
    ]
    if draw(st.booleans()):
        sums = {"open": sum(row.amount - row.paid for row in rows), "amount": sum(row.amount for row in rows)}
        total = [number(sums[field]) if field in sums else "" for field in fields]
        total[fields.index("name")] = "Totaal"
        lines.append(total)
    above = [["Openstaande posten per 23-11-2026"], []] if draw(st.booleans()) else []
    return notation == "american", [*above, header, *lines]


def write(table: list[list[str]], kind: str, folder: Path) -> Path:
    if kind == "xlsx":
        return xlsx(folder / "posten.xlsx", {"Blad1": table})
    if kind == "ods":
        path = folder / "posten.ods"
        ods(path, table)
        return path
    if kind == "xls":
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in table
            if row
        )
        path = folder / "posten.xls"
        path.write_text(f"<html><meta charset='utf-8'><table>{rows}</table></html>", "utf-8")
        return path
    path = folder / "posten.csv"
    path.write_text("".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in table), "utf-8-sig")
    return path


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=ledgers(), kind=st.sampled_from(("csv", "xlsx", "xls", "ods")), data=st.data())
def test_what_is_asked_is_the_truth_or_the_line_is_refused(
    rows: list[Open], kind: str, data: st.DataObject, tmp_path_factory: Any
) -> None:
    american, table = table_of(rows, data.draw)
    folder = tmp_path_factory.mktemp("ledger")
    reading = read_records(
        write(table, kind, folder), creditor=CREDITOR, columns=Layout(month_first=american), on=ON
    )
    truth: dict[str, Decimal] = {}
    for row in rows:
        name = f"{1000 + row.customer}"
        truth[name] = truth.get(name, Decimal(0)) + Decimal(row.amount - row.paid) / 100
    names = {f"{1000 + row.customer}": row.name for row in rows}
    asked = {record.customer.id: record for record in reading.records}
    assert asked.keys() <= truth.keys(), table
    assert not any("ontbreekt" in str(problem) for problem in reading.problems), table
    for name, record in asked.items():
        assert record.total == truth[name], table
        assert record.customer.name.split()[-1] in names[name], table
        days = {row.number: row.due for row in rows}
        assert all(each.due_date == days[each.number] for each in record.invoices), table
    if not reading.problems:
        assert {name for name, amount in truth.items() if amount} <= asked.keys(), table
