"""How Dutch letters word a term of days, and from when it counts: which wordings hold for a consumer.

A last notice gives a consumer 14 days from the day after receipt (art. 6:96 lid 6 BW). Two wordings hold: "binnen 14
dagen vanaf de dag nadat deze brief bij u is bezorgd" and "binnen 15 dagen nadat deze brief bij u is bezorgd". One that
counts from the date or the sending of the letter makes it void (HR 25 November 2016, ECLI:NL:HR:2016:2704).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit.lint.seeking import Seeker
from toolkit.reading.document import Document
from toolkit.text.late import late

FULL_DAYS = 14
"""Days that a consumer has from the day after receipt."""

SAFE_DAYS = 15
"""Days that a consumer has in the wording that counts from the receipt itself."""

_S = r"[\s*_]+"  # a space, also where it stands beside the marks of bold or italics
_NUMBERS = (
    *("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"),
    *("negen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien"),
)
_LETTER = (
    r"(?:[\w-]*brief|schrijven|\w*aanmaning|\w*herinnering|sommatie\w*|ingebrekestelling|aanzegging|aanschrijving"
    r"|kennisgeving|verzoek|waarschuwing|e-?mail(?:bericht)?|mail(?:tje)?|bericht|sms)"
)
_THIS = rf"(?:dezes|(?:deze|dit|onderhavige?|onze|ons){_S}(?:[a-z]+{_S})?{_LETTER})"
_OF_THIS = rf"(?:{_S}(?:van{_S})?{_THIS})?"
_THE = rf"(?:de{_S})?"

_SENDING = rf"""
    heden (?:{_S}dato)? | vandaag | nu\b
  | {_THE} dagte{{1,2}}ken\w* {_OF_THIS}
  | dato (?:{_S}dezes)?
  | {_THE} (?:verzend|brief|post|poststempel|schrijf|aanmanings|herinnerings) datum {_OF_THIS}
  | {_THE} datum (?: {_S} (?:van{_S})? (?:{_THIS}|{_THE}(?:verzending|dagtekening|poststempel))
                 | {_S} (?:hierboven|bovenaan)
                 | (?! {_S} (?:van|waarop|der|(?:op{_S}(?:de|uw){_S})?(?:factuur|nota)) \b ) )
  | (?:(?:de|het){_S})? (?:verzending|verzenden|versturing|versturen|toezending) {_OF_THIS}
  | {_THE} (?:boven(?:staande|genoemde|vermelde)|genoemde|voormelde) {_S} (?:datum|dagtekening)
  | {_THIS}
"""
_RECEIPT = rf"""
    {_THE} (?:ontvangst|bezorging|aankomst|betekening) (?: {_S} (?:van{_S})? {_THIS} | (?! {_S} (?:van|der) \b ) )
"""
_SENT = r"(?:verzonden|verstuurd|verzenden|versturen|verzendt|gedateerd|gedagtekend)\b"
_RECEIVED = r"(?:bezorgd|ontvangen|ontving|ontvangt|bereikt|binnengekomen)\b"
_IS_SENT = rf"(?: (?!\b{_RECEIVED}) [^.!?] ){{0,70}}? \b{_SENT}"
_IS_RECEIVED = rf"(?: (?!\b{_SENT}) [^.!?] ){{0,70}}? \b{_RECEIVED}"
_COUNTING = rf"(?:(?:te{_S}rekenen|gerekend|geteld){_S})?"
_AFTER = r"n[aàá]"
_FROM = rf"(?:vanaf|met{_S}ingang{_S}van|(?:ingaande?|beginnende?)(?:{_S}(?:op|per|vanaf))?)"
_A_DAY = rf"(?:(?:vanaf|op|{_AFTER}){_S})?(?:de|die){_S}dag{_S}"


class Start(StrEnum):
    """From when a term counts, as a letter words it."""

    NEXT_DAY = "next-day"
    RECEIPT = "receipt"
    RECEIPT_DAY = "receipt-day"
    SENDING = "sending"
    OTHER = "other"
    NONE = "none"


_DAY_AFTER_RECEIPT = rf"""
    {_FROM}{_S}de{_S}dag{_S} (?:volgend\w*{_S}op|{_AFTER}) {_S} (?:de{_S}dag{_S}|die{_S})? (?:van{_S}|waarop{_S})?
      (?: {_RECEIPT} | (?:u|deze|dit) {_IS_RECEIVED} )
  | {_FROM}{_S}de{_S}dag{_S} nadat {_IS_RECEIVED}
  | {_AFTER}{_S}de{_S}dag{_S} (?:van{_S}(?:{_RECEIPT}) | (?:waarop|dat){_IS_RECEIVED})
