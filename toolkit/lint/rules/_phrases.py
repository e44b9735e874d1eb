"""What the rules share that look words up in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from toolkit.lint.model import Hit, Options, Say, Severity
from toolkit.lint.phrases import Match, Phrases, recase
from toolkit.lint.words import read
from toolkit.reading.document import Document


@cache
def _loaded(name: str) -> Phrases:
    return Phrases.load(name)


@cache
def _shipped(name: str, profile: str) -> Phrases:
    return _loaded(name).for_profile(profile)


@cache
def _own(path: Path, profile: str) -> Phrases:
    return Phrases(read(path), profile)


def finds(document: Document, name: str, options: Options) -> Iterator[Match]:
    """Yield what the shipped list `name` finds in a document."""
    yield from _shipped(name, _profile(document, options)).match_folded(document.folded)


def _profile(document: Document, options: Options) -> str:
    """Return whose words count: those of the country the firm chose, else of the country of the reader."""
    return str(options["profile"] or document.country.lower())


def own_finds(document: Document, options: Options) -> Iterator[Match]:
    """Yield what the firm's own word lists find in a document."""
    for path in options["lists"]:
        yield from _own(path, _profile(document, options)).match_folded(document.folded)


def hit(document: Document, match: Match, message: Say | None = None) -> Hit:
    """Return the hit of a find, with what can take its place in the same capitals."""
    span = document.analysis.span(match.start, match.end - 1)
    found = span.of(document.text)
    entry = match.entry
    suggestions = tuple(recase(found, option) for option in match.options)
    return Hit(
        span.start,
        span.end,
        {"found": found, "tip": ""},
        suggestions,
        safe=entry.safe and bool(match.replacement),
        message=message or _message(entry.tip("nl"), entry.tip("en"), suggestions),
        severity=Severity.HINT if entry.level == "hint" else None,
    )


def list_check(name: str) -> Callable[[Document, Options], Iterator[Hit]]:
    """Return the check of a rule that is a word list and nothing else."""

    def check(document: Document, options: Options) -> Iterator[Hit]:
        for match in finds(document, name, options):
            yield hit(document, match)

    return check


def _message(tip_nl: str, tip_en: str, suggestions: tuple[str, ...]) -> Say | None:
    """Return the advice of an entry as a message; None where the rule's own message and a suggestion say it all."""
    if suggestions or not tip_nl:
        return None
    return Say("‘{found}’: " + _plain(tip_nl), "'{found}': " + _plain(tip_en))


def _plain(tip: str) -> str:
    return tip.replace("{", "{{").replace("}", "}}")
