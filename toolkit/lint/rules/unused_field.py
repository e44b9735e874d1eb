"""Needs that a template declares and never reads."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, FileHit, Options, Rule, Say, Severity
from toolkit.lint.scenario import TemplateView


def check(view: TemplateView, _options: Options) -> Iterator[FileHit]:
    """Yield each entry of `needs` in template.toml that no file of the template reads."""
    read = {use.path for _, use in view.uses}
    manifest, text = view.manifest.file, view.manifest.text
    for need in view.template.needs:
        if not any(path == need or path.startswith((f"{need}.", f"{need}[]")) for path in read):
            start = max(text.find(f'"{need}"'), 0)
            yield FileHit(manifest, start, start + len(need) + 2, {"path": need})


RULE = Rule(
    name="unused-field",
    code="T02",
    group="template",
    severity=Severity.WARNING,
    title=Say("Veld niet gebruikt", "Field not used"),
    message=Say(
        "De sjabloon vraagt om ‘{path}’, maar gebruikt het nergens.",
        "The template needs '{path}' but reads it nowhere.",
    ),
    why=Say(
        "Wie een veld verplicht maakt zonder het te gebruiken, houdt brieven tegen om niets.",
        "A need that is never read holds letters back for nothing.",
    ),
    advice=Say("Haal het veld uit ‘needs’, of gebruik het.", "Take the field out of 'needs', or use it."),
    source="docs/architecture.md: templates",
    reads="template",
    check=check,
    good=(Example("Bel {{ creditor.phone }}.", needs=("creditor.phone",)),),
    bad=(Example("Bel ons.", needs=("creditor.phone",)),),
)
