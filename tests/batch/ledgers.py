"""A workspace, ledgers of any length, and the command in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TACT = (sys.executable, "-m", "toolkit.cli", "batch")
HEAD = (
    "Klantnummer;Klantnaam;Straat en huisnummer;Postcode;Plaats;E-mail;Mobiel;Factuurnummer;Factuurdatum;"
    "Vervaldatum;Bedrag;Omschrijving"
)
ON = ("--date", "2026-11-23")


def row(number: int, **cells: str) -> str:
    """Return one customer with one invoice; a cell can be set by its column."""
    values = {
        "Klantnummer": f"{10000 + number}",
        "Klantnaam": f"mevr. A. Jansen{'abcdefghij'[number % 10]}",
        "Straat en huisnummer": f"Dorpsstraat {number + 1}",
        "Postcode": f"{9999 - number} AB",
        "Plaats": "Utrecht",
        "E-mail": f"k{number}@post.example",
        "Mobiel": f"06 00 00 {number // 100:02} {number % 100:02}",
        "Factuurnummer": f"2026-{number:05}",
        "Factuurdatum": "16-10-2026",
        "Vervaldatum": "15-11-2026",
        "Bedrag": f"{100 + number},50",
        "Omschrijving": "Onderhoud van de cv-ketel",
    }
    return ";".join((values | cells).values())


def ledger(path: Path, rows: Iterable[str] | int) -> Path:
    """Write a ledger of so many customers, or of these rows."""
    lines = [row(number) for number in range(rows)] if isinstance(rows, int) else list(rows)
    path.write_text("\r\n".join([HEAD, *lines, ""]), encoding="utf-8-sig", newline="")
    return path


def tact(*arguments: str | Path, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run `tact batch` and return how it ended."""
    command = [*TACT, *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False, timeout=300, **more
    )


def environment() -> dict[str, str]:
    """Return the environment in which a child finds the program."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}


def manifest(out: Path) -> list[dict[str, Any]]:
    """Return the lines of a manifest."""
    text = (out / "manifest.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
