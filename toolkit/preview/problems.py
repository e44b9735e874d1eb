"""What goes wrong at the desk, and how it is told: in the writer's language, with its place and the lines around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from toolkit.errors import InnerError, Place, RecordError, RecordErrors, RenderError, TactError
from toolkit.wording import worded

LINES_AROUND = 2
"""Source lines shown before and after the line that is wrong."""


class Refused(TactError):
    """A request that this app does not answer; `status` is its HTTP status."""

    status = 403


class NotThere(Refused):
    """An id that names nothing."""

    status = 404


class BadRequest(Refused):
    """A request that lacks something or says something impossible."""

    status = 400


class TooLarge(Refused):
    """A request that holds more than anybody types."""

    status = 413


class Conflict(Refused):
    """A file changed since it was read; `current` and `digest` are what it holds now."""

    status = 409

    def __init__(self, message: str, current: str, digest: str) -> None:
        super().__init__(message)
        self.current = current
        self.digest = digest


class Unfit(RecordErrors):
    """What is wrong with the values of a form; `fields` holds it by the path of each field."""

    def __init__(self, fields: Mapping[str, str], place: Place | None = None) -> None:
        super().__init__(
            RecordError(worded("{path}: {text}", path=path, text=text), place=place)
            for path, text in fields.items()
        )
        self.fields = dict(fields)


class FellOver(RenderError):
    """The program that makes messages ended while it made one."""


class Superseded(Refused):
    """A newer request for the same picture came in; nobody waits for this one."""

    status = 409


def sentence(text: str) -> str:
    """Return what is said of a file or a field as a sentence of its own: with a capital."""
    return text[:1].upper() + text[1:]


def status_of(error: TactError) -> int:
    """Return the HTTP status that tells the truth about an error."""
    if isinstance(error, Refused):
        return error.status
    return 500 if isinstance(error, InnerError | FellOver) else 422


def described(
    error: TactError, language: str, read: Callable[[str], tuple[str, str] | None]
) -> dict[str, Any]:
    """Return an error as JSON: message, hint, place, and the source lines around that place.

    `read` gives the id and the text of a file by the name that errors call it; None for a file that is not of
    this desk, whose path is then left out.
    """
    if isinstance(error, RecordErrors):
        place = error.problems[0].place if error.problems else None
        # each begins with the path of a field, which stays as it is written
        message, hint = "\n".join(problem.said(language) for problem in error.problems), None
    else:
        message, hint, place = sentence(error.said(language)), error.advice(language), error.place
    out: dict[str, Any] = {
        "kind": type(error).__name__,
        "message": message,
        "hint": hint and sentence(hint),
        "place": None,
    }
    found = read(place.file) if place else None
    if place and found:
        out["place"] = {
            "file": found[0],
            "name": place.file if not Path(place.file).is_absolute() else Path(place.file).name,
            "line": place.line,
            "column": place.column,
        }
        out["lines"] = _around(found[1], place.line)
    if isinstance(error, Conflict):
        out |= {"current": error.current, "digest": error.digest}
    if isinstance(error, Unfit):
        out["fields"] = error.fields
    return out


def _around(text: str, line: int | None) -> list[dict[str, Any]]:
    lines = text.split("\n")
    if line is None:
        return []
    first = max(1, min(line - LINES_AROUND, len(lines) - 2 * LINES_AROUND))
    numbers = range(first, min(len(lines), first + 2 * LINES_AROUND) + 1)
    return [{"number": number, "text": lines[number - 1], "here": number == line} for number in numbers]


def too_slow(seconds: float) -> RenderError:
    """Return the error of a text that takes so long that it was stopped."""
    return RenderError(
        worded("Deze tekst kost meer dan {seconds} seconden en is gestopt", seconds=f"{seconds:.0f}"),
        hint="Kijk of een {% for %} te vaak herhaalt",
    )


def fell_over() -> FellOver:
    """Return the error of a worker that went away."""
    return FellOver("Het programma dat de pagina's maakt, viel om", hint="Probeer het opnieuw")
