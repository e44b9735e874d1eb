"""Where a verb prints to, whatever that is: a reader who left, a full disk, another alphabet, nothing at all.

A reader that leaves (`| head`) is no error. What cannot be written is dropped, the verb goes on to its own end, and
then it is told.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO


class Patient:
    """A stream of text that may fail: what nobody can read is dropped, and `lost` keeps why it was no reader's wish."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.lost: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write as the stream does."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._leave(error)
            return len(text)

    def flush(self) -> None:
        """Flush as the stream does."""
        try:
            self._stream.flush()
        except OSError as error:
            self._leave(error)

    def _leave(self, error: OSError) -> None:
        """Let the stream go on into nothing, so that what it still holds is no error when Python ends either."""
        if not isinstance(error, BrokenPipeError):
            self.lost = error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)


@contextmanager
def patient() -> Iterator[tuple[Patient, Patient]]:
    """Make stdout and stderr patient, and yield them: their `lost` is complete when both were flushed."""
    _open_what_is_closed()
    before = sys.stdout, sys.stderr
    out, err = (Patient(_speaking(stream)) for stream in before)
    sys.stdout, sys.stderr = out, err
    try:
        yield out, err
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before


def _open_what_is_closed() -> None:
    """Open the standard streams that are closed to nothing, or the next file would take their number.

    Then what a library says on stderr would stand in that file, here or in a worker.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - as long as the process
            os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)


def _speaking(stream: TextIO) -> TextIO:
    r"""Let a stream write what its alphabet lacks as `\u2026`; one that knows no accents at all gets UTF-8."""
    if isinstance(stream, TextIOWrapper):
        ascii_only = codecs.lookup(stream.encoding).name == "ascii"
        stream.reconfigure(encoding="utf-8" if ascii_only else stream.encoding, errors="backslashreplace")
    return stream
