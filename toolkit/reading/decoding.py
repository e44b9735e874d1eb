"""From the bytes of a file to its characters."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.errors import Place, TextError
from toolkit.wording import overheard, worded

_LINE_BREAK = re.compile(r"\r\n?")


def read_bytes(path: Path, name: str = "") -> bytes:
    """Return what a file holds; an error calls it `name`. Raises TextError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise TextError(
            worded("cannot be read: {reason}", reason=overheard(error.strerror)),
            place=Place(name or str(path)),
        ) from error


def decoded(content: bytes, name: str, charset: str = "utf-8-sig") -> str:
    """Return the characters of a file as they stand in it, without a byte order mark.

    Raises TextError, with the place of the first byte that does not fit, for another encoding.
    """
    try:
        return content.decode(charset)
    except LookupError as error:
        raise TextError(
            worded("is in an unknown encoding, '{charset}'", charset=charset), place=Place(name)
        ) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        plain = "UTF-8" if charset == "utf-8-sig" else charset
        raise TextError(
            worded(
                "is not in {plain}: byte 0x{byte} does not fit",
                plain=plain,
                byte=f"{content[error.start]:02x}",
            ),
            place=Place(name, line),
            hint="save the file as UTF-8",
        ) from error


def unified(raw: str) -> str:
    """Return a text with every line break written as one character."""
    return _LINE_BREAK.sub("\n", raw)
