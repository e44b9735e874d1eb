"""From the bytes of a file to its characters."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from pathlib import Path

from toolkit.errors import Place, TextError
from toolkit.text.late import late
from toolkit.wording import overheard, worded

_ACCENTED = "áàâäçéèêëíìîïñóòôöúùûüÁÀÂÄÇÉÈÊËÍÏÓÖÜ"
_IN_WORDS = late(
    rf"(?<=[A-Za-z])[{_ACCENTED}]|[{_ACCENTED}](?=[A-Za-z{_ACCENTED}])|(?<=[{_ACCENTED}])[{_ACCENTED}]"
)
_UNCERTAIN = late(r"[^\t\n\r\x20-\x7e€‘’“”–—…•°§½²«»©®·\u00a0]")
"""What no Dutch text in windows-1252 holds outside its words."""

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


def decoded(content: bytes, name: str, charset: str = "") -> str:
    """Return the characters of a file as they stand in it, without a byte order mark.

    Without a `charset` it is that which the bytes leave no doubt about: `encoding_of`. Raises TextError, with the place
    of the first byte that does not fit, for another encoding.
    """
    codec = charset or encoding_of(content)
    try:
        return content.decode(codec)
    except LookupError as error:
        raise TextError(
            worded("is in an unknown encoding, '{charset}'", charset=charset), place=Place(name)
        ) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TextError(
            worded(
                "is not in {plain}: byte 0x{byte} does not fit",
                plain={"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}.get(codec, codec),
                byte=f"{content[error.start]:02x}",
            ),
            place=Place(name, line),
            hint="save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
        ) from error


def encoding_of(content: bytes) -> str:
    """Return the encoding of a text: UTF-16 with its mark, UTF-8, or windows-1252 where nothing else can be meant.

    That is when each byte above ASCII is a letter of Dutch inside a word, or a mark of a word processor. A text of
    which that is not certain has UTF-8 for its encoding, in which it cannot be read.
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError):
            text = content.decode("cp1252")
            if not _UNCERTAIN.search(_IN_WORDS.sub("", text)):
                return "cp1252"
    return "utf-8-sig"


def unified(raw: str) -> str:
    """Return a text with every line break written as one character."""
    return _LINE_BREAK.sub("\n", raw)
