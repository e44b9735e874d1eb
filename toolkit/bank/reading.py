"""Reads bank statements, whichever kind they are: the bytes tell, for banks give any of them any name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.bank.camt import read_camt
from toolkit.bank.coda import read_coda
from toolkit.bank.mt940 import read_mt940
from toolkit.bank.overlap import distinct
from toolkit.bank.statement import Movement, Statement, account_of, check_balance
from toolkit.errors import Place, RecordError, RecordErrors
from toolkit.records.files import decode_any, read_bytes
from toolkit.records.messages import quote
from toolkit.wording import worded

_CODA = re.compile(r"0000[0-9]{6}")
_MT940 = re.compile(r"^:(?:20|25|60F|61):", re.MULTILINE)
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")


@dataclass(frozen=True, slots=True)
class Payments:
    """All that the statements tell: `movements` by day, each once, and `until`, the last day they tell of.

    `notes` are Dutch sentences about what was left out.
    """

    movements: tuple[Movement, ...] = ()
    until: date | None = None
    notes: tuple[str, ...] = ()


def read_payments(paths: Iterable[Path], accounts: Iterable[str]) -> Payments:
    """Return the movements in statements (CAMT.053, MT940, CODA) of our own `accounts`, IBANs without spaces.

    Raises RecordErrors, in Dutch, with all that is wrong: a file that is no statement or is cut off, an account
    that is not ours, another currency than the euro, amounts that do not add up. Half a statement would send
    letters to people who paid.
    """
    own = tuple(accounts)
    statements: list[tuple[str, Statement]] = []
    problems: list[RecordError] = []
    notes: list[str] = []
    for path in paths:
        try:
            for statement in read_statements(path):
                statements.append((_own(statement, own), statement))
                notes += (
                    worded("{place}: {note}", place=statement.place, note=note) for note in statement.notes
                )
        except RecordError as error:
            problems.append(error)
    if problems:
        raise RecordErrors(problems)
    movements, twice = distinct(statements)
    if twice:
        notes.append(
            worded("boekingen die in meer dan één afschrift staan en één keer tellen: {twice}", twice=twice)
        )
    until = max((statement.until for _, statement in statements), default=None)
    return Payments(tuple(movements), until, tuple(notes))


def read_statements(path: Path) -> Iterator[Statement]:
    """Yield the statements in one file, checked; raises RecordError, in Dutch, with the place."""
    for statement in _read(path):
        if statement.currency != "EUR":
            what = worded("de rekening is in {currency}, niet in euro's", currency=quote(statement.currency))
            raise RecordError(what, place=statement.place)
        check_balance(statement)
        yield statement


def _read(path: Path) -> Iterator[Statement]:
    if path.is_file() and _XML.match(_head(path)):
        return read_camt(path)
    if _head(path).startswith(b"PK\x03\x04"):
        raise RecordError("is een zip", place=Place(str(path)), hint="pak het bestand eerst uit")
    text = decode_any(read_bytes(path), path)
    if _CODA.match(text):
        return read_coda(text, path)
    if _MT940.search(text):
        return read_mt940(text, path)
    hint = "geef een afschrift als CAMT.053, MT940 of CODA"
    raise RecordError("is geen bankafschrift dat wij kennen", place=Place(str(path)), hint=hint)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64)
    except OSError:
        return b""


def _own(statement: Statement, accounts: Iterable[str]) -> str:
    """Return which of our accounts a statement is of; raises RecordError when it is none of them.

    ABN AMRO and CODA may write the number inside the IBAN alone.
    """
    iban = account_of(statement.account)
    bare = re.sub(r"[^0-9]", "", statement.account).lstrip("0")
    for account in accounts:
        inside = account[8:] if account.startswith("NL") else account[4:]
        if iban == account or (not iban and len(bare) >= 7 and bare == inside.lstrip("0")):
            return account
    raise RecordError(
        worded("de rekening {account} is niet van u", account=quote(statement.account)),
        place=statement.place,
        hint="zet uw eigen rekening als iban bij [creditor] in tact.toml",
    )
