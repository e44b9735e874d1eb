"""Messages that offer the customer no way out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.scenario import Scenario
from toolkit.reading.document import Document
from toolkit.text.late import late

_OFFERS = late(
    r"\bregeling|\bbetaalafspra|\bin (?:delen|termijnen|stukken|\w+ keer)\b|\btermijnen\b|\buitstel\b|\blater betalen\b"
    r"|\b(?:lukt|kunt u|kun je|kan je)\b[^.?!]{0,60}\bniet\b|\bniet (?:kunt|kan|lukt)\b|\bspreid"
    r"|\b(?:vragen|vraag|hulp|helpen|help|oplossing|overleg|samen|twijfel|eens|klopt)\b",
    re.IGNORECASE,
)
_REACH = late(
    r"\b(?:bel|belt|bellen|mail|mailt|mailen|app|schrijf|schrijft|antwoord|stuur|chat|contact|neem|laat|vertel|kom)\b"
    r"|@|\b0\d[\d ()-]{7,}|https?://|\bwww\.",
    re.IGNORECASE,
)
_RECEIPTS = ("confirmation", "internal")


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield one hit in a message that says nowhere what who cannot pay or does not agree can do."""
    if not _offers(scenario.documents.values()):
        yield Hit(0, 0, section=scenario.main)


def _offers(documents: Iterable[Document]) -> bool:
    known = list(documents)
    text = "\n".join(document.text for document in known)
    return _REACH.search(text) is not None and (_OFFERS.search(text) is not None or len(known) == 1)


RULE = Rule(
    name="missing-option",
    code="F07",
    group="facts",
    severity=Severity.WARNING,
    title=Say("Geen uitweg", "No way out"),
    message=Say(
        "Dit bericht zegt niet wat iemand kan doen die niet kan betalen of het er niet mee eens is.",
        "This message does not say what to do for who cannot pay or does not agree.",
    ),
    why=Say(
        "Wie niet kan betalen en geen uitweg ziet, legt de brief weg. Wie weet dat bellen kan, belt.",
        "Who cannot pay and sees no way out puts the letter away; who knows that calling helps, calls.",
    ),
    advice=Say(
        "Zeg het in één zin: ‘Lukt het niet om te betalen? Bel ons. We zoeken samen een oplossing.’",
        "Say it in one sentence: 'Lukt het niet om te betalen? Bel ons. We zoeken samen een oplossing.'",
    ),
    source="Nationale ombudsman, In het krijt bij de overheid (2013): bied maatwerk en persoonlijk contact",
    reads="message",
    check=check,
    languages=("nl",),
    quiet_stages=_RECEIPTS,
    good=(
        Example("Betaal {{ total|euro }}. Lukt dat niet? Bel ons. We zoeken samen een oplossing."),
        Example("Betaal {{ total|euro }}. Hebt u een vraag? Mail ons: info@voorbeeld.nl."),
        Example("Wij kregen uw betaling. Dank u wel.", stage="confirmation"),
        Example("Betaal {{ total|euro }}. Bel 033 470 00 00.", channel="sms"),
    ),
    bad=(
        Example("Betaal {{ total|euro }} vandaag."),
        Example("Betaal {{ total|euro }}. Ons nummer is 033 470 00 00."),
    ),
)
