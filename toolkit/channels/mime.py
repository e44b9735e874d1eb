"""The bytes of an e-mail (RFC 5322, RFC 2045–2049): headers no value can bend, parts, and fixed boundaries.

The standard library's `EmailMessage` is not used to write: it takes ten times as long, and how it folds an
address header differs between releases of Python (python/cpython issues 100884 and 121284), so the bytes
would too. Its pieces do the encoding here, and its parser reads back every message in the tests.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from base64 import encodebytes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.header import Header
from hashlib import blake2b
from urllib.parse import quote

from toolkit.errors import RenderError
from toolkit.wording import worded

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the reading direction, and can make an account number read backwards: all left out."""

_LINE = 76
_FOLD = "\r\n "
_LONGEST_NAME = 60
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/?^_`{|}~-]+)*")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Entity:
    """One part of a message: its header lines without their ends, and its body with CRLF line ends."""

    headers: tuple[str, ...]
    body: bytes

    def bytes(self) -> bytes:
        """Return the part as it stands in a message."""
        return "\r\n".join((*self.headers, "", "")).encode("ascii") + self.body


def header(name: str, value: str) -> str:
    """Return a header line with free text, as encoded words (RFC 2047) where plain characters do not do.

    Runs of white space become one space. Raises RenderError for a line break or another control character.
    """
    value = one_line(name, value)
    line = f"{name}: {value}"
    if value.isascii() and "=?" not in value and len(line) <= _LINE:
        return line
    return f"{name}: {_encoded(value, len(name) + 2)}"


def address_header(name: str, display: str, address: str) -> str:
    """Return a header line with one mailbox: a display name, which may be empty, and an address.

    Raises RenderError for a line break or another control character, and for an address that is not a plain
    `local@domain` (RFC 5322, dot-atom).
    """
    if not _ADDRESS.fullmatch(address):
        raise RenderError(
            worded("the address in the header '{name}' is not one that mail servers accept", name=name)
        )
    display = one_line(name, display)
    if not display:
        return f"{name}: {address}"
    if not display.isascii() or "=?" in display or len(display) > _LONGEST_NAME:
        phrase = _encoded(display, len(name) + 2)
    elif _ATOMS.fullmatch(display):
        phrase = display
    else:
        phrase = '"' + re.sub(r'(["\\])', r"\\\1", display) + '"'
    mailbox = f"<{address}>"
    last = phrase.rpartition(_FOLD)[2] if _FOLD in phrase else f"{name}: {phrase}"
    return f"{name}: {phrase}{' ' if len(last) + len(mailbox) < _LINE else _FOLD}{mailbox}"


def one_line(name: str, value: str) -> str:
    """Return `value` with each run of white space as one space, and nothing that turns its direction.

    Raises RenderError for a line break or another control character.
    """
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in value):
        raise RenderError(
            worded("the header '{name}' would hold a line break or a control character", name=name)
        )
    return " ".join(straight(value).split())


def turns(value: str) -> bool:
    """Return whether a character in `value` turns the reading direction."""
    return any(char in value for char in TURNING)  # each is a search in C, which a class of characters is not


def straight(value: str) -> str:
    """Return `value` without the characters that turn the reading direction."""
    return value.translate(dict.fromkeys(map(ord, TURNING))) if turns(value) else value


_LATE_SPACE = re.compile(rb"^([^\r\n]{74,})(=20|=09)(?=\r\n)", re.MULTILINE)
"""A line that the encoder let grow past 76 characters by the space at its end."""


def text(subtype: str, content: str) -> Entity:
    """Return a text part in UTF-8, quoted-printable: no line is longer than 76 characters."""
    lines = straight(content).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    encoded = binascii.b2a_qp(lines.encode("utf-8"), istext=True).replace(b"\n", b"\r\n")
    return Entity(
        (f'Content-Type: text/{subtype}; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable"),
        _LATE_SPACE.sub(rb"\1=\r\n\2", encoded) if _spaced(encoded) else encoded,
    )


def _spaced(encoded: bytes) -> bool:
    return b"=20\r\n" in encoded or b"=09\r\n" in encoded


def base64_lines(content: bytes) -> bytes:
    """Return `content` in base64, in lines of 76 characters with CRLF."""
    return encodebytes(content).replace(b"\n", b"\r\n")


def image(subtype: str, encoded: bytes, content_id: str) -> Entity:
    """Return an image, already in base64, that the HTML shows by `cid:`."""
    return Entity(
        (
            f"Content-Type: image/{subtype}",
            "Content-Transfer-Encoding: base64",
            f"Content-ID: <{content_id}>",
            "Content-Disposition: inline",
        ),
        encoded,
    )


def attachment(media_type: str, encoded: bytes, filename: str) -> Entity:
    """Return a file, already in base64, that goes along under a name (RFC 2231 where it is not ASCII)."""
    filename = one_line("Content-Disposition", filename)
    if filename.isascii() and not re.search(r'["\\%]', filename):
        parameter = f'filename="{filename}"'
    else:
        parameter = f"filename*=utf-8''{quote(filename, safe='')}"
    return Entity(
        (
            f"Content-Type: {media_type}",
            "Content-Transfer-Encoding: base64",
            f"Content-Disposition: attachment;\r\n {parameter}",
        ),
        encoded,
    )


def multipart(subtype: str, parts: Sequence[Entity], *, parameters: str = "") -> Entity:
    """Return the parts as one, or the part itself when there is only one.

    The boundary is a hash of the parts, so the same parts give the same bytes; it holds `=_`, which neither
    quoted-printable nor base64 can write.
    """
    if len(parts) == 1:
        return parts[0]
    pieces = [part.bytes() for part in parts]
    digest = blake2b(digest_size=15)
    for piece in pieces:
        digest.update(piece)
    boundary = f"=_{digest.hexdigest()}"
    mark = f"--{boundary}".encode("ascii")
    body = b"".join(mark + b"\r\n" + _ended(piece) for piece in pieces)
    return Entity(
        (f'Content-Type: multipart/{subtype};{parameters}\r\n boundary="{boundary}"',),
        body + mark + b"--\r\n",
    )


def message(headers: Iterable[str], entity: Entity) -> bytes:
    """Return a whole message: its headers, then those of its content."""
    return Entity((*headers, "MIME-Version: 1.0", *entity.headers), entity.body).bytes()


def _ended(piece: bytes) -> bytes:
    return piece if piece.endswith(b"\r\n") else piece + b"\r\n"


def _encoded(value: str, used: int) -> str:
    return Header(value, "utf-8", maxlinelen=_LINE, header_name="x" * max(used - 2, 0)).encode(linesep="\r\n")
