"""Texts that say both u and je."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.language.model import Kind
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document

_FORMAL = frozenset(("u", "uw", "uzelf"))
_FAMILIAR = frozenset(("je", "jij", "jou", "jouw", "jezelf", "jullie"))


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield each form of address that is not the one the text uses most; of equals, not the first."""
    analysis = document.analysis
    formal, familiar = (_words(document, words) for words in (_FORMAL, _FAMILIAR))
    if not formal or not familiar:
        return
    keep_formal = (len(formal), -formal[0]) > (len(familiar), -familiar[0])
    main, others = ("u", familiar) if keep_formal else ("je", formal)
    for token in others:
        span = analysis.span(token)
        yield Hit(span.start, span.end, {"found": span.of(document.text), "main": main})


def _words(document: Document, wanted: frozenset[str]) -> list[int]:
    """Return the numbers of the tokens that are one of some words."""
    analysis = document.analysis
    found = [places for form, places in document.places.items() if form.lower() in wanted]
    return sorted(at for places in found for at in places if analysis.kind(at) is Kind.WORD)


RULE = Rule(
    name="address-form",
    code="N07",
    group="tone",
    severity=Severity.WARNING,
    title=Say("U en je door elkaar", "Mixed forms of address"),
    message=Say(
        "‘{found}’, terwijl de tekst verder ‘{main}’ gebruikt.",
        "'{found}', while the text says '{main}' elsewhere.",
    ),
    why=Say(
        "Wie van ‘u’ naar ‘je’ springt, klinkt slordig of onbeleefd.",
        "Jumping from 'u' to 'je' sounds careless or rude.",
    ),
    advice=Say("Kies één vorm.", "Choose one form."),
    source="Taaladvies.net (Taalunie), aanspreekvormen",
    reads="text",
    check=check,
    languages=("nl",),
    whole=True,
    good=("U betaalt uw factuur.", "Je betaalt jouw factuur."),
    bad=("U betaalt je factuur. Wij helpen u.",),
)
