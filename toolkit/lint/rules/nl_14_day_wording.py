"""Wordings of the 14 days of Dutch law that make a last notice void."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.phrases import recase
from toolkit.lint.rules._paying import OWED, PAID
from toolkit.lint.rules._reader import country, is_business, is_second
from toolkit.lint.rules._term import (
    FULL_DAYS,
    SAFE_DAYS,
    Start,
    TermWords,
    is_mail,
    names_start,
    safe_wordings,
    terms,
)
from toolkit.lint.seeking import Seeker
from toolkit.reading.document import Document
from toolkit.text.late import late

_PAYING = late(rf"\b(?:{PAID}|{OWED})", re.IGNORECASE)
_OTHER_MATTER = late(
    r"\b(?:bezwaar|beroep|retour|herroep|bedenk|ruil|reclam|klacht|annul|opzeg|garantie|offerte|aanbieding|terug"
    r"|wij betalen|betalen wij|u ontvangt|moest|moesten|diende|had u)",
    re.IGNORECASE,
)
_SILENCE = late(
    r"\b(?:niets|geen|niet)\b[^.?!]*\b(?:vernemen|vernomen|horen|gehoord|reactie|reageert|reageren|ontvang)",
    re.IGNORECASE,
)
_COSTS = Seeker(
    r"\bincasso(?!machtig)\w*|\b(?:invorderings|aanmanings|administratie|deurwaarders|proces)kosten\b"
    r"|\badministratieve kost|\b(?:buitengerechtelijke|gerechtelijke|bijkomende|extra|verdere|alle|eventuele) kosten\b"
    r"|\bkosten\b[^.?!]{0,60}?\b(?:rekening|verschuldigd|verhaal|verhaald|verhog|doorbereken|aangerekend|komen)"
    r"|\b(?:verhoogd|vermeerderd|verhogen) met\b[^.?!]{0,40}?kosten|\bdeurwaarder|\buit handen\b",
    "incasso kost deurwaarder handen",
    reach=90,
)
_TIME_TO = late(r"\s+(?:de tijd|om (?:te|het|de|alsnog))\b", re.IGNORECASE)
_DATE = late(
    r"\b\d{1,2} (?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b"
    r"|[{\[][^}\]]*(?:datum|date|deadline|dag\b)[^}\]]*[}\]]",
    re.IGNORECASE,
)


_NEAR = 300  # characters around a term that belong to it

_ELSEWHERE = (Start.NEXT_DAY, Start.SENDING, Start.RECEIPT_DAY, Start.RECEIPT)
"""The beginnings that a sentence may name apart from the days, in the order in which they count."""


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield the terms of 14 days that count from the wrong day, and those too short or unclear to carry costs."""
    found = [term for term in terms(document) if 1 < term.days <= SAFE_DAYS]
    found = [term for term in found if _is_about_paying(document, term)]
    if not found or country(document, options) != "NL" or is_business(document) or is_second(document):
        return
    text = document.text
    costs = _COSTS.search(document) is not None
    explained = costs and names_start(text, Start.NEXT_DAY)
    mail = is_mail(document)
    for term in found:
        sentence = _sentence(document, term)
        about_paying = _PAYING.search(sentence) or (costs and _SILENCE.search(sentence))
        if not about_paying or _OTHER_MATTER.search(sentence):
            continue
        gives_time = term.led or _TIME_TO.match(text, term.end) is not None
        fault = _fault(term, sentence, costs=costs, unclear=gives_time and not explained)
        if fault is not None:
            say, severity = fault
            yield _hit(document, term, say, severity, mail)


def _is_about_paying(document: Document, term: TermWords) -> bool:
    """Say whether the words around a term speak of paying, or of no answer."""
    sentence = _sentence(document, term)
    return _PAYING.search(sentence) is not None or _SILENCE.search(sentence) is not None


def _fault(term: TermWords, sentence: str, *, costs: bool, unclear: bool) -> tuple[Say, Severity] | None:
    """Return what is wrong with a term and how bad it is.

    `costs` says that the text announces costs, `unclear` that a term without a beginning gets none elsewhere.
    """
    start = term.counts_from
    if start is Start.NONE and term.days >= FULL_DAYS:
        start = next((each for each in _ELSEWHERE if names_start(sentence, each)), start)
    if start is Start.SENDING:
        return (_FROM_SENDING, Severity.ERROR if costs else Severity.WARNING)
    if term.days < FULL_DAYS:
        wrong = costs and term.led and not _DATE.search(sentence)
        return (_TOO_SHORT, Severity.WARNING) if wrong else None
    match start:
        case Start.RECEIPT_DAY:
            return (_FROM_RECEIPT, Severity.ERROR if costs else Severity.WARNING)
        case Start.RECEIPT if term.days < SAFE_DAYS:
            return (_FROM_RECEIPT, Severity.WARNING)
        case Start.NONE if costs and unclear and term.days < SAFE_DAYS and not _DATE.search(sentence):
            return (_FROM_NOTHING, Severity.ERROR)
    return None


def _hit(document: Document, term: TermWords, say: Say, severity: Severity, mail: bool) -> Hit:
    found = document.text[term.start : term.end]
    details = {"found": " ".join(found.split()), "wording": safe_wordings(mail=mail)[0]}
    fitting = () if say is _TOO_SHORT else safe_wordings(mail=mail, led=term.led)
    suggestions = tuple(recase(found, wording) for wording in fitting)
    return Hit(term.start, term.end, details, suggestions, message=say, severity=severity)


