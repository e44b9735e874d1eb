"""Words in capitals and rows of exclamation marks."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.language.model import Kind
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document

_NAMES = frozenset("BSN BTW CJIB DUO EUR GGD GMBH HTTPS IBAN IDEAL KVK OCMW SEPA SVB UWV".split())  # noqa: SIM905


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield runs of words in capitals, names of organisations aside, and exclamation marks in a row."""
    analysis = document.analysis
    run: list[int] = []
    loud = [
        places
        for form, places in document.places.items()
        if len(form) > 1 and (form.isupper() or form[0] in "!?")
    ]
    for token in sorted(at for places in loud for at in places):
        form = analysis.forms[token]
        follows = bool(run) and run[-1] == token - 1
        if run and not follows:
            yield from _hit(document, run)
            run = []
        if form[0] in "!?":
            mark = "?" if "?" in form else "!"
            yield Hit(analysis.starts[token], analysis.ends[token], {"found": form}, (mark,))
        elif (
            analysis.kind(token) is Kind.WORD
            and form.isalpha()
            and form not in _NAMES
            and (
                # A short word in capitals counts only right after a long one: 'NU' alone may be a name.
                len(form) >= options["letters"] or run
            )
        ):
            run.append(token)
    if run:
        yield from _hit(document, run)


def _hit(document: Document, run: list[int]) -> Iterator[Hit]:
    span = document.analysis.span(run[0], run[-1])
    found = span.of(document.text)
    yield Hit(span.start, span.end, {"found": found}, (found.lower(),))


RULE = Rule(
    name="shouting",
    code="N06",
    group="tone",
    severity=Severity.WARNING,
    title=Say("Schreeuwen", "Shouting"),
    message=Say("‘{found}’ schreeuwt. Gebruik gewone letters.", "'{found}' shouts; use ordinary letters."),
    why=Say("Hoofdletters lezen langzamer en klinken boos.", "Capitals read slower and sound angry."),
    advice=Say(
        "Gebruik kleine letters, en vet waar het echt telt.", "Use small letters, and bold where it counts."
    ),
    source="Telling in 101 aanmaningen (2026): hoofdletters in 13%",
    reads="text",
    check=check,
    options={"letters": 5},
    good=("Betaal met iDEAL of IBAN aan Bakkerij B.V.", "U betaalt aan het CJIB of de KvK."),
    bad=("Betaal ONMIDDELLIJK.", "LAATSTE AANMANING", "Bel ons!!!"),
)
