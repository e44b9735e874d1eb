"""Where a sentence says that the customer does not pay: "als u niet betaalt", "blijft betaling uit", "anders"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from toolkit.lint.signs.families import Family, families

Extent = tuple[int, int]


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


IF = word_set("als indien wanneer zolang mocht mochten tenzij wie zodra")
"""Words that begin a condition."""
_UNTIL = word_set("tot totdat voordat alvorens")
_BY = word_set("bij zonder door wegens")
_MARKERS = IF | _UNTIL | _BY
_CUSTOMER = word_set("u je jij jullie")
_WRITER = word_set("wij we ik")
_SUBJECT = _CUSTOMER | _WRITER | word_set("het de er uw ons onze deze dit jouw een geen")
_UNTIL_WHOM = _SUBJECT | word_set("alles mij")
_RECEIVED = word_set("gekregen ontvangen krijgt hoort gehoord hebt hoor")
_UNABLE = word_set("kunt kun lukt kan kunnen kon lukken")
_NO_VERB = (
    _MARKERS
    | word_set(
        "op in met na voor van aan over om uit tegen onder en of dat dan ook maar want dus nu toch omdat zodat alleen "
        "daarom zoals al nog zo hierbij daarbij daarna volgens sinds tijdens ondanks namens dankzij vanwege per via "
        "binnen buiten vanaf naast tussen inclusief misschien"
    )
) - {"mocht", "mochten"}
_OPENS = word_set("betaal voldoe stort regel los dok kom maak zorg lever")
_OR_WHAT = word_set("we wij ik u je jij er anders uw de het lever draag ga zoek pak")
_TURNS = word_set("anders of want dan daarna")
_DAYS = word_set("tot dagen dag uur week weken keer kans")
_BEFORE_ELSE = word_set("en maar want of")
_STAYS, _OUT = word_set("blijft blijven"), word_set("uit weg achterwege")
_NOTHING = word_set("niets niks")
_WAITS = word_set("wacht wachten")
_OTHERWISE = word_set("via met online contant automatisch liever alles ineens alleen eens akkoord thuis")
"""What is paid in another way after "niet", and not left undone."""
_ELSE = word_set("klopt kloppen wilt wil begrijpt snapt vindt bereiken lukt eens thuis")
"""What is lacking is something else."""
_ENDS = word_set(", ; : ? ! . – — - … dan")
_LONG = 18
"""Words that a condition has at most."""
_SHORT = 5
"""Words after "bij" or "geen" among which its noun stands."""
_known = partial(families, "consequences")


def condition(words: Sequence[str]) -> Extent | None:
    """Return the (start, end) of the words of a sentence that say so, `end` not included; None where none do."""
    begin = next((at for at, word in enumerate(words) if word.isalnum()), len(words))
    if begin > len(words) - 2:
        return None
    return _opening(words, begin) or _marked(words, begin) or _or_else(words, begin)


def begins_with_verb(words: Sequence[str]) -> bool:
    """Say whether words begin with a verb before its subject, as a question and a condition do."""
    if len(words) <= 1 or words[0] in _NO_VERB or words[0] in _SUBJECT:
        return False
    return words[1] in _SUBJECT or words[1] in _known()["act"]


def _opening(words: Sequence[str], begin: int) -> Extent | None:
    """Find it at the begin of a sentence: a verb before its subject, "geen betaling", "niet betalen", "zo niet"."""
    first, second = words[begin : begin + 2]
    end = _end(words, begin)
    if first in ("geen", "niet"):
        part = words[begin + 1 : end]
        act = _first(_known()["act"], part[:_SHORT])
        if act is None or not (_SUBJECT | _UNABLE).isdisjoint(part[:act]):
            return None
        return begin, end if len(part) <= _SHORT and end < len(words) - 1 else begin + act + 2
    if first == "zoniet" or (first, second) == ("zo", "niet"):
        return begin, begin + 2
    if first in _UNABLE or end == len(words) or words[end] not in _ENDS:
        return None
    return (begin, end) if begins_with_verb(words[begin:]) and _lacks(words[begin:end]) else None


def _marked(words: Sequence[str], begin: int) -> Extent | None:
    """Find a word that begins a condition ("als", "tot", "zonder") and what follows it."""
    known = _known()
    for at in range(begin, len(words)):
        if (word := words[at]) not in _MARKERS:
            continue
        end = _end(words, at)
        part = words[at:end]
        if word in IF and words[at - 1 : at] not in (["ook"], ["zelfs"]):
            if _lacks(part) and (at > begin or _UNABLE.isdisjoint(part)):
                is_apart = at > begin or end < len(words) - 1
                return at, end if is_apart else at + _both(part)
        elif word in _UNTIL and not _UNTIL_WHOM.isdisjoint(part[1:2]):
            if known["pay"].meets(part):
                return at, end
        elif word in _BY and (act := _acts(part[: _SHORT + 1])) is not None:
            return at, at + act + 1
    return None


def _acts(words: Sequence[str]) -> int | None:
    """Return the place of the noun in "zonder betaling", "bij geen betaling", "bij uw verzuim"; None without one."""
    known = _known()
    if words[1:2] == ["verzuim"]:
        return 1
    for at, word in enumerate(words):
        if at and (word in known["act"] or word in known["default"]):
            lacks = words[0] == "zonder" or word in known["default"] or known["lack"].meets(words)
            return at if lacks and "kosten" not in words else None
    return None


def _lacks(words: Sequence[str]) -> bool:
    """Say whether words of one condition tell that the customer does not do what is due, or that we get nothing."""
    known = _known()
    stays_out = not (_OUT.isdisjoint(words) or _STAYS.isdisjoint(words))
    gets_nothing = not _NOTHING.isdisjoint(words) and known["get"].meets(words)
    if not (stays_out or known["lack"].meets(words)) or not (gets_nothing or known["duty"].meets(words)):
        return False
    if known["others"].meets(words[:4]) or ("op" in words and not _WAITS.isdisjoint(words)):
        return False
    if any(words[at - 1] == "niet" and words[at] in _OTHERWISE for at in range(1, len(words))):
        return False
    if known["pay"].meets(words):
        return True
    if not _ELSE.isdisjoint(words):
        return False
    customer_misses = not (_RECEIVED.isdisjoint(words) or _CUSTOMER.isdisjoint(words))
    return not customer_misses or (words[0] not in _RECEIVED and not _WRITER.isdisjoint(words))


def _both(words: Sequence[str]) -> int:
    """Return how many words it takes until both what is due and that it is lacking are told."""
    known = _known()
    return max(_first(known["lack"], words) or 0, _first(known["duty"], words) or 0) + 1


def _first(family: Family, words: Sequence[str]) -> int | None:
    return next((at for at, word in enumerate(words) if word in family), None)


def _end(words: Sequence[str], at: int) -> int:
    """Return where the part of a sentence ends that begins at a word: at a comma, or after the first word at "dan"."""
    last = min(at + _LONG, len(words))
    ends = _ENDS if not at else _ENDS - {"dan"}
    return next((end for end in range(at + 1, last) if words[end] in ends), last)


def _or_else(words: Sequence[str], begin: int) -> Extent | None:
    """Find what is asked with "anders", "of" or "want", or until a day: all words before the consequence."""
    for at in range(begin, len(words)):
        if words[at] not in _TURNS:
            continue
        word, asked = words[at], words[begin:at]
        before = asked[-1] if asked else ","
        is_else = word == "anders" and (not before.isalnum() or before in _BEFORE_ELSE)
        is_or = word == "of" and not _OR_WHAT.isdisjoint(words[at + 1 : at + 2])
        is_asked = (is_or or word == "want") and words[begin] in _OPENS
        is_late = (
            word in ("dan", "daarna") and before == "," and "nog" in asked and not _DAYS.isdisjoint(asked)
        )
        if is_else or is_asked or is_late:
            return begin, at + 1
    return None
