"""Letters that ask for money and do not say where to pay or how to reach a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.language.model import KIND_MASK, Kind
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document
from toolkit.text.late import late

_MONEY = late(
    r"€|\beuro\b|\b(?:factu(?:ur|ren)\w*|bedrag|saldo|nota|premie|contributie|lidgeld|huur|aanslag|vordering|schuld)\b",
    re.IGNORECASE,
)
_ASKS = late(
    r"\bopenstaan\w*|\bstaa[nt]\b[^.?!]{0,50}\bopen\b|\bonbetaald\w*|\bachterstallig\w*"
    r"|\b(?:geen|niet)\b[^.?!]{0,60}\b(?:betaling(?:en)?|betaald|voldaan)\b|\bbetaling\w*\b[^.?!]{0,60}\bniet\b"
    r"|\b(?:betalings|betaal)?herinnering(?:en)?\b|\b\w*aanmaning(?:en)?\b|\bsommatie\b|\bingebrekestelling\b"
    r"|\bbetaal (?:nu|direct|onmiddellijk|uiterlijk|vóór|(?:dit|het|de|uw) (?:bedrag|saldo|factu|nota|aanslag))"
    r"|\b(?:gelieve|graag|verzoeken?|vragen|sommeren?|u dient|dient u)\b[^.?!]{0,90}\b(?:betalen|voldoen|over te maken"
    r"|storten)\b|\bin gebreke\b",
    re.IGNORECASE,
)
_SLOT = r"(?:[{{\[<«][^{{}}\[\]<>«»\n]{{0,40}}?|[%$]\w{{0,20}}?)(?:{0})"
_ACCOUNT = late(
    _SLOT.format("iban|rek|account|bank|betaal|betal|pay|link|qr|ideal|url")
    + r"|\b(?:iban|giro|(?:bank|giro)?rekening(?:nummer)?|rek\. ?nr)\b"
    r"(?:\W+[a-z]{1,4})?\W{0,8}(?:\d(?:[ .-]?\d){5}|[._…]{4})"
    r"|\b(?:qr-?code|betaal(?:link|knop|pagina|verzoek)|tikkie)\b"
    r"|\bhttps?://\S*(?:betaal|betal|pay|ideal|tikkie|mollie)"
    r"|\bbeta\w*\b[^.?!]{0,60}\b(?:link|knop|button)\b|\b(?:link|knop|button)\b[^.?!]{0,60}\bbeta",
    re.IGNORECASE,
)
_CONTACT = late(
    _SLOT.format("(?<![a-z])tel|telef|phone|mail|gsm|mobiel|contact") + r"|\bhttps?://\S*contact",
    re.IGNORECASE,
)


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield one hit in a plain letter about money that names no way to pay or no way to reach a person.

    A letter has more words than the option `words` and at most `words_most`. Templates are left to the rule
    `missing-fact`, which knows the record.
    """
    text = document.text
    asks = None if _has_values(document) else _ASKS.search(text)
    if asks is None or _MONEY.search(text) is None:
        return
    if not options["words"] < document.word_counts[-1] <= options["words_most"]:
        return
    kinds = {mark & KIND_MASK for mark in document.analysis.marks}
    missing = []
    if Kind.IBAN not in kinds and _ACCOUNT.search(text) is None:
        missing.append(_ACCOUNT_NAME)
    if kinds.isdisjoint((Kind.PHONE, Kind.EMAIL)) and _CONTACT.search(text) is None:
        missing.append(_CONTACT_NAME)
    if missing:
        details = {
            "nl": " en ".join(say.nl for say in missing),
            "en": " and ".join(say.en for say in missing),
        }
        yield Hit(asks.start(), asks.end(), details)


def _has_values(document: Document) -> bool:
    """Say whether a text was composed from a template and a record."""
    if document.source is None or document.from_elsewhere:
        return False
    return any(run.expression is not None for run in document.source.runs)


_ACCOUNT_NAME = Say("een rekening of betaallink", "an account or a payment link")
_CONTACT_NAME = Say("een telefoonnummer of e-mailadres", "a telephone number or an e-mail address")

_LETTER = (
    "Beste mevrouw De Vries,\n\nWij zien uw betaling voor factuur 2026-0001 nog niet. Het gaat om € 119,00. Betaalt u"
    " dat uiterlijk op maandag 7 december 2026? {account} Lukt dat niet, of klopt de factuur niet? {contact} Dan zoeken"
    " we samen een oplossing.\n\nMet vriendelijke groet,\nBakkerij De Korenbloem"
)

RULE = Rule(
    name="missing-contact",
    code="F03",
    group="facts",
    severity=Severity.ERROR,
    title=Say("Rekening of contact ontbreekt", "Missing account or contact"),
    message=Say("In deze brief ontbreekt {nl}.", "This letter lacks {en}."),
    why=Say(
        "Wie niet weet waarheen, kan niet betalen. Wie niemand bereikt, laat de brief liggen.",
        "Who does not know where cannot pay; who can reach nobody leaves the letter lying.",
    ),
    advice=Say(
        "Zet het rekeningnummer of een betaallink in de brief, en het telefoonnummer of e-mailadres van iemand die"
        " helpt.",
        "Put the account number or a payment link in the letter, and the number or address of somebody who helps.",
    ),
    source="Telling in 101 aanmaningen (2026): 6% noemt een telefoonnummer",
    reads="text",
    check=check,
    languages=("nl",),
    whole=True,
    options={"words": 40, "words_most": 600},
    good=(
        _LETTER.format(account="Rekening NL91 ABNA 0417 1643 00.", contact="Bel 033 470 00 00."),
        _LETTER.format(account="Rekening: {iban}.", contact="Mail naar [e-mailadres]."),
        "U ontvangt elke maand een factuur van € 25.",
    ),
    bad=(
        _LETTER.format(account="", contact="Bel 033 470 00 00."),
        _LETTER.format(account="Rekening NL91 ABNA 0417 1643 00.", contact="Neem contact op."),
    ),
)