"""
_STARTS: tuple[tuple[Start, str], ...] = (
    (Start.NEXT_DAY, _DAY_AFTER_RECEIPT),
    (
        Start.SENDING,
        rf"""(?:{_AFTER}|{_FROM}){_S} (?:{_SENDING})
           | {_A_DAY} (?:van|{_AFTER}|volgend\w*{_S}op) {_S} (?:{_SENDING})
           | (?:nadat|{_A_DAY}(?:nadat|waarop|dat)) {_IS_SENT}""",
    ),
    (
        Start.RECEIPT_DAY,
        rf"{_FROM}{_S} (?:{_RECEIPT} | de{_S}dag{_S} (?:van{_S}(?:{_RECEIPT}) | (?:waarop|dat){_IS_RECEIVED}))",
    ),
    (Start.RECEIPT, rf"{_AFTER}{_S} (?:{_RECEIPT}) | nadat {_IS_RECEIVED}"),
    (Start.OTHER, rf"(?:{_AFTER}|nadat|{_FROM}|voor|vóór)\b"),
)
_PATTERNS = [
    (start, late(rf",?{_S}{_COUNTING}(?:{words})", re.IGNORECASE | re.VERBOSE)) for start, words in _STARTS
]
_STARTING = late(
    rf",?{_S}(?:te|gerekend|geteld|n[aàá]|vanaf|met|ingaand|beginnend|op|de|die|voor|vóór)", re.IGNORECASE
)
"""How all of them begin: where nothing of the kind follows a term, none is tried."""
_ANYWHERE = {start: late(rf"\b(?:{words})", re.IGNORECASE | re.VERBOSE) for start, words in _STARTS}
_DAYS = Seeker(
    rf"(\b\d{{1,2}}|\b(?:{'|'.join(_NUMBERS)}|één)|[\]}}>]{{1,3}})(?:\s*\(\w+\))?[\s*_-]+((?:kalender|werk)?dag(?:en)?|dgn|week|weken|uur)\b",
    "=dag =dagen =kalenderdag =kalenderdagen =werkdag =werkdagen =dgn =week =weken =uur"
    " -dag -kalenderdag -werkdag -dgn -week -uur",
    before=40,
    reach=20,
)
_LEAD = late(
    rf"\b(?:binnen|uiterlijk|in)(?:{_S}(?:uiterlijk|de|een|onze|uw))?(?:{_S}\w+)?(?:{_S}\w*termijn{_S}van)?{_S}"
    r"(?:[{\[<][^}\]>]{0,40})?\Z",
    re.IGNORECASE,
)
_MAIL = Seeker(r"\bdeze (?:e-?)?mail\b", "mail", reach=15)
_PAPER = Seeker(r"\bdeze brief\b|\bdit schrijven\b", "brief schrijven", reach=15)
_LEAD_REACH = 60  # characters
_UNIT_DAYS = {"werkdag": 1.4, "week": 7, "weken": 7, "uur": 1 / 24}


@dataclass(frozen=True, slots=True)
class TermWords:
    """Words that give a term: their place, the term in days, from when it counts, and whether 'binnen' leads them."""

    start: int
    end: int
    days: float
    counts_from: Start
    led: bool


def terms(document: Document) -> Iterator[TermWords]:
    """Yield each term of days, weeks or hours that a text names, in its order; a slot for a number counts as 14."""
    text = document.text
    for found in _DAYS.finditer(document):
        lead = _LEAD.search(text, max(0, found.start() - _LEAD_REACH), found.start())
        begin = lead.start() if lead else found.start()
        for start, pattern in _PATTERNS if _STARTING.match(text, found.end()) else ():
            if after := pattern.match(text, found.end()):
                end = found.end() if start is Start.OTHER else after.end()
                yield TermWords(begin, end, _days(found), start, lead is not None)
                break
        else:
            yield TermWords(begin, found.end(), _days(found), Start.NONE, lead is not None)


def _days(found: re.Match[str]) -> float:
    number = found[1].lower().replace("é", "e")
    if not number.isalnum():
        return FULL_DAYS
    count = int(number) if number.isdigit() else _NUMBERS.index(number) + 1
    unit = found[2].lower().removesuffix("en") if "dag" in found[2].lower() else found[2].lower()
    return count * _UNIT_DAYS.get(unit, 1)


def names_start(text: str, start: Start) -> bool:
    """Say whether a text names this start of a term, apart from the days themselves."""
    return _ANYWHERE[start].search(text) is not None


def is_mail(document: Document) -> bool:
    """Say whether a text calls itself an e-mail, and not a letter as well."""
    return _MAIL.search(document) is not None and _PAPER.search(document) is None


def safe_wordings(*, mail: bool, led: bool = True) -> tuple[str, str]:
    """Return the wordings that hold, for an e-mail or a letter; without 'binnen' unless `led`."""
    arrived = "u deze e-mail hebt ontvangen" if mail else "deze brief bij u is bezorgd"
    lead = "binnen " if led else ""
    return (
        f"{lead}{FULL_DAYS} dagen vanaf de dag nadat {arrived}",
        f"{lead}{SAFE_DAYS} dagen nadat {arrived}",
    )
