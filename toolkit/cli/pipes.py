"""What a verb prints when nobody reads on: a reader that leaves (`| head`) is no error, and ends no verb."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO


class Patient:
    """A stream of text whose reader may leave: what nobody reads is dropped, and the verb goes on to its own end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write as the stream does."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            self._leave()
            return len(text)

    def flush(self) -> None:
        """Flush as the stream does."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._leave()

    def _leave(self) -> None:
        """Let the stream go on into nothing, so that what it still holds is no error when Python ends either."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)


@contextmanager
def patient() -> Iterator[None]:
    """Make stdout and stderr patient."""
    before = sys.stdout, sys.stderr
    patients = tuple(Patient(stream) for stream in before)
    sys.stdout, sys.stderr = patients
    try:
        yield
    finally:
        for stream in patients:
            stream.flush()
        sys.stdout, sys.stderr = before
