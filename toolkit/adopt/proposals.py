"""Finds in a letter of elsewhere what differs for each customer, and proposes the field that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.language.model import Kind
from toolkit.reading.document import Document
from toolkit.reading.rendition import Rendition

GREETING = "greeting"

_MARK = re.compile(
    r"«[^«»\n]{1,80}»|<<[^<>\n]{1,80}>>|\(\([^()\n]{1,80}\)\)|\[\[[^\[\]\n]{1,80}\]\]|\{\{[^{}\n]{1,80}\}\}"
    r"|\{[%#][^{}\n]{1,120}[%#]\}|\$?\{[\w .:|-]{1,60}\}|\[(?!\d+\]|…|\.\.\.)[^\[\]\n]{1,80}\](?![(\[])"
    r"|(?<![\w.-])X{3,}(?![\w-])|€ ?(?:[Xx]+(?:[.,][Xx]+)?|_{2,}|\.{3,}|…)(?!\w)"
    r"|(?<!\w)(?:[Xx]{2}-[Xx]{2}-[Xx]{2,4}|dd-?mm-?(?:jj){1,2})(?!\w)|_{4,}|\.{6,}"
)
"""What another program, or a person, was to fill in."""

_NAMED = (
    ("aanhef|salutation|greeting", GREETING),
    ("vervald|due_?date", "due_date|date"),
    ("uiterste|uiterlijk|laatste_?dag|betaal_?(?:datum|voor|dag)|pay_?by|deadline", "pay_by|date"),
    ("factuur_?datum|datum_?factuur|invoice_?date", "invoice.date|date"),
    ("factuur_?(?:nr|no$|nummer|$)|nota_?(?:nr|no$|nummer|$)|invoice", "invoice.number"),
    ("(?:klant|debiteuren?|relatie|lid|customer)_?(?:nr|no$|nummer|code|number|id)", "customer.id"),
    ("iban|rekening|bank_?rek|account", "creditor.iban|iban"),
    ("kvk|ondernemings_?(?:nr|nummer)", "creditor.registration"),
    ("tel|phone", "creditor.phone|phone"),
    ("mail", "creditor.email"),
    ("website|site$", "creditor.website"),
    ("btw_?(?:nr|nummer|id)", "creditor.vat_number"),
    ("open_?staand|saldo|totaal|bedrag|amount|hoofdsom|vordering|^som$|^€", "total|euro"),
    ("achternaam|last_?name", "customer.last_name"),
    ("voorletters|initialen", "customer.initials"),
    ("bedrijfs?_?naam|organisatie|afzender|schuldeiser|crediteur|uw_?bedrijf", "creditor.name"),
    ("medewerker|behandelaar|ondertekenaar|contact_?persoon", "creditor.signatory.name"),
    ("straat|adres", "customer.address.street"),
    ("postcode", "customer.address.postcode"),
    ("plaats", "customer.address.town"),
    ("kenmerk|referentie|mededeling|reference", "reference"),
    ("naam|klant|debiteur|geadresseerde|heer|mevrouw|name", "customer.name"),
    ("datum|date|dagtekening|dd-?mm", "date|date"),
)
"""What a place to fill in is called, and the field that fills it in; the first that fits counts."""

_NUMBER = re.compile(
    r"\b(?:factuur|nota)(?:nummer|nr\.?)?:? (?:(?:met )?(?:nummer|nr\.?) )?(\d[\w./-]*\d)(?! ?(?:euro|dagen))",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:de heer|mevrouw|meneer|dhr\.|mevr\.|mw\.) (?:(?:[A-Z]\.)* ?)(?:(?:[Vv]an|[Dd]en?|[Dd]er|[Tt]en|[Tt]er|'t) )*"
    r"[A-ZÀ-Þ][\w'’-]+",
)
_DATE = re.compile(
    r"\b\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan\.|feb\.|mrt\.|apr\.|jun\.|jul\.|aug\.|sept?\.|okt\.|nov\.|dec\.) \d{4}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:[A-ZÀ-Þ][\w&'’-]*,? (?:(?:de|en|van|&) )*){1,4}(?:B\.V\.|BV|N\.V\.|NV|VOF|V\.O\.F\.|BVBA|vzw)(?!\w)"
)
_WORD = re.compile(r"[^\W_]+")
_KINDS = {
    Kind.IBAN: "creditor.iban|iban",
    Kind.PHONE: "creditor.phone|phone",
    Kind.EMAIL: "creditor.email",
}
_COSTS = re.compile(r"\b(?:\w*kosten|rente|intrest|btw|boete|vergoeding|korting)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:uiterlijk|v[oó][oó]r|tot en met|binnen|op of voor)\b[^.?!]{0,25}\Z", re.IGNORECASE)
_DUE = re.compile(r"\b(?:verval\w*|verviel\w*|verlopen|verstreken)\b[^.?!]{0,40}\Z", re.IGNORECASE)
_OF_INVOICE = re.compile(r"\b(?:factuur\w*|facturen|nota|rekening)\b[^.?!]{0,40}\Z", re.IGNORECASE)
_SENT = re.compile(
    r"[^.?!]{0,20}\b(?:stuurden|zonden|ontving|kreeg|verzonden)\w*\b[^.?!]{0,25}\bfactu", re.IGNORECASE
)
_TODAY = re.compile(r"\b(?:datum|dagtekening|heden|vandaag)\W{0,3}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words at `start` to `end` of the letter and the expression of a field for them; empty where none is known.

    `is_blank` says that the words are a place to fill in and no words of the letter.
    """

    start: int
    end: int
    text: str
    expression: str
    is_blank: bool = False


