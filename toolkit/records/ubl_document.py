"""One UBL 2.1 invoice or credit note (Peppol BIS Billing 3.0, EN 16931), read without entities or network.

The numbers in the comments are the business terms of EN 16931-1, as the Peppol BIS Billing 3.0 guide names them.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.errors import Place, RecordError
from toolkit.records.messages import quote
from toolkit.records.values import YEARS
from toolkit.records.xml import parse_xml

TERM = timedelta(days=30)
"""The term to pay of an invoice that names none: art. 6:119a BW (NL), art. 4 of the law of 2 August 2002 (BE)."""

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_NAMES = {"cac": f"{_UBL}CommonAggregateComponents-2", "cbc": f"{_UBL}CommonBasicComponents-2"}
_KINDS = {f"{{{_UBL}Invoice-2}}Invoice": 1, f"{{{_UBL}CreditNote-2}}CreditNote": -1}
# An amount is an xs:decimal, without exponent; more digits than these no invoice has.
_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,8})?|\.[0-9]{1,8})")


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer: `ids` are all numbers it is known by, without spaces, the legal one first."""

    name: str
    legal_name: str
    ids: tuple[str, ...]
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

    `due` is None when the document names no day; `account` holds IBAN, BIC and account holder.
    """

    number: str
    on: date
    due: date | None
    amount: Decimal
    paid: Decimal
    reference: str
    description: str
    account: tuple[str, str, str]
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
            raise self._wrong("is geen factuur of creditnota in UBL 2.1")

    def bill(self) -> Bill:
        """Return what the document says."""
        if (currency := self._text("cbc:DocumentCurrencyCode")) != "EUR":  # BT-5
            raise self._wrong(f"is niet in euro's maar in {currency[:3] or 'een onbekende munt'}")
        amount, paid = self._amounts()
        means = self._first("cac:PaymentMeans")
        account = self._first("cac:PaymentMeans/cac:PayeeFinancialAccount")
        seller = self._party("cac:AccountingSupplierParty/cac:Party")
        payee = self._text("cac:PayeeParty/cac:PartyName/cbc:Name")  # BT-59
        holder = self._text("cbc:Name", account) or payee or seller.legal_name or seller.name  # BT-85
        due = self._text("cbc:DueDate") or self._text("cbc:PaymentDueDate", means)  # BT-9
        items = self._root.xpath("*/cac:Item/cbc:Name/text()", namespaces=_NAMES)  # BT-153
        return Bill(
            number=self._needed("cbc:ID", "het factuurnummer"),  # BT-1
            on=self._day(self._needed("cbc:IssueDate", "de factuurdatum")),  # BT-2
            due=self._day(due) if due else None,
            amount=amount,
            paid=paid,
            reference=self._text("cbc:PaymentID", means),  # BT-83
            description=" ".join(str(items[0]).split()) if len(items) == 1 else "",
            account=(
                self._text("cbc:ID", account),  # BT-84
                self._text("cac:FinancialInstitutionBranch/cbc:ID", account),  # BT-86
                holder,
            ),
            seller=seller,
            buyer=self._party("cac:AccountingCustomerParty/cac:Party"),
            embedded=tuple(self._embedded()),
        )

    def _amounts(self) -> tuple[Decimal, Decimal]:
        """Return the amount with VAT after rounding, and what was paid of it; they must give what is payable."""
        total = "cac:LegalMonetaryTotal/cbc:"
        whole = self._money(f"{total}TaxInclusiveAmount")  # BT-112
        rounding = self._money(f"{total}PayableRoundingAmount", "0")  # BT-114
        prepaid = self._money(f"{total}PrepaidAmount", "0")  # BT-113
        payable = self._money(f"{total}PayableAmount")  # BT-115
        if whole + rounding - prepaid != payable:
            raise self._wrong(
                "het te betalen bedrag is niet het totaal met btw, min wat al betaald is", "PayableAmount"
            )
        return self._sign * (whole + rounding), self._sign * prepaid

    def _party(self, path: str) -> Party:
        party = self._first(path)
        address = self._first(f"{path}/cac:PostalAddress")
        vat = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID"
        numbers = (
            self._text("cac:PartyLegalEntity/cbc:CompanyID", party),  # BT-30, BT-47
            self._text(vat, party),  # BT-31, BT-48
            self._text("cac:PartyIdentification/cbc:ID", party),  # BT-29, BT-46
            self._text("cbc:EndpointID", party),  # BT-34, BT-49
        )
        more = (
            self._text("cbc:AdditionalStreetName", address),
            self._text("cac:AddressLine/cbc:Line", address),
        )
        return Party(
            name=self._text("cac:PartyName/cbc:Name", party),
            legal_name=self._text("cac:PartyLegalEntity/cbc:RegistrationName", party),
            ids=tuple(dict.fromkeys("".join(number.split()) for number in numbers if number)),
            vat=self._text(vat, party),
            street=self._text("cbc:StreetName", address),
            extra=", ".join(filter(None, more)),
            postcode=self._text("cbc:PostalZone", address),
            town=self._text("cbc:CityName", address),
            country=self._text("cac:Country/cbc:IdentificationCode", address),
            contact=self._text("cac:Contact/cbc:Name", party),
            phone=self._text("cac:Contact/cbc:Telephone", party),
            email=self._text("cac:Contact/cbc:ElectronicMail", party),
        )

    def _embedded(self) -> Iterator[Embedded]:
        """Yield the files inside the document (BG-24)."""
        path = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
        for element in self._root.xpath(path, namespaces=_NAMES):
            try:
                content = base64.b64decode("".join((element.text or "").split()), validate=True)
            except binascii.Error as error:
                raise self._wrong("de bijlage in de factuur is beschadigd") from error
            name = Path(element.get("filename", "").replace("\\", "/")).name
            yield Embedded(name, element.get("mimeCode", ""), content)

    def _first(self, path: str) -> Any:
        return self._root.find(path, _NAMES)

    def _text(self, path: str, below: Any = None) -> str:
        """Return a text on one line; empty when it is not there."""
        start = self._root if below is None and path.startswith(("cbc", "cac")) else below
        if start is None:
            return ""
        found = start.xpath(f"string({path})", namespaces=_NAMES)
        return " ".join(str(found).split())

    def _needed(self, path: str, what: str) -> str:
        text = self._text(path)
        if not text:
            raise self._wrong(f"{what} ontbreekt", path)
        return text

    def _money(self, path: str, default: str = "") -> Decimal:
        text = self._text(path) or default
        if not _AMOUNT.fullmatch(text):
            raise self._wrong("is geen bedrag" if text else "ontbreekt", path)
        return Decimal(text)

    def _day(self, text: str) -> date:
        try:
            day = date.fromisoformat(text[:10])
        except ValueError as error:
            raise self._wrong(f"{quote(text)} is geen datum") from error
        if day.year not in YEARS:
            raise self._wrong(f"{quote(text)} heeft een jaar dat niet kan kloppen")
        return day

    def _wrong(self, what: str, path: str = "") -> RecordError:
        name = path.rpartition(":")[2]
        return RecordError(f"{name}: {what}" if name else what, place=self._place)
