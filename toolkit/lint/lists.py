"""What the rules share that look words up in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from toolkit.lint.model import Hit, Options, Say, Severity
from toolkit.lint.phrases import Match, Phrases, recase
from toolkit.lint.words import OPTION, read
from toolkit.reading.document import Document


@cache
def _loaded(name: str) -> Phrases:
    return Phrases.load(name)


@cache
def _shipped(name: str, profile: str) -> Phrases:
    return _loaded(name).for_profile(profile)


@lru_cache(maxsize=16)
def _own(path: Path, profile: str, _stamp: tuple[int, int]) -> Phrases:
    return Phrases(read(path), profile)


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file does; of a file that is not there, what no file has."""
    try:
        found = path.stat()
    except OSError:
        return (0, -1)
    return (found.st_mtime_ns, found.st_size)


def finds(document: Document, name: str, options: Options) -> list[Match]:
    """Return what the shipped list `name` finds in a document; a list that several rules read is gone through once."""
    profile = _profile(document, options)
    matches: list[Match] = document.once(
        ("finds", name, profile), lambda: list(_shipped(name, profile).match_document(document))
    )
    return matches


def _profile(document: Document, options: Options) -> str:
    """Return whose words count: those of the country the firm chose, else of the country of the reader."""
    return str(options["profile"] or document.country.lower())


def own_finds(document: Document, options: Options) -> Iterator[Match]:
    """Yield what the firm's own word lists find in a document."""
    for path in options["lists"]:
        yield from _own(path, _profile(document, options), _stamp(path)).match_document(document)


def hit(document: Document, match: Match, message: Say | None = None, *, tiered: bool = False) -> Hit:
    """Return the hit of a find, with what can take its place in the same capitals.

    An entry that is only sometimes the wrong word is told to who asks for all. With `tiered` its kind and its
    replacement say how bad it is: a warning where both are sure, else a hint.
    """
    span = document.analysis.span(match.start, match.end - 1)
    found = span.of(document.text)
    entry = match.entry
    options = () if _loses_negation(document, match) or _is_definition(match) else match.options
    suggestions = tuple(recase(found, option) for option in options)
    is_sure = not tiered or entry.area in _SURE or bool(match.replacement and suggestions)
    return Hit(
        span.start,
        span.end,
        {"found": found, "tip": ""},
        suggestions,
        safe=entry.safe and bool(match.replacement and suggestions),
        message=message or _message(_tip(match, "nl"), _tip(match, "en"), suggestions),
        severity=None if entry.level == "warning" and is_sure else Severity.HINT,
        pedantic=entry.level == "hint",
    )


_SURE = frozenset(("connective", "office", "payment", "law"))
"""Areas whose words hardly ever are the right ones in a letter to a customer."""
_NEGATIONS = frozenset(("niet", "geen", "nooit", "niets", "zonder", "nog", "nimmer", "niemand"))
_DEFINES = 3
"""Words of a text that explains one word, and does not take its place."""


def _loses_negation(document: Document, match: Match) -> bool:
    """Say whether words of a negation stand in the gaps of a find, where a replacement would lose them."""
    return any(
        not _NEGATIONS.isdisjoint(document.lowered[end:start])
        for (_, end), (start, _) in pairwise(match.runs)
    )


def _is_definition(match: Match) -> bool:
    """Say whether what is proposed for one word explains it: then a sentence must be made anew."""
    text = match.entry.forms[match.form]
    return " " not in match.form and OPTION not in text and len(text.split()) >= _DEFINES


def _tip(match: Match, language: str) -> str:
    tip = match.entry.tip(language)
    text = match.entry.forms[match.form]
    if tip or not text:
        return tip
    return f"Zeg het zo: “{text}”." if language == "nl" else f"Say it like this: “{text}”."


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
