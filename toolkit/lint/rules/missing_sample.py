"""Templates without enough samples to be seen."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, FileHit, Options, Rule, Say, Severity
from toolkit.lint.scenario import TemplateView


def check(view: TemplateView, options: Options) -> Iterator[FileHit]:
    """Yield one hit when a template has fewer samples than the option `samples`."""
    count = len(view.samples)
    if count < options["samples"]:
        yield FileHit(view.manifest.file, 0, 0, {"count": count, "samples": options["samples"]})


RULE = Rule(
    name="missing-sample",
    code="T04",
    group="template",
    severity=Severity.WARNING,
    title=Say("Te weinig voorbeelden", "Too few samples"),
    message=Say(
        "De sjabloon heeft {count} van de {samples} voorbeelden.",
        "The template has {count} of {samples} samples.",
    ),
    why=Say(
        "Alleen in een voorbeeld ziet u hoe een brief met veel facturen of een lange naam eruitziet.",
        "Only a sample shows what a letter with many invoices or a long name looks like.",
    ),
    advice=Say(
        "Maak voorbeelden: gewoon, meer facturen, lange namen, deel betaald, alles leeg.",
        "Write samples: ordinary, several invoices, long names, part paid, everything optional absent.",
    ),
    source="docs/architecture.md: templates",
    reads="template",
    check=check,
    options={"samples": 5},
    good=(Example("Beste klant.", samples=5),),
    bad=(Example("Beste klant.", samples=1),),
)
