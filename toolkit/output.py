"""Names and files of what comes out: a name no customer can bend, a file that is whole or not there."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from unicodedata import normalize

from toolkit.errors import Place, RenderError
from toolkit.wording import overheard, shown, worded

_LONGEST = 80
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_name(identity: str) -> str:
    """Return a file name for a record id: ASCII letters, digits, '.', '-' and '_', at most 80 characters.

    An id that is already such a name is kept. Any other id is cleaned and gets eight hexadecimal digits of
    its SHA-256, so that two ids do not share a name.
    """
    plain = normalize("NFKD", identity).encode("ascii", "ignore").decode()
    clean = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip(".-_")
    if clean == identity and 0 < len(clean) <= _LONGEST:
        return clean
    digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{clean[: _LONGEST - 9].rstrip('.-_')}-{digest}".lstrip("-")


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can read, with its parents; one that exists stays as it is.

    Raises RenderError when that cannot be.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(
            worded("the folder cannot be made: {reason}", reason=overheard(error.strerror)),
            place=Place(str(folder)),
        ) from error


def cache_folder(name: str) -> Path:
    """Return where what can be made again is kept, in the folder for caches of the person who runs this.

    Raises RuntimeError for a person without a home.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / ".cache") / "tact" / name


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once: the old one or the whole new one is there, and only its owner can read it (0600).

    The bytes go to a temporary file in the same folder, to the disk, and then take the name. Raises
    RenderError, and leaves nothing behind, when that cannot be.
    """
    with _whole(path) as file:
        file.write(content)


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """Write lines of text one by one, as `write_whole` writes bytes, and return the path."""
    with _whole(path) as file:
        file.writelines(line.encode("utf-8") for line in lines)
    return path


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file in the same folder, which takes the name when all is on the disk."""
    import tempfile

    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tact-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise RenderError(
            worded("the file cannot be written: {reason}", reason=overheard(error.strerror)),
            place=Place(str(path)),
        ) from error


def csv_lines(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a CSV file for a Dutch Excel: byte-order mark, semicolons; no cell runs as a formula.

    A text for people is said in the language of the interface; the names of columns, which programs read, are not.
    A cell that could run is guarded as `="…"`, which Excel shows as its text and our reader takes for its text.
    """
    import csv

    for number, row in enumerate(chain([head], rows)):
        out = io.StringIO()
        if number == 0:
            out.write("\ufeff")
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(
            [_guarded(shown(cell)) for cell in row]
        )
        yield out.getvalue()


def _guarded(cell: str) -> str:
    if not cell.startswith(_FORMULA):
        return cell
    return '="{}"'.format(cell.replace('"', '""'))
