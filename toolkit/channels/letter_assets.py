"""What a letter may load and print: files of the workspace, and characters that its fonts have.

WeasyPrint reads files through `Assets`, which refuses every address outside the folders of the workspace.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from pathlib import Path
from threading import get_ident
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from toolkit.channels.letter_engine import FatalURLFetchingError, URLFetcher, URLFetcherResponse
from toolkit.errors import RenderError
from toolkit.wording import worded

FONT_SUFFIXES = (".ttf", ".otf", ".woff", ".woff2")
REPLACEMENT = "\ufffd"

_INVISIBLE = {"\u00ad", "\u200b", "\u2060", "\ufeff", *map(chr, range(0xFE00, 0xFE10))}
_DIRECTION = {chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_WHITE = {"\t", "\n", "\r"}


class Assets(URLFetcher):  # type: ignore[misc]
    """Reads the images, fonts and style sheets of the workspace.

    In: the folders that files may come from. Afterwards `characters` says what the fonts read can draw.
    """

    def __init__(self, roots: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("file", "data"), fail_on_errors=True)
        self._roots = tuple(root.resolve() for root in roots)
        self._files: set[Path] = set()
        self._fonts: dict[str, bytes] = {}

    def permit(self, file: Path) -> None:
        """Allow one file that lies elsewhere: beside the record that names it."""
        self._files.add(file.resolve())

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the file that `url` names; raises PermissionError or OSError, which end the rendering."""
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        path = Path(url2pathname(parts.path)).resolve()
        known = path in self._files or any(path.is_relative_to(root) for root in self._roots)
        if parts.scheme != "file" or not known:
            raise PermissionError("lies outside the workspace")
        content = path.read_bytes()
        if path.suffix.lower() in FONT_SUFFIXES:
            self._fonts[url] = content
        return URLFetcherResponse(url, content)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that a font read so far can draw."""
        from fontTools.ttLib import TTFont

        found: set[int] = set()
        for content in self._fonts.values():
            with TTFont(BytesIO(content), lazy=True) as font:
                found.update(font.getBestCmap() or ())
        return frozenset(map(chr, found))


@contextmanager
def careful(what: str) -> Iterator[list[str]]:
    """Collect what WeasyPrint complains about, and turn a file it may not or cannot read into a RenderError.

    `what` names the thing in work. Raises RenderError too for an image that cannot be read.
    """
    heard = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)
    try:
        yield heard.complaints
    except FatalURLFetchingError as error:
        name = Path(url2pathname(urlsplit(str(error).split('"')[1]).path)).name or "?"
        reason = (
            worded("lies outside the workspace")
            if isinstance(error.__cause__, PermissionError)
            else worded("cannot be read")
        )
        raise RenderError(
            worded("{what}: the file '{name}' {reason}", what=what, name=name, reason=reason),
            hint="put it in the workspace and name it from there",
        ) from error
    finally:
        logger.removeHandler(heard)
    if heard.errors:
        raise RenderError(worded("{what}: {error}", what=what, error=heard.errors[0]))


class _Listener(logging.Handler):
    """Keeps the warnings and errors of the thread that made it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = get_ident()
        self.complaints: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            (self.errors if record.levelno >= logging.ERROR else self.complaints).append(record.getMessage())


def printable(text: str, characters: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Return the text as the fonts can print it, and a Dutch sentence for each kind of change.

    Letters are composed (NFC). A character that no font has becomes `\N{REPLACEMENT CHARACTER}`, which is
    visible; signs that turn the direction of the text around are left out, because they can make an account
    number read backwards.
    """
    text = unicodedata.normalize("NFC", text)
    used = set(text)
    turning = used & _DIRECTION
    missing = used - characters - _WHITE - _INVISIBLE - turning
    if not (turning or missing or used & _INVISIBLE):
        return text, ()
    table = dict.fromkeys(map(ord, turning | (used & _INVISIBLE)), "") | dict.fromkeys(
        map(ord, missing), REPLACEMENT
    )
    notes = []
    if missing:
        one, shown = len(missing) == 1, _shown(missing)
        notes.append(
            worded("Dit teken staat niet in het lettertype: {shown}.", shown=shown)
            if one
            else worded("Deze tekens staan niet in het lettertype: {shown}.", shown=shown)
        )
    if turning:
        one, shown = len(turning) == 1, _shown(turning)
        notes.append(
            worded("Dit teken draait de leesrichting om en is weggelaten: {shown}.", shown=shown)
            if one
            else worded("Deze tekens draaien de leesrichting om en zijn weggelaten: {shown}.", shown=shown)
        )
    return text.translate(table), tuple(notes)


def _shown(characters: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        f"{char} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}"
        for char in sorted(characters)
    )
