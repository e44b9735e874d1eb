"""CAMT.053: the daily statement of ISO 20022 (BankToCustomerStatement, versions 02 to 13), as all banks give it.

Source: the message definition of ISO 20022 and the Dutch and Belgian guidelines on it (Betaalvereniging
Nederland, Febelfin). Names of elements are the standard's; any version of the namespace is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.bank.statement import (
    Movement,
    Statement,
    account_of,
    day_of,
    given,
    line,
    money,
    structured,
)
from toolkit.bank.subfields import read_subfields
from toolkit.errors import Place, RecordError
from toolkit.records.messages import quote
from toolkit.records.xml import parse_xml
from toolkit.wording import worded

_SIGNS = {"CRDT": 1, "DBIT": -1}
_OPENING = ("OPBD", "PRCD")
_OTHERS = {
    "BkToCstmrAcctRpt": worded("is een tussentijds overzicht (CAMT.052); geef het dagafschrift (CAMT.053)"),
    "BkToCstmrDbtCdtNtfctn": worded(
        "is een melding (CAMT.054), geen afschrift; geef het dagafschrift (CAMT.053)"
    ),
}


def read_camt(path: Path) -> Iterator[Statement]:
    """Yield the statements of a CAMT.053 file; raises RecordError with the line of what is wrong."""
    root = parse_xml(path)
    body = next((child for child in root if _name(root) == "Document"), None)
    if body is None or _name(body) != "BkToCstmrStmt":
        what = _OTHERS.get(
            _name(body) if body is not None else "", worded("is geen bankafschrift (CAMT.053)")
        )
        raise RecordError(what, place=Place(str(path)))
    found = body.findall("{*}Stmt")
    if not found:
        raise RecordError("in dit bestand staat geen afschrift", place=Place(str(path)))
    for element in found:
        yield _statement(element, str(path))


def _statement(element: Any, file: str) -> Statement:
    place = _place(element, file)
    account = _text(element, "Acct/Id/IBAN") or _text(element, "Acct/Id/Othr/Id")
    if not account:
        raise RecordError("het afschrift noemt geen rekening", place=place, hint="haal het op bij uw bank")
    balances = {code: each for each in element.findall("{*}Bal") if (code := _text(each, "Tp/CdOrPrtry/Cd"))}
    opening = next((balances[code] for code in _OPENING if code in balances), None)
    closing = balances.get("CLBD")
    movements: list[Movement] = []
    pending = 0
    for entry in element.findall("{*}Ntry"):
        status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
        if status and status != "BOOK":
            pending += 1
            continue
        movements += _movements(entry, file)
    days = [each.on for each in movements]
    if closing is not None and _text(closing, "Dt"):
        days.append(_day(closing, "Dt", file))
    elif ends := _text(element, "FrToDt/ToDtTm") or _text(element, "CreDtTm"):
        days.append(day_of(ends, place))
    if not days:
        raise RecordError("het afschrift noemt geen dag", place=place)
    currency = _text(element, "Acct/Ccy") or next(
        (str(each.get("Ccy", "")) for each in element.iter("{*}Amt")), "EUR"
    )
    notes = (
        (worded("nog niet definitief geboekt en niet meegeteld: {pending}", pending=pending),)
        if pending
        else ()
    )
    return Statement(
        place=place,
        source="CAMT.053",
        account=account,
        currency=currency,
        number=_text(element, "LglSeqNb") or _text(element, "ElctrncSeqNb") or _text(element, "Id"),
        until=max(days),
        opening=_balance(opening, file),
        closing=_balance(closing, file),
        movements=tuple(movements),
        notes=notes,
    )


def _balance(element: Any, file: str) -> Decimal | None:
    return None if element is None else _amount(element, file) * _sign(element, file)


def _movements(entry: Any, file: str) -> Iterator[Movement]:
    """Yield the movements of an entry: its details when their amounts make up the entry, else the entry itself."""
    place = _place(entry, file)
    total = _amount(entry, file) * _sign(entry, file)
    on = _day(entry, "BookgDt", file) if entry.find("{*}BookgDt") is not None else _day(entry, "ValDt", file)
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    if len(details) == 1:
        yield _movement(entry, details, total, on, place)
        return
    parts = [_detail_amount(each, entry, file) for each in details]
    amounts = [part for part in parts if part is not None]
    if len(amounts) == len(details) > 1 and sum(amounts) == total:
        for detail, amount in zip(details, amounts, strict=True):
            yield _movement(entry, [detail], amount, on, _place(detail, file))
    else:
        yield _movement(entry, details, total, on, place)


def _detail_amount(detail: Any, entry: Any, file: str) -> Decimal | None:
    """Return what a detail moved, in EUR; None when it does not say so in EUR."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        found = detail.find(_path(path))
        if found is not None:
            signed = detail if detail.find("{*}CdtDbtInd") is not None else entry
            amount = money(found.text or "", _place(found, file)) * _sign(signed, file)
            return amount if found.get("Ccy", "EUR") == "EUR" else None
    return None


