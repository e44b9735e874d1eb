"""Threats in plain words: what happens to a customer who does not pay, said to frighten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.language.model import Role, Sentence
from toolkit.lint.signs import Found, load
from toolkit.reading.document import Document
from toolkit.text.late import late


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_IF = _set("als indien wanneer zolang mocht mochten tenzij wie")
_MARKERS = _IF | _set("zonder tot totdat bij zodra voor voordat doordat")
_FIRST = _set(
    "betaalt betaal blijft blijf reageert reageer hebben hebt heb heeft is staat ontvangen ontvang krijgen "
    "doet doe komt laat maakt maak horen hoor zien zie wacht weigert weiger mocht mochten geen"
)
_LACK = _set(
    "niet geen niets niks nooit uitblijft uitblijven weigert weigeren weiger nalaat nalaten wanbetaling "
    "gebreke gebrek zonder wacht laat negeert negeer nietbetaling nietbetalen mist gemiste overslaat negeren "
    "open openstaat openstaan langer"
)
_PAY = _set(
    "betaal betaalt betalen betaald betaling betalingen voldaan voldoet voldoen ontvangen ontvang ontvangst "
    "gekregen krijgen geld bedrag factuur rekening binnen reageert reageer reageren reactie hoort horen hoor "
    "doet doe doen termijn schuld achterstand nota overgemaakt maakt maak premie huur contributie bericht "
    "brief herinnering wacht weigert weigeren weiger wanbetaling antwoord oproep aanmaning afspraak deadline "
    "datum nagekomen nakomt zien regeling wanbetaling nietbetaling nietbetalen wachten gebreke vordering euro "
    "bijgeschreven uitblijft uitblijven"
)
_STAY = _set("blijft blijven bleef")
_DEFAULT = _set("wanbetaling nietbetaling nietbetalen")
_ASKED = _set("neem stuur bel vraag kijk geef schrijf lees meld kies")
_LACKING = _set("bij zonder anders")
_UNABLE = _set("kunt kun lukt")
_DENIALS = _set("niet geen nooit niemand nergens evenmin")
_LATER = _set("dan daarna vervolgens daarnaast bovendien ook en daarbij straks zo uiteindelijk tenslotte")
_ANDERS = late(r"(?:^|[,;:–—] |\b(?:of|want|en|maar) )anders\b|\bzo niet\b|\bzoniet\b", re.IGNORECASE)
_OR_ELSE = late(r"^betaal\w*\b[^.?!]*\bof (?:we|wij|ik|de|het|u|je|uw|er|anders)\b", re.IGNORECASE)
_EXCEPT = _set("tenzij behalve")


def threats(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the (first, last) tokens of each threat, both included; one for a sentence."""
    signs = load("threat")
    heads = signs.heads(document.folded_places)
    if not heads:
        return
    words = document.folded
    sentences = document.analysis.sentences
    after: dict[int, bool] = {}
    number = 0
    done = -1
    for at in heads:
        while number < len(sentences) and sentences[number].last <= at:
            number += 1
        if number == len(sentences):
            return
        sentence = sentences[number]
        if at < sentence.first or number == done:
            continue
        for found in signs.at(words, at, sentence.first, sentence.last):
            if found.sign.kind.startswith("after") and (
                _asks(document, sentence) or not _is_after(document, number, after)
            ):
                continue
            if "denied" not in found.sign.kind and _is_denied(document, sentence, found):
                continue
            done = number
            yield found.first, found.last
            break


def _is_after(document: Document, number: int, known: dict[int, bool]) -> bool:
    """Say whether a sentence tells what comes of not paying: it says so, or one before it in its paragraph does."""
    if number not in known:
        own = _is_condition(document, document.analysis.sentences[number])
        known[number] = own or _follows(document, number, known) or _is_excepted(document, number)
    return known[number]


def _follows(document: Document, number: int, known: dict[int, bool]) -> bool:
    sentences = document.analysis.sentences
    sentence = sentences[number]
    begins_later = document.folded[sentence.first] in _LATER
    if number == 0:
        words = document.folded[sentence.first : sentence.last]
        return begins_later or ("dan" in words and _ASKED.isdisjoint(words) and _IF.isdisjoint(words))
    before = sentences[number - 1]
    between = document.text[before.span.end : sentence.span.start]
    if (
        "\n\n" in between
        and before.role is not Role.HEADING
        and not document.text[: before.span.end].endswith("?")
    ):
        return begins_later and before.role in (Role.SALUTATION, Role.LABEL)
    return not _asks(document, sentence) and _is_after(document, number - 1, known)


def _asks(document: Document, sentence: Sentence) -> bool:
    return document.text[sentence.span.start : sentence.span.end].rstrip("*_ ").endswith("?")


def _is_excepted(document: Document, number: int) -> bool:
    """Say whether the next sentence takes it back for who pays: "Tenzij u betaalt."."""
    following = document.analysis.sentences[number + 1 : number + 2]
    return bool(following) and document.folded[following[0].first] in _EXCEPT


def _is_condition(document: Document, sentence: Sentence) -> bool:
    words = document.folded[sentence.first : sentence.last]
    text = document.text[sentence.span.start : sentence.span.end]
    if _ANDERS.search(text) or _OR_ELSE.search(text) or not _DEFAULT.isdisjoint(words):
        return True
    if _PAY.isdisjoint(words):
        return False
    begin = next((at for at, word in enumerate(words) if word.isalnum()), 0)
    stays_out = not _STAY.isdisjoint(words) and "uit" in words
    if _LACK.isdisjoint(words) and not stays_out:
        return "tenzij" in words
    starts = words[begin] in _FIRST or words[begin : begin + 2] == ["niet", "betalen"]
    if not starts and _MARKERS.isdisjoint(words) and "dan" not in words:
        return False
    return _UNABLE.isdisjoint(words) or not starts


def _is_denied(document: Document, sentence: Sentence, found: Found) -> bool:
    """Say whether the clause of a sign denies it; a condition ("als u niet betaalt") denies nothing."""
    first, last = _clause(document, sentence, found.at)
    words: Sequence[str] = document.folded[first:last]
    if "zonder" in document.folded[max(first, found.at - 2) : found.at]:
        return True
    if _DENIALS.isdisjoint(words) or not _IF.isdisjoint(words) or words[0] in _FIRST:
        return False
    return words[0] != "zo" and not any(
        word in ("bij", "zonder", "anders") and words[at + 1 : at + 2] != ["u"] and at < 2
        for at, word in enumerate(words)
    )


def _clause(document: Document, sentence: Sentence, at: int) -> tuple[int, int]:
    from bisect import bisect_right

    clauses = document.analysis.clauses
    index = bisect_right(clauses, (at, len(document.folded))) - 1
    if index >= 0 and clauses[index][0] <= at < clauses[index][1]:
        return clauses[index]
    return sentence.first, sentence.last
