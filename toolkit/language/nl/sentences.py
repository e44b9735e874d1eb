"""Finds where Dutch sentences end: inside one block, at a dot, question mark, exclamation mark or ellipsis.

A dot ends a sentence unless it belongs to an abbreviation after which something always follows, to an
initial, or to a number in a list; or unless the next word starts with a small letter. An abbreviation that
may stand last ends the sentence when the next word has a capital. Closing quotes and brackets stay with the
sentence they close.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from toolkit.language.model import Role, Sentence
from toolkit.language.nl.abbreviations import Abbreviations
from toolkit.language.nl.blocks import Block
from toolkit.language.nl.lexicon import read_list
from toolkit.language.nl.tokens import Tokens
from toolkit.text.spans import Span

_CLOSERS = frozenset("\"”’')]»*_“")
_OPENERS = frozenset("\"“„‘'([«*_–—-•€+$£¿¡")
_QUOTE_REACH = 200  # tokens
_GO_ON = frozenset(",;:.!?)]}%/&=")
_NAME_ARTICLES = frozenset(("De", "Het"))  # "V.O.F. De Kwast"
_ORDINALS = frozenset(("I.", "V.", "X."))


class SentenceFinder:
    """Finds sentences, knowing which abbreviations end one and which words start one."""

    __slots__ = ("_abbreviations", "_is_word", "_labels", "_small", "_starters", "_titles")

    def __init__(self, abbreviations: Abbreviations, is_word: Callable[[str], bool]) -> None:
        """Take the abbreviations, and what tells whether a form in small letters is a Dutch word."""
        words = read_list("sentence-words.txt")
        self._abbreviations = abbreviations
        self._is_word = is_word
        self._labels = frozenset(words["label"])
        self._starters = frozenset(words["starter"])
        self._titles = frozenset(words["title"])
        self._small = frozenset(words["small"])

    def find(
        self, text: str, tokens: Tokens, closing: Sequence[int], blocks: Sequence[Block]
    ) -> tuple[Sentence, ...]:
        """Return the sentences: `closing` are the numbers of the tokens that may end one."""
        found: list[Sentence] = []
        starts, ends = tokens.starts, tokens.ends
        ending = 0
        for block in blocks:
            first = bisect_left(starts, block.start)
            stop = bisect_left(starts, block.end)
            if first == stop:
                continue
            while ending < len(closing) and closing[ending] < stop:
                at = closing[ending]
                ending += 1
                if at < first:
                    continue
                following = _past_closers(tokens, at, first, stop)
                if following < stop and self._ends(text, tokens, (first, at, following, stop)):
                    role = Role.RUNNING if block.role is Role.HEADING else block.role
                    found.append(Sentence(Span(starts[first], ends[following - 1]), first, following, role))
                    first = following
            found.append(Sentence(Span(starts[first], ends[stop - 1]), first, stop, block.role))
        return tuple(found)

    def _ends(self, text: str, tokens: Tokens, place: tuple[int, int, int, int]) -> bool:
        """Tell whether a sentence ends at `place`: first token, closing token, next word, block end."""
        first, at, following, stop = place
        forms, starts, ends = tokens.forms, tokens.starts, tokens.ends
        form, after = forms[at], forms[following]
        glued = starts[following] == ends[following - 1]
        if form[-1] == "." and form[0] != ".":
            return not glued and self._abbreviation_ends(forms, place)
        if glued:
            return form == "." and _is_new_word(forms[at - 1], after)
        if "\n" in text[ends[following - 1] : starts[following]]:
            return True
        if form == "." and _is_mark_of_list(forms, at, first):
            return False
        opening = forms[_past_openers(forms, following, stop)]
        if opening[0].islower():
            return opening in self._small
        return opening[0] not in _GO_ON

    def _abbreviation_ends(self, forms: Sequence[str], place: tuple[int, int, int, int]) -> bool:
        first, at, following, stop = place
        known = self._abbreviations
        word = forms[at].lower()
        opener = _past_openers(forms, following, stop)
        after = forms[opener]
        if word in known.never or not after[0].isupper():
            return after in self._small and word in known.may
        if word in known.may:
            return True
        starts = after.lower() in self._starters
        if word in known.firm:
            name = after in _NAME_ARTICLES and opener + 1 < stop and forms[opener + 1][0].isupper()
            return not name and (starts or self._is_word(after.lower()))
        if at == first:
            return False
        before = forms[at - 1]
        return before.lower() in self._labels or (starts and self._initial_ends(before, forms[at]))

    def _initial_ends(self, before: str, initial: str) -> bool:
        """Tell whether an initial before a starter is no part of a name: "bijlage A. Wij"."""
        if before[0].isupper():
            return initial in _ORDINALS and before[-1] != "."
        return before.lower() not in self._titles


def _past_closers(tokens: Tokens, at: int, first: int, stop: int) -> int:
    """Return the token after the quotes and brackets that close what token `at` ends."""
    forms, starts, ends = tokens.forms, tokens.starts, tokens.ends
    following = at + 1
    while following < stop and forms[following] in _CLOSERS and starts[following] == ends[following - 1]:
        following += 1
    if forms[following : following + 2] == ["'", "'"] and starts[following] == ends[following - 1]:
        following += 2  # two straight apostrophes are a quotation mark of a typewriter
    spaced_quote = following < stop and forms[following] == '"'
    if spaced_quote and (following == stop - 1 or forms[max(first, at - _QUOTE_REACH) : at].count('"') % 2):
        following += 1
    return following


def _past_openers(forms: Sequence[str], at: int, stop: int) -> int:
    while at < stop - 1 and (forms[at] in _OPENERS or (forms[at] == "," and forms[at + 1] == ",")):
        at += 2 if forms[at] == "," else 1
    return min(at, stop - 1)


def _is_mark_of_list(forms: Sequence[str], at: int, first: int) -> bool:
    """Tell whether the dot stands after "2" at the start or a lone letter: "a." but not "151 m."."""
    before = forms[at - 1]
    if at == first + 1 and before.isdigit() and len(before) < 3:
        return True
    unit = at > first + 1 and forms[at - 2][-1].isdigit()
    return len(before) == 1 and before.islower() and before != "u" and not unit


def _is_new_word(before: str, after: str) -> bool:
    """Tell whether "afgesproken.Wij" lacks only a space."""
    return before.islower() and len(before) > 1 and after[0].isupper() and after[-1].islower()
