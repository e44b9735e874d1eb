"""CODA: the coded statement of account of Belgian banks, version 2, in records of 128 characters.

Source: Febelfin, "Standaarden voor de gecodeerde berichtgeving: rekeninguittreksel (CODA)", version 2.6; the
numbers of positions below count from 0. Records: 0 header, 1 old balance, 2.1, 2.2 and 2.3 a movement, 3.1, 3.2
and 3.3 information about it, 4 free communication, 8 new balance, 9 trailer with the sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from toolkit.bank.statement import (
    Movement,
    Statement,
    account_of,
    check_balance,
    day_of,
    given,
    line,
    money,
    structured,
)
from toolkit.errors import Place, RecordError
from toolkit.payments import Reference
from toolkit.records.messages import quote
from toolkit.wording import worded

_WIDTH = 128
_TOTALS = ("0", "1", "2", "3")  # the type of a movement that stands by itself or holds details
_OGM = ("101", "102")
_PARTIES = ("1001", "1008", "1009")
_RETURNS = ("1", "2", "3", "4", "5")


@dataclass(slots=True)
class _Move:
    """A movement while its records are read: `told` is the communication, `about` that of the records 3."""

    place: Place
    sequence: str
    detail: str
    bank: str
    amount: Decimal
    code: str
    told: str
    on: date
    customer: str = ""
    returned: str = ""
    reason: str = ""
    account: str = ""
    name: str = ""
    about: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    """The statement while its records are read."""

    place: Place
    account: str = ""
    currency: str = ""
    number: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    until: date | None = None
    moves: list[_Move] = field(default_factory=list)
    records: int = 0


def read_coda(text: str, path: Path) -> Iterator[Statement]:
    """Yield the statements in the text of a CODA file; raises RecordError with the line of what is wrong."""
    current: _File | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        record, place = raw.rstrip("\r\n\x1a"), Place(str(path), number)
        if not record.strip():
            continue
        if len(record) > _WIDTH:
            raise RecordError(
                worded(
                    "de regel heeft {record} tekens; CODA heeft er {width}", record=len(record), width=_WIDTH
                ),
                place=place,
            )
        record = record.ljust(_WIDTH)
        if record[0] == "0":
            if current is not None:
                raise _cut_off(current)
            if record[127] != "2":
                raise RecordError(
                    worded("CODA-versie {record} lezen wij niet", record=quote(record[127])), place=place
                )
            current = _File(place)
        elif current is None:
            raise RecordError("begint niet met een koprecord (0)", place=place)
        elif record[0] == "9":
            yield _whole(current, record, place)
            current = None
        else:
            _read(current, record, place)
    if current is not None:
        raise _cut_off(current)


def _cut_off(current: _File) -> RecordError:
    hint = "haal het afschrift opnieuw op bij uw bank"
    return RecordError("houdt op vóór het slotrecord (9)", place=current.place, hint=hint)


def _read(current: _File, record: str, place: Place) -> None:
    kind, article = record[0], record[1]
    if kind != "4":
        current.records += 1
    if kind == "1":
        wide = record[1] in "13"  # an IBAN of 34 characters, else 12 digits or a foreign account
        current.account = record[5 : 39 if wide else 17 if article == "0" else 36].strip()
        current.currency = record[18:21] if article == "0" else record[39:42]
        current.opening = _signed(record[42], record[43:58], place)
        current.number = record[125:128].strip("0 ")
    elif kind == "2":
        _movement(current, record, place)
    elif kind == "3":
        if article == "1" and current.moves:
            current.moves[-1].about.append(record[39:113])
        elif article in "23" and current.moves and current.moves[-1].about:
            current.moves[-1].about[-1] += record[10:115] if article == "2" else record[10:100]
    elif kind == "8":
        current.closing = _signed(record[41], record[42:57], place)
        current.until = day_of(record[57:63], place, order="DMY")
    elif kind != "4":
        raise RecordError(worded("een record van soort {kind} kent CODA niet", kind=quote(kind)), place=place)


def _movement(current: _File, record: str, place: Place) -> None:
    article, key = record[1], (record[2:6], record[6:10])
    if article == "1":
        amount = _signed(record[31], record[32:47], place)
        on = day_of(record[115:121], place, order="DMY")
        move = _Move(place, *key, record[10:31].strip(), amount, record[53:61], record[61:115], on)
        current.moves.append(move)
        return
    last = current.moves[-1] if current.moves else None
    if last is None or (last.sequence, last.detail) != key or article not in "23":
        raise RecordError("dit record hoort bij geen boeking (2.1)", place=place)
    if article == "2":
        last.told += record[10:63]
        last.customer = record[63:98].strip()
        last.returned, last.reason = record[112].strip(), record[113:117].strip()
    else:
        last.account, last.name = record[10:44].strip(), record[47:82].strip()
        last.told += record[82:125]


def _whole(current: _File, record: str, place: Place) -> Statement:
    """Return the statement after its trailer, whose sums have to agree with what was read."""
    if not current.account:
        raise RecordError("het afschrift noemt geen rekening (record 1)", place=current.place)
    if record[16:22] != f"{current.records:06}":
        what = worded(
            "het slotrecord telt {record} records, hier staan er {records}",
            record=quote(record[16:22]),
            records=current.records,
        )
        raise RecordError(what, place=place, hint="haal het afschrift opnieuw op bij uw bank")
    totals = [move for move in current.moves if move.code[0] in _TOTALS]
    out, came_in = money(_dotted(record[22:37]), place), money(_dotted(record[37:52]), place)
    if (out, came_in) != (
        -sum((each.amount for each in totals if each.amount < 0), Decimal("0.00")),
        sum((each.amount for each in totals if each.amount > 0), Decimal("0.00")),
    ):
        raise RecordError("de bedragen zijn samen niet wat het slotrecord zegt", place=place)
    movements = tuple(_finished(each) for each in _paid(current.moves))
    until = current.until or max((each.on for each in movements), default=None)
    if until is None:
        raise RecordError("het afschrift noemt geen dag", place=current.place)
    statement = Statement(
        place=current.place,
        source="CODA",
        account=current.account,
        currency=current.currency.strip() or "EUR",
        number=current.number,
        until=until,
        opening=current.opening,
        closing=current.closing,
        movements=movements,
    )
    check_balance(statement)
    return statement


def _paid(moves: list[_Move]) -> Iterator[_Move]:
    """Yield the movements, and instead of a collective one its details when they make up its amount."""
    groups: list[list[_Move]] = []
    for move in moves:
        if move.code[0] in _TOTALS or not groups:
            groups.append([move])
        else:
            groups[-1].append(move)
    for whole, *details in groups:
        if details and sum(each.amount for each in details) == whole.amount:
            yield from details
        else:
            yield whole


def _finished(move: _Move) -> Movement:
    text, found, reason = _communication(move.told)
    reason = move.reason or reason
    about = (each for each in move.about if each[:4] in _PARTIES)
    name = move.name or next((each[4:74].strip() for each in about), "")
    return Movement(
        place=move.place,
        source="CODA",
        on=move.on,
        amount=move.amount,
        iban=account_of(move.account),
        name=line(name),
        references=found,
        text=line(text),
        end_to_end=given(move.customer),
        bank_reference=move.bank,
        reason=reason,
        is_reversal=bool(reason) or move.returned in _RETURNS,
    )


def _communication(told: str) -> tuple[str, tuple[Reference, ...], str]:
    """Return the free text, the structured reference and the reason of a return in a communication."""
    if not told.startswith("1"):
        return told[1:], (), ""
    kind, rest = told[1:4], told[4:]
    if kind in _OGM or kind == "100":
        number = (rest[:12] if kind in _OGM else rest).strip()
        found = structured(number)
        return "" if found else number, found, ""
    if kind == "127":  # a SEPA direct debit: day, type, scheme, paid or not, creditor, mandate, text, return
        return rest[79:141], (), rest[142:146].strip() if rest[141:142] in _RETURNS else ""
    return rest, (), ""


def _signed(sign: str, digits: str, place: Place) -> Decimal:
    if sign not in "01":
        raise RecordError(
            worded("het teken van een bedrag is {sign}; CODA heeft 0 of 1", sign=quote(sign)), place=place
        )
    amount = money(_dotted(digits), place)
    return -amount if sign == "1" else amount


def _dotted(digits: str) -> str:
    """Return the 15 digits of an amount, three of them decimals, with its point."""
    return f"{digits[:12]}.{digits[12:]}"
