"""Branches of a template that no sample reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.compose.sourcemap import Source
from toolkit.lint.model import Example, FileHit, Options, Rule, Say, Severity
from toolkit.lint.scenario import TemplateView

if TYPE_CHECKING:
    from toolkit.compose.rewriting import Branch

_KINDS = {
    "if": ("deze voorwaarde", "this condition"),
    "else": ("het andere geval van deze voorwaarde", "the other case of this condition"),
    "for": ("deze herhaling", "this loop"),
    "empty": ("deze herhaling zonder inhoud", "this loop when it is empty"),
    "choice": ("een kant van deze keuze", "one side of this choice"),
}


UNCOVERED = "uncovered-branch"


def branch_hit(branch: Branch, source: Source) -> FileHit:
    """Return the hit of a branch: the statement that opens it."""
    text = source.text
    ends = (text.find("%}", branch.start), text.find("\n", branch.start))
    end = min((at for at in ends if at >= 0), default=len(text))
    nl, en = _KINDS[branch.kind]
    return FileHit(branch.file, branch.start, max(end, branch.start + 1), {"nl": nl, "en": en})


def check(_view: TemplateView, _options: Options) -> tuple[FileHit, ...]:
    """Return nothing: the engine asks `branch_hit` when it knows what all templates together reach."""
    return ()


RULE = Rule(
    name=UNCOVERED,
    code="T03",
    group="template",
    severity=Severity.WARNING,
    title=Say("Geen voorbeeld komt hier", "No sample comes here"),
    message=Say("Geen enkel voorbeeld bereikt {nl}.", "No sample reaches {en}."),
    why=Say(
        "Een zin die in geen voorbeeld voorkomt, heeft nog niemand in een brief gezien.",
        "Nobody has seen a sentence in a letter that occurs in no sample.",
    ),
    advice=Say(
        "Maak een voorbeeld in ‘samples/’ dat hier komt, of haal de tak weg.",
        "Write a sample in 'samples/' that comes here, or remove the branch.",
    ),
    source="docs/architecture.md: compose",
    reads="template",
    check=check,
    good=(Example("{% if consumer %}Beste klant.{% endif %}"),),
    bad=(Example("{% if business %}Beste relatie.{% endif %}"),),
)
