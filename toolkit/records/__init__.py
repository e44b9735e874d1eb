"""Who owes what to whom: the validated models and the readers of TOML, JSON and CSV."""

from toolkit.records.creditors import Address, Compensation, Creditor, Signatory
from toolkit.records.models import (
    Action,
    Agreement,
    Attachment,
    Instalment,
    Invoice,
    Payment,
    Record,
    SentNotice,
)
from toolkit.records.people import Customer, Person, Representative

__all__ = [
    "Action",
    "Address",
    "Agreement",
    "Attachment",
    "Compensation",
    "Creditor",
    "Customer",
    "Instalment",
    "Invoice",
    "Payment",
    "Person",
    "Record",
    "Representative",
    "SentNotice",
    "Signatory",
]