def _sentence(document: Document, term: TermWords) -> str:
    """Return the sentence that a term stands in, or the line where it stands in none, as far as it is near."""
    sentences, text = document.analysis.sentences, document.text
    index = bisect_right(sentences, term.start, key=lambda sentence: sentence.span.start) - 1
    start, end = max(0, term.start - _NEAR), min(len(text), term.end + _NEAR)
    if index >= 0 and sentences[index].span.end >= term.end:
        span = sentences[index].span
        return text[max(start, span.start) : min(end, span.end)]
    before, after = text[start : term.start].rpartition("\n")[2], text[term.end : end].partition("\n")[0]
    return before + text[term.start : term.end] + after


_FROM_SENDING = Say(
    "‘{found}’ telt te vroeg: de termijn begint pas op de dag nadat de brief er is. Met deze woorden mag u een"
    " consument geen kosten rekenen. Schrijf: ‘{wording}’.",
    "'{found}' counts too early: the term begins on the day after receipt. With these words a consumer owes no costs."
    " Write: '{wording}'.",
)
_FROM_RECEIPT = Say(
    "Bij ‘{found}’ is niet zeker dat de klant 14 hele dagen heeft. Schrijf: ‘{wording}’.",
    "With '{found}' it is not certain that the customer has 14 whole days. Write: '{wording}'.",
)
_FROM_NOTHING = Say(
    "‘{found}’ zegt niet wanneer de termijn begint. Zonder dat mag u een consument geen kosten rekenen. Schrijf:"
    " ‘{wording}’, en noem de laatste dag.",
    "'{found}' does not say when the term begins; without that a consumer owes no costs. Write: '{wording}', and give"
    " the last day.",
)
_TOO_SHORT = Say(
    "‘{found}’ is te kort: een consument betaalt pas kosten na een termijn van 14 dagen. Schrijf: ‘{wording}’.",
    "'{found}' is too short: a consumer owes costs only after a term of 14 days. Write: '{wording}'.",
)

RULE = Rule(
    name="nl-14-day-wording",
    code="L01",
    group="law",
    severity=Severity.ERROR,
    title=Say("Termijn van 14 dagen klopt niet", "Wrong 14-day wording"),
    message=_FROM_SENDING,
    why=Say(
        "De 14 dagen tellen vanaf de dag nadat de brief is bezorgd. Telt de brief anders, dan betaalt een consument"
        " geen incassokosten. Alleen een nieuwe, goede brief maakt dat weer goed.",
        "The 14 days count from the day after the letter is delivered. If the letter counts otherwise, a consumer owes"
        " no collection costs. Only a new, correct letter repairs that.",
    ),
    advice=Say(
        "Schrijf: ‘binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd’. Of: ‘binnen 15 dagen nadat deze"
        " brief bij u is bezorgd’. In een e-mail: ‘vanaf de dag nadat u deze e-mail hebt ontvangen’.",
        "Write: 'binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd' or 'binnen 15 dagen nadat deze brief"
        " bij u is bezorgd'; in an e-mail 'vanaf de dag nadat u deze e-mail hebt ontvangen'.",
    ),
    source="Art. 6:96 lid 6 BW; HR 25 november 2016, ECLI:NL:HR:2016:2704",
    reads="text",
    check=check,
    languages=("nl",),
    good=(
        "Stuurt u de ketel terug? Dan betalen wij het bedrag binnen 10 dagen aan u terug.",
        "Betaal binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd. Anders komen er incassokosten bij.",
        "Betaal binnen 15 dagen nadat deze brief bij u is bezorgd. Anders komen er incassokosten bij.",
        "Betaal binnen 14 dagen vanaf de dag nadat u deze e-mail hebt ontvangen.",
        "U kunt binnen 14 dagen na ontvangst van dit bericht bezwaar maken.",
        "Betaal binnen 7 dagen.",
        "Betaal binnen 30 dagen na dagtekening.",
        "Betaal binnen 14 dagen, uiterlijk op 5 december 2026. Daarna komen er incassokosten bij.",
        "Ons ondernemingsnummer is BE 0123.456.789. Betaal binnen 14 dagen na dagtekening.",
        "Uw onderneming betaalt binnen 14 dagen na dagtekening. Daarna rekenen wij incassokosten.",
        "Wij bieden u aan om € 50,00 te betalen, als u dat binnen 24 uur na heden betaalt. Anders volgen"
        " incassokosten.",
        "De termijn van 14 dagen is verstreken. Betaal binnen 5 dagen na heden het bedrag met de incassokosten.",
    ),
    bad=(
        "Betaal het bedrag binnen 14 dagen na dagtekening van deze brief.",
        "U moet de factuur binnen twee weken vanaf vandaag betalen.",
        "Wij ontvangen uw betaling graag binnen veertien dagen na verzending van deze e-mail.",
        "Betaal binnen 14 dagen. Daarna rekenen wij incassokosten.",
        "Betaal binnen 7 dagen. Daarna rekenen wij incassokosten.",
        "Betaal binnen 14 dagen na heden. Daarna rekenen wij incassokosten.",
        "Betaal binnen 14 dagen na ontvangst van deze brief.",
        "Betaal binnen 14 dagen vanaf de dag waarop u deze brief hebt ontvangen. Daarna rekenen wij incassokosten.",
        "Betaal de factuur binnen 14 dagen vanaf de dag waarop u deze brief hebt ontvangen.",
        "U hebt 14 dagen de tijd om de factuur te betalen. Daarna komen er incassokosten bij.",
        "Hebben wij binnen 14 dagen niets van u vernomen? Dan rekenen wij incassokosten.",
        "Betaal de factuur binnen 14 dagen na dagtekening van\n\ndeze brief.",
    ),
)
