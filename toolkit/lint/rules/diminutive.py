"""Diminutives."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.phrases import recase
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield each diminutive; those with a life of their own ('meisje') only with the option `lexicalised`."""
    for found in document.found("diminutives"):
        if found.lexicalised and not options["lexicalised"]:
            continue
        word = found.span.of(document.text)
        kept = word.rpartition("-")[0] if "-" in found.base else ""
        base = kept + found.base[len(kept) :] if kept else recase(word, found.base)
        if base == word:  # "glaasje": its base is not known
            yield Hit(found.span.start, found.span.end, {"found": word}, message=_WITHOUT_BASE)
            continue
        stands = _takes_any_noun(document, found.span.start) and not word.endswith("s")
        yield Hit(found.span.start, found.span.end, {"found": word, "base": base}, (base,) if stands else ())


def _takes_any_noun(document: Document, start: int) -> bool:
    """Say whether the word before may stand before every noun: "een", not "het", for a diminutive is always "het"."""
    at = bisect_left(document.analysis.starts, start)
    return at > 0 and document.lowered[at - 1] in _ANY


_ANY = frozenset(("een", "uw", "je", "jouw", "mijn", "geen", "per", "via", "met"))
_WITHOUT_BASE = Say(
    "‘{found}’ maakt het klein. Schrijf het gewone woord.",
    "'{found}' makes it small; write the ordinary word.",
)


RULE = Rule(
    name="diminutive",
    code="W03",
    group="words",
    severity=Severity.WARNING,
    title=Say("Verkleinwoord", "Diminutive"),
    message=Say("‘{found}’ maakt het klein. Schrijf ‘{base}’.", "'{found}' makes it small; write '{base}'."),
    why=Say(
        "Een ‘bedragje’ of een ‘briefje’ doet alsof de zorg van de klant niet telt.",
        "A little sum or a little letter acts as if the customer's worry does not count.",
    ),
    advice=Say("Gebruik het gewone woord.", "Use the ordinary word."),
    source="Praktijkadvies over vriendelijk incasseren: gebruik geen verkleinwoorden",
    reads="text",
    check=check,
    detectors=("diminutives",),
    options={"lexicalised": False},
    good=("Het meisje betaalt een beetje.", "Marije heeft oranje gordijnen."),
    bad=("Er staat nog een klein bedragje open.", "U kreeg al een briefje."),
)
