"""UBL documents with the structure of the Peppol BIS Billing 3.0 examples, and values of our own."""

from __future__ import annotations

from base64 import b64encode

PDF = b"%PDF-1.4\n% a small one\n"

SELLER = """<cac:AccountingSupplierParty><cac:Party>
<cbc:EndpointID schemeID="0106">12345678</cbc:EndpointID>
<cac:PartyName><cbc:Name>De Korenbloem</cbc:Name></cac:PartyName>
<cac:PostalAddress><cbc:StreetName>Molenweg 2</cbc:StreetName><cbc:CityName>Amersfoort</cbc:CityName>
<cbc:PostalZone>3811 AB</cbc:PostalZone><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>
</cac:PostalAddress>
<cac:PartyTaxScheme><cbc:CompanyID>NL001234567B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
</cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>Bakkerij De Korenbloem B.V.</cbc:RegistrationName>
<cbc:CompanyID schemeID="0106">12345678</cbc:CompanyID></cac:PartyLegalEntity>
<cac:Contact><cbc:Name>Administratie</cbc:Name><cbc:Telephone>033 470 00 00</cbc:Telephone>
<cbc:ElectronicMail>post@korenbloem.example</cbc:ElectronicMail></cac:Contact>
</cac:Party></cac:AccountingSupplierParty>"""

BUYER = """<cac:AccountingCustomerParty><cac:Party>
<cbc:EndpointID schemeID="0208">0123456749</cbc:EndpointID>
<cac:PartyName><cbc:Name>Lunchroom De Kade</cbc:Name></cac:PartyName>
<cac:PostalAddress><cbc:StreetName>Kaai 3</cbc:StreetName><cbc:AdditionalStreetName>bus 2</cbc:AdditionalStreetName>
<cbc:CityName>Gent</cbc:CityName><cbc:PostalZone>9000</cbc:PostalZone>
<cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:RegistrationName>De Kade BV</cbc:RegistrationName>
<cbc:CompanyID schemeID="0208">0123456749</cbc:CompanyID></cac:PartyLegalEntity>
<cac:Contact><cbc:Name>Lotte Maes</cbc:Name><cbc:Telephone>09 123 45 67</cbc:Telephone>
<cbc:ElectronicMail>lotte@dekade.example</cbc:ElectronicMail></cac:Contact>
</cac:Party></cac:AccountingCustomerParty>"""

CONSUMER = """<cac:AccountingCustomerParty><cac:Party>
<cac:PostalAddress><cbc:StreetName>Zonnedauw 12</cbc:StreetName><cbc:CityName>Utrecht</cbc:CityName>
<cbc:PostalZone>3561KL</cbc:PostalZone><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>
</cac:PostalAddress><cac:PartyLegalEntity><cbc:RegistrationName>mevr. F. Yilmaz</cbc:RegistrationName>
</cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>"""

MEANS = """<cac:PaymentMeans><cbc:PaymentMeansCode name="Credit transfer">30</cbc:PaymentMeansCode>
<cbc:PaymentID>+++090/9337/55493+++</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>NL20 INGB 0001 2345 67</cbc:ID>
<cbc:Name>De Korenbloem Facturen</cbc:Name><cac:FinancialInstitutionBranch><cbc:ID>INGBNL2A</cbc:ID>
</cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>"""

ALLOWANCE = """<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
<cbc:AllowanceChargeReason>Korting</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">10.00</cbc:Amount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
</cac:TaxCategory></cac:AllowanceCharge>"""

# 21% over 90.00 after the allowance, 9% over 50.00; another total in the seller's own currency of account.
TAX = """<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">23.40</cbc:TaxAmount>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">90.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">18.90</cbc:TaxAmount></cac:TaxSubtotal>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">50.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">4.50</cbc:TaxAmount></cac:TaxSubtotal></cac:TaxTotal>
<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">250.00</cbc:TaxAmount></cac:TaxTotal>"""


def totals(whole: str, payable: str, prepaid: str = "", rounding: str = "") -> str:
    """Return the amounts of a document."""
    return (
        '<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">150.00</cbc:LineExtensionAmount>'
        f'<cbc:TaxInclusiveAmount currencyID="EUR">{whole}</cbc:TaxInclusiveAmount>'
        + (f'<cbc:PrepaidAmount currencyID="EUR">{prepaid}</cbc:PrepaidAmount>' if prepaid else "")
        + (
            f'<cbc:PayableRoundingAmount currencyID="EUR">{rounding}</cbc:PayableRoundingAmount>'
            if rounding
            else ""
        )
        + f'<cbc:PayableAmount currencyID="EUR">{payable}</cbc:PayableAmount></cac:LegalMonetaryTotal>'
    )


def embedded(content: bytes = PDF, kind: str = "application/pdf", name: str = "factuur.pdf") -> str:
    """Return a document inside the document."""
    return (
        "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>"
        f'<cbc:EmbeddedDocumentBinaryObject mimeCode="{kind}" filename="{name}">{b64encode(content).decode()}'
        "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"
    )


def document(
    number: str = "F-1",
    *,
    kind: str = "Invoice",
    on: str = "2026-10-16",
    due: str = "2026-11-15",
    currency: str = "EUR",
    buyer: str = BUYER,
    seller: str = SELLER,
    means: str = MEANS,
    amounts: str = "",
    more: str = "",
    head: str = "",
) -> bytes:
    """Return an invoice or, with `kind` CreditNote, a credit note."""
    space = "urn:oasis:names:specification:ubl:schema:xsd:"
    day = f"<cbc:DueDate>{due}</cbc:DueDate>" if due and kind == "Invoice" else ""
    line = "InvoiceLine" if kind == "Invoice" else "CreditNoteLine"
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<{kind} xmlns="{space}{kind}-2" xmlns:cac="{space}CommonAggregateComponents-2"
 xmlns:cbc="{space}CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{on}</cbc:IssueDate>{day}
<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>{more}
{seller}{buyer}{means}<cac:PaymentTerms><cbc:Note>Betaling binnen 30 dagen</cbc:Note></cac:PaymentTerms>
{ALLOWANCE}{TAX}{amounts or totals("163.40", "163.40")}
<cac:{line}><cbc:ID>1</cbc:ID><cac:Item><cbc:Name>Brood in oktober</cbc:Name></cac:Item></cac:{line}>
</{kind}>""".encode()
