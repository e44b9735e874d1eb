"""Payment data: IBANs, payment references and the payment QR code. Checked, printed, made."""

from toolkit.payments.epc import QrCode, epc_qr
from toolkit.payments.iban import check_iban, format_iban
from toolkit.payments.references import (
    Reference,
    ReferenceKind,
    make_betalingskenmerk,
    make_ogm,
    make_rf,
    read_reference,
)

__all__ = [
    "QrCode",
    "Reference",
    "ReferenceKind",
    "check_iban",
    "epc_qr",
    "format_iban",
    "make_betalingskenmerk",
    "make_ogm",
    "make_rf",
    "read_reference",
]
