"""The payment QR code (EPC069-12, version 002): a banking app that scans it fills in the whole transfer."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

from toolkit.errors import PaymentDataError
from toolkit.payments.iban import check_iban
from toolkit.payments.qr import best_masked
from toolkit.payments.references import Reference, check_line, read_reference
from toolkit.wording import worded

if TYPE_CHECKING:
    from segno import QRCode

MAX_NAME = 70
_LEAST, _MOST = Decimal("0.01"), Decimal("999999999.99")
_QUIET_ZONE = 4
_MAX_VERSION = 13
_DARK = re.compile(rb"\x01+")
_LETTERS = bytes.maketrans(b"\0\1", b"ld")
"""A light or dark module as a letter."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code to draw. `title` says in words what it is, for who cannot see it."""

    title: str
    code: QRCode

    def svg(self, size_mm: float) -> str:
        """Return the code as an SVG element of `size_mm` millimetres, quiet zone of 4 modules included.

        It has no XML declaration, so it can stand inside HTML; it is black on white whatever lies behind it,
        and the same input gives the same characters. Raises ValueError for a size that is not above zero.
        """
        if not size_mm > 0:
            raise ValueError("a QR code needs a size above zero")
        across, title = len(self.code.matrix) + 2 * _QUIET_ZONE, escape(self.title)
        return (
            f'<svg role="img" aria-label="{title}" width="{size_mm:g}mm" height="{size_mm:g}mm" '
            f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {across}">'
            f"<title>{escape(self.title, quote=False)}</title>"
            f'<path fill="#fff" d="M0 0h{across}v{across}h-{across}z"/>'
            f'<path stroke="#000" d="{self._strokes()}"/></svg>'
        )

    def _strokes(self) -> str:
        """Return the dark modules as strokes of an SVG path, row by row, each from where the one before ended."""
        strokes: list[str] = []
        x = y = 0  # a finder pattern begins at the first module
        for down, row in enumerate(self.code.matrix):
            for run in _DARK.finditer(row):
                start, end = run.span()
                strokes.append(f"m{start - x} {down - y}h{end - start}")
                x, y = end, down
        return f"M{_QUIET_ZONE} {_QUIET_ZONE}.5{''.join(strokes).removeprefix('m0 0')}"

    def png(self, scale: int = 8) -> bytes:
        """Return the code as a PNG file of `scale` pixels a module, quiet zone of 4 modules included."""
        across = len(self.code.matrix) + 2 * _QUIET_ZONE
        width = across * scale
        quiet, margin = bytes(_QUIET_ZONE), [bytes(across)] * _QUIET_ZONE
        lines = []
        for row in (*margin, *(quiet + row + quiet for row in self.code.matrix), *margin):
            modules = row.translate(_LETTERS).decode()
            bits = modules.replace("l", "1" * scale).replace("d", "0" * scale) + "0" * (-width % 8)
            lines.append((b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")) * scale)
        head = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)  # one bit, grey
        chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 3)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )


def epc_qr(
    *,
    name: str,
    iban: str,
    amount: Decimal,
    reference: Reference | str,
    bic: str = "",
    title: str = "{holder}",
) -> QrCode:
    """Return the payment QR code for a transfer of `amount` EUR to the account holder `name`.

    `name` has at most 70 characters; banks compare it with the IBAN. A structured `reference` (OGM, RF,
    betalingskenmerk) goes into the field for those, at most 35 characters; any other text into the free
    field, at most 140. `bic` is not needed inside the EEA. `title` is the text alternative; `{holder}`
    in it stands for the name. The code is UTF-8, level M, at most version 13 (331 bytes). Raises PaymentDataError.
    """
    helpers: Any = import_module("segno.helpers")  # its type hints leave out how it writes the content

    holder, account = check_line(name, worded("name of the account holder"), MAX_NAME), check_iban(iban)
    if not (amount.is_finite() and _LEAST <= amount <= _MOST and amount == amount.quantize(_LEAST)):
        raise PaymentDataError(
            "the amount cannot be in a payment QR code", hint="it is 0.01 to 999999999.99 EUR, in whole cents"
        )
    if isinstance(reference, str):
        remittance = read_reference(reference, country=account[:2])
    else:
        remittance = read_reference(reference.value, reference.kind)
    field = {"reference": remittance.value} if remittance.structured else {"text": remittance.value}
    try:
        content = helpers._make_epc_qr_data(
            holder,
            account,
            amount,
            bic=_bic(bic),
            encoding="utf-8",
            **{"text": None, "reference": None, **field},
        )
        code = best_masked(content)
        if int(code.version) > _MAX_VERSION:
            raise ValueError
    except ValueError:
        # All else was checked above, and segno's own message would quote the name.
        raise PaymentDataError(
            "the payment data is too long for a QR code",
            hint="331 bytes fit: shorten the name or the reference",
        ) from None
    return QrCode(title.format(holder=holder), code)


def _bic(text: str) -> str | None:
    from stdnum import bic
    from stdnum.exceptions import ValidationError

    if not text.strip():
        return None
    try:
        return str(bic.validate(text))
    except ValidationError:
        raise PaymentDataError(
            "is not a valid BIC", hint="it has 8 or 11 letters and digits, or leave it out"
        ) from None
