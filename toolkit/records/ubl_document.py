"""One UBL 2.1 invoice or credit note (Peppol BIS Billing 3.0, EN 16931), read without entities or network.

The numbers in the comments are the business terms of EN 16931-1, as the Peppol BIS Billing 3.0 guide names them.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.errors import PaymentDataError, Place, RecordError
from toolkit.payments.references import read_reference
from toolkit.records.messages import quote
from toolkit.records.values import YEARS
from toolkit.records.xml import parse_xml
from toolkit.wording import worded

TERM = timedelta(days=30)
"""The term to pay of an invoice that names none: art. 6:119a BW (NL), art. 4 of the law of 2 August 2002 (BE)."""

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_NAMES = {"cac": f"{_UBL}CommonAggregateComponents-2", "cbc": f"{_UBL}CommonBasicComponents-2"}
_KINDS = {f"{{{_UBL}Invoice-2}}Invoice": 1, f"{{{_UBL}CreditNote-2}}CreditNote": -1}
# An amount is an xs:decimal, without exponent; more digits than these no invoice has.
_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,8})?|\.[0-9]{1,8})")
_CONTACT = re.compile(r"(?:t\.?a\.?v\.?|ter attentie van|à l'attention de)\s+", re.IGNORECASE)
_NOBODY = ("", "n/a", "na", "nvt", "n.v.t", "geen", "none", "onbekend", "unknown", "x")
_ADDITION = re.compile(r"[0-9]{0,4}[ -]?[A-Za-z]{0,4}|(?:bus|bte|box) [0-9A-Za-z]{1,5}", re.IGNORECASE)


# Schemes of an identifier that only a registered organisation has: the chamber of commerce, a tax office, a
# government's own list. Codes of ISO/IEC 6523 and the EAS list of the EU: KvK, OIN, enterprise numbers, VAT.
_REGISTERS = frozenset(
    ("0002", "0009", "0106", "0190", "0204", "0208", "9925", "9930", "9938", "9944", "9956", "9957", "NL:KVK",
     "NL:OIN", "BE:CBE", "BE:EN", "NL:VAT", "BE:VAT", "KVK", "KBO", "BTW")
)  # fmt: skip
_DIRECT_DEBIT = ("49", "59")
"""Payment means (UNCL4461) by which the seller collects: direct debit, SEPA direct debit."""


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer.

    `legal` is the number of a register (KvK, enterprise number) or, without one, the VAT number; `number` is
    what the seller calls it by. `ids` are all numbers it is known by, without spaces, the legal one first.
    `street` holds the house number.
    """

    name: str
    legal_name: str
    ids: tuple[str, ...]
    legal: str
    number: str
    vat: str
    street: str
    extra: str
    postcode: str
    town: str
    country: str
    contact: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside the document: its name, its content, and whether it shows the invoice itself."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bill:
    """What a reminder needs of one document. Amounts are EUR, negative on a credit note.

    `due` is None when the document names no day; each of the `accounts` holds IBAN, BIC and account holder.
    With `direct_debit` the seller collects the money itself.
    """

    number: str
    on: date
    due: date | None
    amount: Decimal
    paid: Decimal
    reference: str
    description: str
    accounts: tuple[tuple[str, str, str], ...]
    direct_debit: bool
    seller: Party
    buyer: Party
    embedded: tuple[Embedded, ...]


