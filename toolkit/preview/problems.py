"""What goes wrong at the desk, and how it is told: in the writer's language, with its place and the lines around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.errors import Place, RecordError, RecordErrors, RenderError, TactError

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


class Superseded(Refused):
    """A newer request for the same picture came in; nobody waits for this one."""

    status = 409


_DUTCH: tuple[tuple[str, str], ...] = (
    (r"unknown field '(.*)' in needs", r"needs noemt een veld dat niet bestaat: '\1'"),
    (r"unknown field '(.*)'", r"Het veld '\1' bestaat niet"),
    (r"unknown template '(.*)'", r"De tekst '\1' bestaat niet"),
    (r"the record has no '(.*)', which .*", r"Dit voorbeeld heeft geen '\1', en de tekst heeft dat nodig"),
    (r"the block '(.*)' is missing", r"Het blok '\1' ontbreekt"),
    (r"the block '(.*)' is empty", r"Het blok '\1' is leeg"),
    (r"the template file '(.*)' does not exist", r"Het onderdeel '\1' bestaat niet"),
    (r"has no value", "Hier is geen waarde om te tonen"),
    (r"cannot be composed: (.*)", r"De tekst kan niet gemaakt worden: \1"),
    (r"Encountered unknown tag '(.*?)'\..*", r"De opdracht '\1' bestaat niet"),
    (
        r"Unexpected end of template\..*",
        "De tekst houdt te vroeg op: sluit elke {% if %}, {% for %} en {% block %}",
    ),
    (r"unexpected '(.*)'", r"Hier staat '\1', en dat hoort hier niet"),
    (r"expected token '(.*)', got '(.*)'", r"Hier hoort '\1' te staan, niet '\2'"),
    (
        r"unexpected end of .*|unexpected end of print statement.*",
        "Hier houdt een {{ … }} of {% … %} te vroeg op",
    ),
    (r"Missing end of (?:comment|raw).*", "Een {# … #} is niet gesloten"),
    (r"No filter named '(.*)'\.?", r"De opmaak '|\1' bestaat niet"),
    (r"did you mean '(.*)'\?", r"Bedoelt u '\1'?"),
    (r"check the .* here", "Kijk naar de {% … %} en {{ … }} op deze plek"),
    (r"check with .* that there is one", "Vraag eerst met {% if … %} of er een waarde is"),
    (r"add the field to the record", "Kies een ander voorbeeld, of vul het veld in"),
    (r"write (\{% block .*)", r"Schrijf \1"),
    (r"'(.*)' has: (.*)", r"'\1' heeft: \2"),
    (r"'customer.email' is missing", "De klant heeft geen e-mailadres"),
    (r"'customer.mobile' is missing", "De klant heeft geen mobiel nummer"),
    (r"'customer.address' is missing.*", "De klant heeft geen adres"),
    (r"an e-mail needs an address; nothing is sent", "Zonder adres gaat er geen e-mail uit"),
    (r"an SMS needs a mobile number", "Zonder mobiel nummer gaat er geen sms uit"),
    (r"is not valid TOML: (.*)", r"Dit is geen goede TOML: \1"),
)


def in_dutch(text: str | None) -> str | None:
    """Return a message or hint of the program in Dutch, where it is one that a writer meets; else as it is."""
    for pattern, dutch in _DUTCH:
        if text is not None and (found := re.fullmatch(pattern, text, re.DOTALL)):
            return found.expand(dutch)
    return text


def status_of(error: TactError) -> int:
    """Return the HTTP status that tells the truth about an error."""
    if isinstance(error, Refused):
        return error.status
    return 500 if isinstance(error, RenderError) else 422


def described(
    error: TactError, language: str, read: Callable[[str], tuple[str, str] | None]
) -> dict[str, Any]:
    """Return an error as JSON: message, hint, place, and the source lines around that place.

    `read` gives the id and the text of a file by the name that errors call it; None for a file that is not of
    this desk, whose path is then left out.
    """
    if isinstance(error, RecordErrors):
        place = error.problems[0].place if error.problems else None
        message, hint = "\n".join(problem.message for problem in error.problems), None
    else:
        message, hint, place = error.message, error.hint, error.place
    if language == "nl":
        message, hint = in_dutch(message) or "", in_dutch(hint)
    out: dict[str, Any] = {"kind": type(error).__name__, "message": message, "hint": hint, "place": None}
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
        f"Deze tekst kost meer dan {seconds:.0f} seconden en is gestopt",
        hint="Kijk of een {% for %} te vaak herhaalt",
    )


def fell_over() -> RenderError:
    """Return the error of a worker that went away."""
    return RenderError("Het programma dat de pagina's maakt, viel om", hint="Probeer het opnieuw")


def record_problem(texts: list[str], place: Place | None = None) -> RecordErrors:
    """Return what is wrong with the values of a form or a sample."""
    return RecordErrors([RecordError(text, place=place) for text in texts])
