"""The zip files of word processors, opened with limits: a file of elsewhere may be damaged, or meant to do harm."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from toolkit.errors import Place, TextError
from toolkit.wording import worded
from toolkit.xml import DeclaredXml, MalformedXml, xml_root

LARGEST_FILE = 50_000_000
"""The most bytes that a file of a word processor may have."""

LARGEST_PART = 30_000_000
"""The most bytes that one XML part of it may have, unpacked."""

LARGEST_WHOLE = 400_000_000
"""The most bytes that all its parts may have together, unpacked."""

MOST_PARTS = 10_000


class Archive:
    """A zip file in memory, called `name` in errors; raises TextError for one that is no such file, or too large."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        if len(content) > LARGEST_FILE:
            raise self.refusal(worded("is larger than {most} MB", most=LARGEST_FILE // 1_000_000))
        try:
            self._zip = ZipFile(BytesIO(content))
        except _BROKEN as error:
            raise self.damaged() from error
        parts = self._zip.infolist()
        self._parts = {part.filename: part for part in parts}
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
            raise self.refusal(
                worded("unpacks to more than {most} MB", most=LARGEST_WHOLE // 1_000_000),
                hint=worded("no letter is that large: make it again in a word processor"),
            )
        if any(part.flag_bits & 1 for part in parts):
            raise self.protected()

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    @property
    def parts(self) -> Iterable[str]:
        """The names of all parts."""
        return self._parts.keys()

    def refusal(self, what: str, hint: str | None = None) -> TextError:
        """Return the error that says what is wrong with the file."""
        return TextError(what, place=Place(self._name), hint=hint)

    def damaged(self) -> TextError:
        """Return the error of a file that is not whole."""
        return self.refusal(
            worded("is damaged"), hint=worded("open it in the program that made it, and save it again")
        )

    def protected(self) -> TextError:
        """Return the error of a file that only a password opens."""
        return protected(self._name)

    def _with_entities(self) -> TextError:
        hint = worded("open it in the program that made it, and save it again")
        return self.refusal(worded("declares entities, which no word processor does"), hint=hint)

    def read(self, part: str) -> bytes:
        """Return what a part holds; raises TextError for one that is missing, damaged or too large."""
        info = self._parts.get(part)
        if info is None:
            raise self.damaged()
        return self._unpacked(info, LARGEST_PART)

    def xml(self, part: str) -> Any:
        """Return the root element of an XML part; entities and other files are never read.

        Raises TextError as `read` does, and for a part that is no well-formed XML or declares entities.
        """
        try:
            return xml_root(self.read(part))
        except DeclaredXml as error:
            raise self._with_entities() from error
        except MalformedXml as error:
            raise self.damaged() from error

    def replaced(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the file with these parts instead of its own, or added to them; all others hold the same bytes."""
        out = BytesIO()
        with ZipFile(out, "w") as made:
            for info in self._zip.infolist():
                content = parts.get(info.filename)
                data = self._unpacked(info, LARGEST_WHOLE) if content is None else content
                made.writestr(info, data, compress_type=info.compress_type)
            for name in sorted(parts.keys() - self._parts.keys()):
                first = self._zip.infolist()[0]
                info = ZipInfo(name, first.date_time)
                made.writestr(info, parts[name], compress_type=first.compress_type)
        return out.getvalue()

    def _unpacked(self, info: ZipInfo, most: int) -> bytes:
        try:
            with self._zip.open(info) as file:
                data = file.read(most + 1)
        except _BROKEN as error:
            raise self.damaged() from error
        if len(data) > most:
            raise self.refusal(
                worded("has a part that unpacks to more than {most} MB", most=most // 1_000_000),
                hint=worded("no letter is that large: make it again in a word processor"),
            )
        return data


_BROKEN = (
    BadZipFile,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What zipfile raises for a file that is not whole."""


def protected(name: str) -> TextError:
    """Return the error of a file that only a password opens."""
    return TextError(
        "is protected with a password",
        place=Place(name),
        hint="open it in the program that made it, take the password away, and save it under another name",
    )
