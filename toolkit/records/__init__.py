"""Who owes what to whom: the validated models and the readers of TOML, JSON and CSV."""

from toolkit.records.models import (
    Action,
    Address,
    Agreement,
    Attachment,
    Creditor,
    Customer,
    Instalment,
    Invoice,
    OpeningHours,
    Payment,
    Person,
    Record,
    SentNotice,
    Signatory,
)

__all__ = [
    "Action",
    "Address",
    "Agreement",
    "Attachment",
    "Creditor",
    "Customer",
    "Instalment",
    "Invoice",
    "OpeningHours",
    "Payment",
    "Person",
    "Record",
    "SentNotice",
    "Signatory",
]
