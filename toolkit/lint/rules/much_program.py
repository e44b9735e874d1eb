"""Templates in which too few lines are sentences."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, FileHit, Options, Rule, Say, Severity
from toolkit.lint.prose import prose_share
from toolkit.lint.scenario import TemplateView

_SENTENCES = (
    "{{ greeting }},\n\nEr staat nog {{ total|euro }} open.\nU kunt nu betalen.\nU kunt ons bellen.\n"
    "Wij helpen u graag.\n"
)
_NESTED = (
    "{% if consumer %}\n{% if total %}\nEr staat nog {{ total|euro }} open.\n{% endif %}\n{% else %}\n"
    "{% set what = 'iets' %}\n{% if paid %}\nDank u wel voor {{ what }}.\n{% endif %}\n{% endif %}\n"
)


def check(view: TemplateView, options: Options) -> Iterator[FileHit]:
    """Yield a hit for each text of its own of a template with fewer prose in a hundred lines than `prose`.

    It stands at the most lines of program after each other. A text of fewer lines than `lines` is left alone.
    """
    for file in sorted(view.mains.values()):
        source = view.sources[file]
        share = prose_share(source.text)
        if share.percent < options["prose"] and share.prose + share.program >= options["lines"]:
            first, last = share.most
            start = source.lines.offset(first, 1)
            end = source.lines.offset(last, 1)
            details = {"percent": share.percent, "prose": options["prose"]}
            stop = source.text.find("\n", end)
            yield FileHit(file, start, len(source.text) if stop < 0 else stop, details)


RULE = Rule(
    name="much-program",
    code="T06",
    group="template",
    severity=Severity.HINT,
    title=Say("Weinig zinnen, veel programma", "Few sentences, much program"),
    message=Say(
        "Van de regels is {percent}% een zin; {prose}% is goed. Het langste stuk programma staat hier.",
        "Of the lines {percent}% are sentences; {prose}% is good. The longest piece of program stands here.",
    ),
    why=Say(
        "Wie een brief schrijft, wil zinnen zien. Tussen veel regels met accolades verandert niemand graag een woord.",
        "Who writes a letter wants to see sentences. Between many lines with braces nobody likes to change a word.",
    ),
    advice=Say(
        "Zet een voorwaarde vóór haar zin met ‘{% if deels betaald: %}’, gebruik een veld dat één of meer zegt, of maak"
        " van een stuk een onderdeel. Namen en hun betekenis staan in ‘templates/_names/’.",
        "Put a condition before its sentence with '{% if deels betaald: %}', use a field that says one or several, or"
        " make a piece a part. Names and their meaning are in 'templates/_names/'.",
    ),
    source="docs/schrijvers.md: Kiezen",
    reads="template",
    check=check,
    options={"prose": 70, "lines": 9},
    good=(Example(_SENTENCES), Example("{% if consumer %}\nBeste klant.\n{% endif %}")),
    bad=(Example(_NESTED),),
)
