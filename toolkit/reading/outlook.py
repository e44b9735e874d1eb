"""Reads e-mails that Outlook saved (.msg): the subject, and the text or else the HTML.

The format is [MS-OXMSG], a compound file with one stream for each property of the e-mail.
"""

from __future__ import annotations

import codecs
import struct
from io import BytesIO
from typing import Any

from toolkit import install_line
from toolkit.compose.sourcemap import Source
from toolkit.errors import Place, SettingsError, TextError
from toolkit.reading.archive import LARGEST_FILE
from toolkit.reading.decoding import unified
from toolkit.reading.document import FileText, text_document
from toolkit.wording import worded

_SUBJECT, _BODY, _HTML = "0037", "1000", "1013"
_INTERNET_CODEPAGE, _CODEPAGE = 0x3FDE, 0x3FFD
_CODECS = {65001: "utf-8", 20127: "ascii", 28591: "latin-1"}
_LARGEST_PROPERTY = 10_000_000
_BROKEN = (
    ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RecursionError, TypeError, ValueError,
    struct.error,
)  # fmt: skip
"""What olefile raises for a file that is not whole."""


def read_outlook(content: bytes, name: str, tag: str) -> list[FileText]:
    """Return the texts of an e-mail in the language `tag`: 'name#subject', and 'name#text' or 'name#html'.

    Raises TextError for a file that is damaged, too large or without text, SettingsError without the package that reads
    such files.
    """
    try:
        import olefile
    except ImportError as error:
        raise SettingsError(
            "e-mails of Outlook cannot be read yet", place=Place(name), hint=install_line("word")
        ) from error
    if len(content) > LARGEST_FILE:
        raise TextError(worded("is larger than {most} MB", most=LARGEST_FILE // 1_000_000), place=Place(name))
    try:
        with olefile.OleFileIO(BytesIO(content)) as file:
            mail = _Mail(file)
            subject, body, html = mail.text(_SUBJECT), mail.text(_BODY), mail.text(_HTML)
    except _BROKEN as error:
        raise TextError("is damaged", place=Place(name), hint="save the e-mail again in Outlook") from error
    texts = []
    if subject.strip():
        source = Source(f"{name}#subject", unified(subject))
        texts.append(FileText(text_document(source.text, tag), source, is_whole=False))
    if body.strip():
        source = Source(f"{name}#text", unified(body))
        texts.append(FileText(text_document(source.text, tag), source))
    elif html.strip():
        from toolkit.reading.html import html_document

        source = Source(f"{name}#html", unified(html))
        texts.append(FileText(html_document(source, tag), source))
    else:
        raise TextError(
            "the e-mail has no text", place=Place(name), hint="save it in Outlook as HTML or as text"
        )
    return texts


class _Mail:
    """The properties of an e-mail."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._numbers = self._read_numbers()

    def text(self, number: str) -> str:
        """Return a property that is a text, whatever way it is kept; empty where there is none."""
        stream = f"__substg1.0_{number}"
        if wide := self._stream(f"{stream}001F"):
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        if narrow := self._stream(f"{stream}001E"):
            return narrow.decode(self._codec(_CODEPAGE, "cp1252"), errors="replace").rstrip("\0")
        if raw := self._stream(f"{stream}0102"):
            return raw.decode(self._codec(_INTERNET_CODEPAGE, "utf-8"), errors="replace").rstrip("\0")
        return ""

    def _stream(self, name: str) -> bytes:
        if not self._file.exists(name) or self._file.get_size(name) > _LARGEST_PROPERTY:
            return b""
        data: bytes = self._file.openstream(name).read()
        return data

    def _codec(self, number: int, otherwise: str) -> str:
        codepage = self._numbers.get(number)
        try:
            codec = codecs.lookup(_CODECS.get(codepage or 0, f"cp{codepage}"))
        except LookupError:
            return otherwise
        return codec.name

    def _read_numbers(self) -> dict[int, int]:
        """Return the properties that are numbers: entries of 16 bytes after a head of 32."""
        data = self._stream("__properties_version1.0")
        return {
            tag >> 16: value
            for at in range(32, len(data) - 15, 16)
            for tag, _, value in (struct.unpack_from("<III", data, at),)
            if tag & 0xFFFF == 3
        }
