"""A large ledger with some broken rows, made the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

HEAD = "Klantnummer;Klantnaam;E-mail;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand"
FIRST = ["Jan", "Piet", "Fatma", "Youssef", "Sanne", "Kim", "Bram", "Noor", "Lotte", "Daan", "Mehmet", "Eva"]
LAST = ["Jansen", "Bakker", "Visser", "Smit", "Yilmaz", "Mulder", "Bos", "Vos", "Peters", "Dekker"]


def rows(count: int, broken: float) -> tuple[list[str], set[str]]:
    """Return the lines of a ledger with four rows for each customer and 120 names, and who has a broken row."""
    draw = Random(30_000)  # noqa: S311 - the same each time
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    lines, hurt = [HEAD], set()
    for at in range(count):
        number = at // 4
        issued = date(2026, 6, 1) + timedelta(days=draw.randrange(120))
        amount = f"{draw.randrange(10, 900)},{draw.randrange(100):02}"
        days = [f"{day:%d-%m-%Y}" for day in (issued, issued + timedelta(days=30))]
        cells = [
            f"{number}",
            names[number % len(names)],
            f"k{number}@post.example",
            f"F{at}",
            *days,
            amount,
            amount,
        ]
        if draw.random() < broken:
            hurt.add(f"{number}")
            cells = _break(cells, draw)
        lines.append(";".join(cells))
    return lines, hurt


def _break(cells: list[str], draw: Random) -> list[str]:
    match draw.randrange(5):
        case 0:
            return cells[:4]
        case 1:
            return [*cells[:5], "", *cells[6:]]
        case 2:
            return [*cells[:5], "31-02-2026", *cells[6:]]
        case 3:
            return [*cells[:6], "1.2.3", cells[7]]
    return [*cells[:7], "99999,99"]


def customers(count: int) -> Iterator[str]:
    """Yield the numbers of the customers in so many rows."""
    yield from dict.fromkeys(f"{at // 4}" for at in range(count))
