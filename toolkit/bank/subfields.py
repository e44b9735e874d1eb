"""The field ':86:' of MT940 as Dutch banks fill it: /NAME/…/REMI/…, ING's /CNTP/…, and ABN AMRO's 'NAAM: …'.

Sources: the MT940 format descriptions of ING ("Formaatbeschrijving MT940 Structured"), Rabobank ("SWIFT MT940
Structured") and ABN AMRO ("MT940/942"). CAMT.053 repeats the same words in AddtlNtryInf at some of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.bank.statement import account_of, given, line, structured
from toolkit.payments import Reference

_CODES = (
    "TRTP|TRCD|RTYP|IBAN|BIC|NAME|REMI|EREF|PREF|MARF|CSID|RTRN|NRTX|ORDP|BENM|ADDR|ISDT|ULTD|ULTC|ULTB|PURP|CNTP|"
    "CREF|IREF|BUSP|CHGS|EXCH|SVCL|OCMT|CPRP|INSD|SWOD|SWOC|TXNR|NONREF"
)
_CODE = re.compile(rf"/({_CODES})/")
_LABEL = re.compile(
    r"\b(?:(?P<label>IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|INCASSANT|MACHTIGING):|(?P<slip>BETALINGSKENM)\.?:?) +"
)
_LABELLED = re.compile(r"\b(?:IBAN|NAAM|OMSCHRIJVING): ")
_WIDTH = 65
_STRUCTURED = re.compile(r"STRD/(?:(?:CUR|ISO|BBA)/)?|ISSUER: *[A-Z]* +REF: *")
_RETURNED = re.compile(r"[A-Z]{2}[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Subfields:
    """What such a text tells; `text` is what the payer wrote, or all of it when it has no codes."""

    iban: str = ""
    name: str = ""
    text: str = ""
    references: tuple[Reference, ...] = ()
    end_to_end: str = ""
    reason: str = ""


def join_lines(lines: list[str]) -> str:
    """Return the lines of a field as one, which a bank cut at 65 characters, the first with ':86:' before it."""
    joined = ""
    for number, text in enumerate(lines):
        joined += text
        width = _WIDTH - (4 if number == 0 else 0)
        if number == len(lines) - 1:
            break
        cut = len(text) >= width or (lines[0].startswith("/") and len(text) != width - 1)
        joined += "" if cut else " "
    return joined


def read_subfields(text: str) -> Subfields:
    """Return what a text of a movement tells, whichever way the bank writes it."""
    marks = list(_CODE.finditer(text))
    if marks:
        return _coded(text, marks)
    if _LABELLED.search(text):
        return _labelled(text)
    return Subfields(text=line(text))


def _coded(text: str, marks: list[re.Match[str]]) -> Subfields:
    fields: dict[str, str] = {}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : after.start() if after else len(text)]
        fields.setdefault(mark[1], value.strip())
    remittance, found = _remittance(fields.get("REMI", ""))
    other = fields.get("CNTP", "").split("/")
    reason = _RETURNED.match(fields.get("RTRN", ""))
    return Subfields(
        iban=account_of(fields.get("IBAN", "").strip("/ ")) or account_of(other[0].strip()),
        name=line(fields.get("NAME", "").strip("/ ") or (other[2] if len(other) > 2 else "")),
        text=remittance,
        references=found,
        end_to_end=given(fields.get("EREF", "").strip("/ ")),
        reason=reason[0] if reason else "",
    )


def _remittance(value: str) -> tuple[str, tuple[Reference, ...]]:
    """Return the free text and the structured references of /REMI/."""
    mark = _STRUCTURED.match(value)
    if mark is None:
        return line(re.sub(r"^USTD/+", "", value).strip("/ ")), ()
    value = value[mark.end() :].strip("/ ")
    found = structured(value)
    return ("" if found else line(value)), found


def _labelled(text: str) -> Subfields:
    marks = list(_LABEL.finditer(text))
    fields: dict[str, str] = {}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : after.start() if after else len(text)]
        fields.setdefault(mark["label"] or mark["slip"], value.strip())
    told = fields.get("OMSCHRIJVING", "")
    number = fields.get("BETALINGSKENM", "")
    return Subfields(
        iban=account_of("".join(fields.get("IBAN", "").split()[:1])),
        name=line(fields.get("NAAM", "")),
        text=line(f"{told} {number}"),
        references=structured(number),
        end_to_end=given(fields.get("KENMERK", "")),
    )
