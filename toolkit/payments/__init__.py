"""Payment data: IBANs, payment references and the payment QR code. Checked, printed, made.

A name is imported when it is first used: who checks an IBAN needs no QR code.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_MODULES = {"QrCode": "epc", "epc_qr": "epc", "check_iban": "iban", "format_iban": "iban"}


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"{__name__}.{_MODULES.get(name, 'references')}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