def proposals(read: Rendition, document: Document, start: int, end: int) -> list[Proposal]:
    """Return what differs for each customer between `start` and `end`, in the order of the text, without overlap."""
    found: list[Proposal] = []
    taken: list[tuple[int, int]] = []
    text = document.text
    ways = (_values(read), _marks(text), _people(text), _days(text), _numbers(text), _tokens(document))
    own: list[Proposal] = []
    for proposal in (each for way in ways for each in way):
        if not start <= proposal.start < proposal.end <= end:
            own += [proposal] if proposal.expression.startswith("creditor.") else []
        elif not any(low < proposal.end and proposal.start < high for low, high in taken):
            taken.append((proposal.start, proposal.end))
            found.append(proposal)
    found = list(_once_each(found, own))
    for proposal in [each for each in found if each.expression and not each.is_blank and len(each.text) > 3]:
        for again in re.finditer(rf"(?<!\w){re.escape(proposal.text)}(?!\w)", text[start:end]):
            low, high = again.start() + start, again.end() + start
            if not any(first < high and low < last for first, last in taken):
                taken.append((low, high))
                found.append(replace(proposal, start=low, end=high))
    return sorted(found, key=lambda each: each.start)


def field_for(name: str) -> str:
    """Return the expression of the field that a place to fill in is called after; empty where none is known."""
    plain = ("€" if "€" in name else "") + "_".join(_WORD.findall(name.casefold()))
    return next((field for words, field in _NAMED if re.search(words, plain)), "")


def _values(read: Rendition) -> Iterator[Proposal]:
    """Yield the fields of the document itself; those that count pages and the like are no fields of a customer."""
    for start, end, what in read.values:
        kind, _, name = what.partition(" ")
        text = read.text[start:end]
        if kind.upper() in ("DATE", "CREATEDATE", "PRINTDATE", "SAVEDATE", "TIME"):
            yield Proposal(start, end, text, "date|date", is_blank=True)
        elif kind.upper() not in (
            "PAGE",
            "NUMPAGES",
            "SECTIONPAGES",
            "PAGE-NUMBER",
            "PAGE-COUNT",
            "MATH",
            "REF",
        ):
            yield Proposal(start, end, text, field_for(name) or field_for(text), is_blank=True)
    for start, end in read.blanks:
        yield Proposal(start, end, read.text[start:end], field_for(read.text[start:end]), is_blank=True)


def _marks(text: str) -> Iterator[Proposal]:
    for found in _MARK.finditer(text):
        known = "" if found[0].startswith(("{%", "{#")) else field_for(found[0])
        before = text[max(0, found.start() - 30) : found.start()]
        if not known and (label := re.search(r"(\w[\w ]{0,25}):? ?\Z", before)):
            known = field_for(label[1]) if set(found[0]) <= set("XxYy_.… €-") else ""
        yield Proposal(*found.span(), found[0], known, is_blank=True)


def _people(text: str) -> Iterator[Proposal]:
    for found in _PERSON.finditer(text):
        yield Proposal(*found.span(), found[0], "customer.name")
    for found in _FIRM.finditer(text):
        yield Proposal(*found.span(), found[0], "creditor.name")


def _numbers(text: str) -> Iterator[Proposal]:
    for found in _NUMBER.finditer(text):
        group = found.lastindex or 0
        yield Proposal(*found.span(group), found[group], "invoice.number")


def _days(text: str) -> Iterator[Proposal]:
    for found in _DATE.finditer(text):
        around = text[max(0, found.start() - 80) : found.start()].rpartition("\n\n")[2]
        yield Proposal(*found.span(), found[0], _day(around, text[found.end() : found.end() + 60]))


def _tokens(document: Document) -> Iterator[Proposal]:
    """Yield the accounts, numbers to call, addresses, amounts and days that the reader of the language knows."""
    analysis, text = document.analysis, document.text
    for at in range(len(analysis.starts)):
        start, end, kind = analysis.starts[at], analysis.ends[at], analysis.kind(at)
        before = text[max(0, start - 80) : start].rpartition("\n\n")[2]
        if kind in _KINDS:
            yield Proposal(start, end, text[start:end], _KINDS[kind])
        elif kind is Kind.AMOUNT:
            after = text[end : end + 30].partition("\n")[0].partition(". ")[0]
            sentence = before.rpartition("\n")[2].rpartition(". ")[2] + after
            yield Proposal(start, end, text[start:end], "" if _COSTS.search(sentence) else "total|euro")


def _day(before: str, after: str) -> str:
    """Return the field of a day by the words around it; empty where they tell nothing."""
    if _SENT.match(after):
        return "invoice.date|date"
    ways = (
        (_BY, "pay_by|date"),
        (_DUE, "due_date|date"),
        (_OF_INVOICE, "invoice.date|date"),
        (_TODAY, "date|date"),
    )
    return next((field for words, field in ways if words.search(before)), "")


def _once_each(found: list[Proposal], own: list[Proposal]) -> Iterator[Proposal]:
    """Yield proposals in which one field stands for one value: another value keeps no field.

    `own` are the words of the firm elsewhere in the letter: the number in its letterhead is its own, no other one.
    """
    first: dict[str, str] = {}
    for each in [*own, *sorted(found, key=_start)]:
        if not each.is_blank:
            first.setdefault(each.expression, _plain(each.text))
    for each in sorted(found, key=_start):
        is_same = each.is_blank or not each.expression or first[each.expression] == _plain(each.text)
        yield each if is_same else replace(each, expression="")


def _start(proposal: Proposal) -> int:
    return proposal.start


def _plain(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()
