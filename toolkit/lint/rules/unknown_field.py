"""Fields that no record has."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.errors import did_you_mean
from toolkit.lint.model import Example, FileHit, Options, Rule, Say, Severity
from toolkit.lint.scenario import TemplateView


def check(view: TemplateView, _options: Options) -> Iterator[FileHit]:
    """Yield each place where a template reads a field that does not exist, in every branch."""
    from toolkit.compose.fields import unknown

    found: set[tuple[str, int]] = set()
    for file, use in view.uses:
        if missing := unknown(use.path):
            path, known = missing
            found.add((file, use.start))
            yield FileHit(file, use.start, use.end, {"path": path, "hint": did_you_mean(path, known) or ""})
    for scenario, error in view.failures:
        place = error.place
        if place and place.line and place.column:
            source = view.sources[place.file]
            start = source.lines.offset(place.line, place.column)
            if (place.file, start) not in found:
                details = {"path": error.message.partition("'")[2].rstrip("'"), "hint": error.hint or ""}
                yield FileHit(place.file, start, start + len(details["path"]), details, scenarios=(scenario,))


RULE = Rule(
    name="unknown-field",
    code="T01",
    group="template",
    severity=Severity.ERROR,
    title=Say("Onbekend veld", "Unknown field"),
    message=Say("Het veld ‘{path}’ bestaat niet. {hint}", "The field '{path}' does not exist. {hint}"),
    why=Say(
        "Een veld dat niet bestaat, laat de brief mislukken zodra die tak aan de beurt is.",
        "A field that does not exist makes the letter fail as soon as that branch is taken.",
    ),
    advice=Say("Gebruik een veld dat ‘tact schema’ noemt.", "Use a field that 'tact schema' lists."),
    source="docs/architecture.md: records",
    reads="template",
    check=check,
    good=(Example("Beste {{ customer.last_name }}, betaal {{ total|euro }}."),),
    bad=(Example("{% if business and style %}Beste {{ customer.nme }}{% endif %}."),),
)