def _movement(entry: Any, details: Sequence[Any], amount: Decimal, on: date, place: Place) -> Movement:
    """Return one movement of an entry, told by its `details`; the other side is told only by a single one."""
    detail = details[0] if len(details) == 1 else None
    role = "Dbtr" if amount > 0 else "Cdtr"
    reversal = _text(entry, "RvslInd") == "true"
    reason = _text(detail, "RtrInf/Rsn/Cd") or _text(entry, "NtryDtls/TxDtls/RtrInf/Rsn/Cd")
    name = iban = ""
    # A return names the parties of the payment that it undoes: there the other side has our role.
    other = "Cdtr" if role == "Dbtr" else "Dbtr"
    for each in (other, role) if reversal or reason else (role,):
        name = name or _text(detail, f"RltdPties/{each}/Nm") or _text(detail, f"RltdPties/{each}/Pty/Nm")
        iban = iban or account_of(_text(detail, f"RltdPties/{each}Acct/Id/IBAN"))
    texts = [text for each in details for text in _texts(each, "RmtInf/Ustrd")]
    refs = [text for each in details for text in _texts(each, "RmtInf/Strd/CdtrRefInf/Ref")]
    more = [text for each in details for text in _texts(each, "RmtInf/Strd/AddtlRmtInf")]
    known = [reference for text in refs for reference in structured(text)]
    if not texts and not refs:
        told = read_subfields(_text(detail, "AddtlTxInf") or _text(entry, "AddtlNtryInf"))
        texts, name, iban = [told.text], name or told.name, iban or told.iban
        known += told.references
    other_refs = [text for text in refs if not structured(text)]
    return Movement(
        place=place,
        source="CAMT.053",
        on=on,
        amount=amount,
        iban=iban,
        name=line(name),
        references=tuple(dict.fromkeys(known)),
        text=line(" ".join((*other_refs, *texts, *more))),
        end_to_end=given(_text(detail, "Refs/EndToEndId")),
        bank_reference=given(_text(detail, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef")),
        reason=reason,
        is_reversal=reversal or bool(reason),
    )


def _amount(element: Any, file: str) -> Decimal:
    found = element.find("{*}Amt")
    place = _place(element, file)
    if found is None:
        raise RecordError("Amt: het bedrag ontbreekt", place=place)
    currency = found.get("Ccy", "EUR")
    if currency != "EUR":
        raise RecordError(
            worded("Amt: het bedrag is in {currency}, niet in euro's", currency=quote(currency)), place=place
        )
    return money(found.text or "", place)


def _sign(element: Any, file: str) -> int:
    text = _text(element, "CdtDbtInd")
    if text not in _SIGNS:
        raise RecordError(
            worded("CdtDbtInd: {text} is niet CRDT of DBIT", text=quote(text)), place=_place(element, file)
        )
    return _SIGNS[text]


def _day(element: Any, path: str, file: str) -> date:
    text = _text(element, f"{path}/Dt") or _text(element, f"{path}/DtTm") or _text(element, path)
    if not text:
        raise RecordError(worded("{path}: de dag ontbreekt", path=path), place=_place(element, file))
    return day_of(text, _place(element, file))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _place(element: Any, file: str) -> Place:
    return Place(file, element.sourceline)


def _path(path: str) -> str:
    return "/".join(f"{{*}}{part}" for part in path.split("/"))


def _text(element: Any, path: str) -> str:
    """Return the text of the first element at a path, on one line; empty when it is not there."""
    if element is None:
        return ""
    return " ".join((element.findtext(_path(path)) or "").split())


def _texts(element: Any, path: str) -> list[str]:
    return [" ".join((each.text or "").split()) for each in element.findall(_path(path))]
