"""The fields that are offered for words of a letter, each under the name that its writer knows it by."""

from __future__ import annotations

from toolkit.wording import worded

OFFERED: dict[str, dict[str, str]] = {
    worded("customer"): {
        "greeting": worded("salutation"),
        "customer.name": worded("name of the customer"),
        "customer.last_name": worded("last name of the customer"),
        "customer.initials": worded("initials of the customer"),
        "customer.company": worded("company of the customer"),
        "customer.id": worded("customer number"),
        "customer.address.street": worded("street and number of the customer"),
        "customer.address.postcode": worded("postcode of the customer"),
        "customer.address.town": worded("town of the customer"),
    },
    worded("amounts and days"): {
        "total|euro": worded("amount that is open"),
        "paid|euro": worded("amount that was paid already"),
        "invoice.amount|euro": worded("amount of the invoice"),
        "invoice.number": worded("invoice number"),
        "invoice.date|date": worded("invoice date"),
        "due_date|date": worded("due date of the invoice"),
        "pay_by|date": worded("last day to pay"),
        "date|date": worded("date of the letter"),
        "reference": worded("payment reference"),
    },
    worded("your organisation"): {
        "creditor.name": worded("name of your organisation"),
        "creditor.iban|iban": worded("your IBAN"),
        "creditor.phone|phone": worded("your telephone number"),
        "creditor.email": worded("your e-mail address"),
        "creditor.website": worded("your website"),
        "creditor.opening_hours": worded("when you can be reached"),
        "creditor.registration": worded("your number at the chamber of commerce"),
        "creditor.vat_number": worded("your VAT number"),
        "creditor.signatory.name": worded("who signs"),
    },
}
"""The expressions of fields by group, each with its name; the names are texts of the catalogue."""
