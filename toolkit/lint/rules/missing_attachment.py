"""Attachments that the text names and the message lacks, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.delivery import FULL
from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.scenario import Scenario
from toolkit.text.late import late

_NAMED = late(
    r"\b(?:zit(?:ten)?|vindt u|staa[nt]|gaan?|sturen wij(?: u)?)\b[^.?!\n]{0,60}?\b(?:bij|met|in) (?:deze|dit|de) "
    r"(?:brief|e-mail|mail|bericht|bijlagen?)\b"
    r"|\bbij (?:deze|dit) (?:brief|e-mail|mail|bericht)(?: zit(?:ten)?\b|:)"
    r"|\b(?:bijlagen?|bijgevoegde?|meegestuurde?|bijgaande?)\b",
    re.IGNORECASE,
)


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield the words that name an attachment when there is none, and one hit when one is never named."""
    if scenario.channel not in FULL:
        return
    document, attached = scenario.documents["body"], scenario.record.attachments
    named = list(_NAMED.finditer(document.text))
    if named and not attached:
        for found in named:
            yield Hit(found.start(), found.end())
    elif attached and not named:
        names = ", ".join(attachment.name for attachment in attached)
        yield Hit(0, 0, {"names": names}, message=_UNNAMED)


_UNNAMED = Say(
    "De tekst noemt deze bijlage niet: {names}.", "The text does not mention the attachment: {names}."
)

RULE = Rule(
    name="missing-attachment",
    code="F02",
    group="facts",
    severity=Severity.ERROR,
    title=Say("Bijlage klopt niet", "Attachment mismatch"),
    message=Say(
        "De tekst noemt een bijlage, maar er zit er geen bij.",
        "The text names an attachment, but there is none.",
    ),
    why=Say(
        "Een bijlage die ontbreekt, kost een telefoontje. Een bijlage die niemand noemt, leest niemand.",
        "A missing attachment costs a call; one that is never named is never read.",
    ),
    advice=Say(
        "Noem de bijlage alleen met {% if attachments %}, en noem haar dan ook.",
        "Name the attachment within {% if attachments %} only, and then do name it.",
    ),
    source="Eigen controle van 25 sjablonen van een advocatenkantoor: ontbrekende bijlagen",
    reads="message",
    check=check,
    languages=("nl",),
    good=(
        Example("Betaal de factuur.", stage="internal"),
        Example(
            "De factuur zit bij deze brief.",
            stage="internal",
            record={"attachments": [{"file": "f.pdf", "name": "Factuur", "kind": "invoice"}]},
        ),
    ),
    bad=(
        Example("De factuur zit bij deze brief.", stage="internal"),
        Example(
            "Betaal vandaag.",
            stage="internal",
            record={"attachments": [{"file": "f.pdf", "name": "Factuur", "kind": "invoice"}]},
        ),
    ),
)
