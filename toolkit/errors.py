"""Every error a person can meet: what is wrong, where, and what to do about it.

An error survives pickling (process pools) and carries no personal data: a message names the file, the field
and the kind of mistake; a value is quoted only where the reader of the error owns the file it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from toolkit.wording import AS_WRITTEN, translated, worded


class ExitCode(IntEnum):
    """What a command tells the shell."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    RENDER = 3


INTERRUPTED = 130
"""What a command tells the shell when Ctrl-C stopped it, as shells do themselves: 128 and the number of SIGINT."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: `line` and `column` count from 1, in characters; None where unknown."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class TactError(Exception):
    """The root: `message` says what, `place` where, `hint` what to do."""

    exit_code: ExitCode = ExitCode.USAGE

    def __init__(self, message: str, *, place: Place | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        return self.spoken(AS_WRITTEN)

    def spoken(self, language: str | None = None) -> str:
        """Return place, message and hint in a language; that of the interface when none is named."""
        message = self.said(language)
        text = f"{self.place}: {message}" if self.place else message
        return f"{text}; {translated(self.hint, language)}" if self.hint else text

    def said(self, language: str | None = None) -> str:
        """Return the message alone, in a language; that of the interface when none is named."""
        return translated(self.message, language)

    def advice(self, language: str | None = None) -> str | None:
        """Return the hint in a language; that of the interface when none is named."""
        return translated(self.hint, language) if self.hint else None

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(kind: type[TactError], args: tuple[Any, ...], state: dict[str, Any]) -> TactError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class SettingsError(TactError):
    """A workspace or a settings file is not usable."""


class TemplateError(TactError):
    """A template is missing, malformed or cannot be composed."""


class UnknownField(TemplateError):
    """A template asks for a field that the record does not have."""


class RecordError(TactError):
    """A record is not usable; for a table, the place is the row."""

    exit_code = ExitCode.FINDINGS


class RecordErrors(TactError):
    """All that is wrong with one input file, each problem a `RecordError`."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, problems: Iterable[RecordError]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def said(self, language: str | None = None) -> str:
        """Return what is wrong, each problem with its place and hint, one a line."""
        return "\n".join(problem.spoken(language) for problem in self.problems)


class PaymentDataError(TactError):
    """An IBAN, a payment reference or a payment QR code is not valid."""

    exit_code = ExitCode.FINDINGS


class NoRateKnown(TactError):
    """A dated table of law has no row for a date."""

    exit_code = ExitCode.FINDINGS


class TextError(TactError):
    """A text that is to be linted cannot be read."""


class RenderError(TactError):
    """A channel could not make its file."""

    exit_code = ExitCode.RENDER


class InnerError(TactError):
    """The program itself failed at one text or record; the others went on."""

    exit_code = ExitCode.RENDER


def inside(error: BaseException) -> str:
    """Return the kind of an error of the program itself, and the line of the program where it happened."""
    from traceback import extract_tb

    package = Path(__file__).parent
    frames = [f for f in extract_tb(error.__traceback__) if package in Path(f.filename).parents]
    at = f" ({Path(frames[-1].filename).relative_to(package.parent)}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{at}"


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the hint "did you mean 'x'?" for the known word nearest to `word`, or None."""
    from difflib import get_close_matches  # an error is rare, and its hint may take some milliseconds

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return worded("did you mean '{word}'?", word=near[0]) if near else None