def read_document(path: Path) -> Bill:
    """Return the invoice or credit note in a file.

    Raises RecordError, in Dutch, for a file that is no UBL, has a DOCTYPE or entities, or lacks what a
    reminder needs.
    """
    return _Reader(path).bill()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._place = Place(str(path))
        self._root = parse_xml(path)
        self._sign = _KINDS.get(self._root.tag, 0)
        if not self._sign:
            raise self._wrong(worded("is geen factuur of creditnota in UBL 2.1"))

    def bill(self) -> Bill:
        """Return what the document says."""
        if (currency := self._text("cbc:DocumentCurrencyCode")) != "EUR":  # BT-5
            raise self._wrong(
                worded(
                    "is niet in euro's maar in {currency}",
                    currency=currency[:3] or worded("een onbekende munt"),
                )
            )
        amount, paid = self._amounts()
        seller = self._party("cac:AccountingSupplierParty")
        means = self._root.findall("cac:PaymentMeans", _NAMES)
        dues = (self._text("cbc:PaymentDueDate", each) for each in means)
        due = self._text("cbc:DueDate") or next(filter(None, dues), "")  # BT-9
        items = self._root.xpath("*/cac:Item/cbc:Name/text()", namespaces=_NAMES)  # BT-153
        return Bill(
            number=self._needed("cbc:ID", worded("het factuurnummer")),  # BT-1
            on=self._day(self._needed("cbc:IssueDate", worded("de factuurdatum"))),  # BT-2
            due=self._day(due) if due else None,
            amount=amount,
            paid=paid,
            reference=self._reference(means, seller.country),
            description=" ".join(str(items[0]).split()) if len(items) == 1 else "",
            accounts=tuple(self._accounts(means, seller)),
            direct_debit=any(
                self._text("cbc:PaymentMeansCode", each) in _DIRECT_DEBIT
                for each in means  # BT-81
            ),
            seller=seller,
            buyer=self._party("cac:AccountingCustomerParty"),
            embedded=tuple(self._embedded()),
        )

    def _amounts(self) -> tuple[Decimal, Decimal]:
        """Return the amount with VAT after rounding, and what was paid of it; they must give what is payable.

        Documents of UBL 2.0 may lack the amount with VAT: then it follows from the others.
        """
        total = "cac:LegalMonetaryTotal/cbc:"
        rounding = self._money(f"{total}PayableRoundingAmount", "0")  # BT-114
        prepaid = self._money(f"{total}PrepaidAmount", "0")  # BT-113
        payable = self._money(f"{total}PayableAmount")  # BT-115
        whole = self._money(f"{total}TaxInclusiveAmount", str(payable + prepaid - rounding))  # BT-112
        if whole + rounding - prepaid != payable:
            raise self._wrong(
                worded("het te betalen bedrag is niet het totaal met btw, min wat al betaald is"),
                "PayableAmount",
            )
        return self._sign * (whole + rounding), self._sign * prepaid

    def _reference(self, means: Sequence[Any], country: str) -> str:
        """Return what the customer writes with the payment: one with check digits, else the free text of BT-83.

        `InstructionID` held it in UBL 2.0; anything but check digits there is for machines. The number of the
        document itself is none.
        """
        number, free = self._text("cbc:ID"), ""
        for name in ("cbc:PaymentID", "cbc:InstructionID"):
            for text in filter(None, (self._text(name, each) for each in means)):
                if text == number:
                    continue
                try:
                    reference = read_reference(text, country=country or None)
                except PaymentDataError:
                    continue
                if reference.structured:
                    return reference.printed
                free = free or (text if name == "cbc:PaymentID" else "")
        return free

    def _accounts(self, means: Sequence[Any], seller: Party) -> Iterator[tuple[str, str, str]]:
        """Yield the accounts that the document names (BG-17), each once."""
        seen = set()
        payee = self._text("cac:PayeeParty/cac:PartyName/cbc:Name")  # BT-59
        branch = "cac:FinancialInstitutionBranch"
        for account in (
            found for each in means for found in each.findall("cac:PayeeFinancialAccount", _NAMES)
        ):
            iban = "".join(self._text("cbc:ID", account).split()).upper()  # BT-84
            if not iban or iban in seen:
                continue
            seen.add(iban)
            bic = self._text(f"{branch}/cbc:ID", account)  # BT-86
            bic = bic or self._text(f"{branch}/cac:FinancialInstitution/cbc:ID", account)
            holder = self._text("cbc:Name", account) or payee or seller.legal_name or seller.name  # BT-85
            yield iban, bic if len(bic) in (8, 11) else "", holder

    def _party(self, role: str) -> Party:
        party = self._first(f"{role}/cac:Party")
        address = self._first(f"{role}/cac:Party/cac:PostalAddress")
        if address is None or not self._text("cbc:StreetName", address):
            elsewhere = self._first(f"{role}/cac:Party/cac:PhysicalLocation/cac:Address")
            address = address if elsewhere is None else elsewhere
        vat = _number(self._text("cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID", party))
        legal = _number(self._text("cac:PartyLegalEntity/cbc:CompanyID", party))  # BT-30, BT-47
        endpoint, *_ = [*self._known_by("cbc:EndpointID", party), ("", False, False)]  # BT-34, BT-49
        named = self._known_by("cac:PartyIdentification/cbc:ID", party)  # BT-29, BT-46
        registered = [number for number, official, _ in (endpoint, *named) if official]
        others = [number for number, official, mail in named if number and not official and not mail]
        assigned = self._text("cbc:SupplierAssignedAccountID", self._first(role))
        numbers = (legal, vat, *registered, assigned, *others, "" if endpoint[2] else endpoint[0])
        mail = self._text("cac:Contact/cbc:ElectronicMail", party)
        more = (
            self._text("cbc:AdditionalStreetName", address),
            self._text("cac:AddressLine/cbc:Line", address),
        )
        return Party(
            name=self._text("cac:PartyName/cbc:Name", party),
            legal_name=self._text("cac:PartyLegalEntity/cbc:RegistrationName", party),
            ids=tuple(dict.fromkeys("".join(number.split()) for number in numbers if number)),
            legal=legal or next(iter(registered), "") or vat,
            number=assigned or next(iter(others), ""),
            vat=vat,
            street=self._street(address),
            extra=", ".join(filter(None, more)),
            postcode=self._text("cbc:PostalZone", address),
            town=self._text("cbc:CityName", address),
            country=self._text("cac:Country/cbc:IdentificationCode", address),
            contact=_contact(self._text("cac:Contact/cbc:Name", party)),
            phone=self._text("cac:Contact/cbc:Telephone", party),
            email=mail or (endpoint[0] if endpoint[2] else ""),
        )

    def _known_by(self, path: str, party: Any) -> list[tuple[str, bool, bool]]:
        """Return the identifiers at a path, each with whether a register gave it and whether it is an e-mail box."""
        found = []
        for element in party.findall(path, _NAMES) if party is not None else ():
            text = "".join((element.text or "").split())
            schemes = {element.get(name, "").upper() for name in ("schemeID", "schemeAgencyName")}
            official = bool(schemes & _REGISTERS) and bool(_number(text))
            found.append((text, official, "EM" in schemes or "@" in text))
        return found

    def _street(self, address: Any) -> str:
        """Return the street with its house number, wherever that stands.

        `Department` holds an addition in older Dutch documents ("23" and "1a"), elsewhere a department in words.
        """
        street = self._text("cbc:StreetName", address)
        number = self._text("cbc:BuildingNumber", address)
        addition = self._text("cbc:Department", address)
        if number and not re.search(rf"(?<![0-9]){re.escape(number)}(?![0-9])", street):
            street = f"{street} {number}"
        if street and addition and _ADDITION.fullmatch(addition) and not street.endswith(f" {addition}"):
            street = f"{street} {addition}"
        return street

    def _embedded(self) -> Iterator[Embedded]:
        """Yield the files inside the document (BG-24)."""
        path = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
        for element in self._root.xpath(path, namespaces=_NAMES):
            try:
                content = base64.b64decode("".join((element.text or "").split()), validate=True)
            except binascii.Error as error:
                raise self._wrong(worded("de bijlage in de factuur is beschadigd")) from error
            name = Path(element.get("filename", "").replace("\\", "/")).name
            yield Embedded(name, element.get("mimeCode", ""), content)

    def _first(self, path: str) -> Any:
        return self._root.find(path, _NAMES)

    def _text(self, path: str, *below: Any) -> str:
        """Return a text on one line, `below` an element or in the document; empty when either is not there."""
        start = below[0] if below else self._root
        if start is None:
            return ""
        found = start.xpath(f"string({path})", namespaces=_NAMES)
        return " ".join(str(found).split())

    def _needed(self, path: str, what: str) -> str:
        text = self._text(path)
        if not text:
            raise self._wrong(worded("{what} ontbreekt", what=what), path)
        return text

    def _money(self, path: str, default: str = "") -> Decimal:
        text = self._text(path) or default
        if not _AMOUNT.fullmatch(text):
            raise self._wrong(worded("is geen bedrag") if text else worded("ontbreekt"), path)
        return Decimal(text)

    def _day(self, text: str) -> date:
        try:
            day = date.fromisoformat(text[:10])
        except ValueError as error:
            raise self._wrong(worded("{text} is geen datum", text=quote(text))) from error
        if day.year not in YEARS:
            raise self._wrong(worded("{text} heeft een jaar dat niet kan kloppen", text=quote(text)))
        return day

    def _wrong(self, what: str, path: str = "") -> RecordError:
        name = path.rpartition(":")[2]
        return RecordError(
            worded("{name}: {what}", name=name, what=what) if name else what, place=self._place
        )


def _contact(text: str) -> str:
    """Return the name of a contact; empty for what stands there instead of one."""
    name = _CONTACT.sub("", text)
    return "" if name.casefold().strip(".-/ ") in _NOBODY else name


def _number(text: str) -> str:
    """Return the number of a register without spaces; empty for what stands there instead ("/", "n.v.t.", "0")."""
    bare = "".join(text.split())
    digits = [char for char in bare if char.isdigit()]
    return bare if len(digits) >= 5 and set(digits) != {"0"} else ""
