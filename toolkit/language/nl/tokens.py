"""Cuts a Dutch text into tokens: one regular expression, one pass, every character in a token or white space.

White space is passed over at once. The commonest cases come first: a plain word before a space or a comma, a mark that
is always one by itself, a long word at the end of a sentence; all else takes a later branch.
No branch can run away on hostile text: what repeats is bounded, possessive or an atomic group. A group is never
possessive itself: before Python 3.11.5 one that fails half-way keeps what it took (CPython issue 106052).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from toolkit.language.model import Kind

_GAP = "[ \u00a0\u202f]"
_NUMBER = r"(?:\d{1,3}(?>(?:\.\d{3})+)(?:,\d++)?|\d++(?>(?:[.,]\d++)*))"
_CENTS = "(?:,[-–—=]{1,2})?"
_TRAIL = r"[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’*_]"
_DOMAIN_END = (
    "amsterdam|app|be|brussels|com|de|edu|eu|example|frl|fr|gov|info|io|net|nl|nu|online|org|shop|uk"
    "|vlaanderen"
)
_URL = (
    rf"(?:https?://|www\.){_TRAIL}"
    rf"|(?!\d)(?:[\w-]{{1,63}}+\.){{1,5}}(?:{_DOMAIN_END})(?![\w@-]|\.\w)(?:/(?:{_TRAIL})?)?"
)
_EMAIL = r"[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,5}"
_IBAN = (
    rf"NL\d\d{_GAP}?[A-Z]{{4}}(?:{_GAP}?\d{{4}}){{2}}{_GAP}?\d\d(?!\w)"
    rf"|BE\d\d(?:{_GAP}?\d{{4}}){{3}}(?!\w)"
    rf"|[A-Z]{{2}}\d\d{_GAP}?[A-Z0-9]{{4}}(?:{_GAP}?\d{{4}}){{2,6}}(?:{_GAP}?\d{{1,3}})?(?!\w)"
)
_REFERENCE = r"\+{3}\d{3}/\d{4}/\d{5}\+{3}|\*{3}\d{3}/\d{4}/\d{5}\*{3}"
_AMOUNT = (
    rf"(?:€|EUR|[$£]){_GAP}?[-–]?{_GAP}?{_NUMBER}{_CENTS}(?!\w)|{_NUMBER}(?:{_CENTS}{_GAP}?€|,[-–—=]{{1,2}})"
)
_DATE = (
    r"\d{4}-\d\d-\d\d(?![\w-])"
    r"|\d{1,2}(?:-\d{1,2}-|/\d{1,2}/)\d{2,4}(?![\w/-])|\d{1,2}\.\d{1,2}\.\d{4}(?![\w/-])"
)
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?!\w)|\d{1,2}u(?:\d\d)?(?!\w)"
_PHONE = (
    r"(?:\+\d\d[ -]?(?:\(0\)[ -]?)?\d{1,3}|\(0\d{1,3}\)|0\d{1,3})(?:[ /-]{0,2}\d{2,4}){2,4}(?!\w)"
    r"|0[89]00[ -]\d{4}(?!\w)"
)
_COUNT = rf"\d{{1,4}}/\d{{1,4}}(?![\w/])|{_NUMBER}(?:{_GAP}?%|[x×](?!\w)|°C?)?(?![\w-]|/\w)"
_INITIAL = r"[A-TV-Z]\.(?=[ \u00a0-]?[^\W\d_])|(?:Alb|Ant|Chr|IJ|Jac|Joh|Jos|Ph|Th|Wm)\.(?=[ \u00a0-]?[A-Z])"
_DOTTED = r"(?:[^\W\d_]{1,2}\.){2,8}(?![^\W_])"
_SLASHED = r"[a-z]{1,2}/[a-z]{1,2}(?!\w)"
_CLITIC = r"['’‘](?:[smtnrk]|ns)(?!\w)(?:-[^\W\d_]++)?|['’]\d\d(?!\w)"
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""What stands in a word and is not seen: soft hyphens, spaces without width, joiners."""
_PIECE = rf"(?>(?:[^\W_][\u0300-\u036f{UNSEEN}]*+)+)"
_WORD = rf"{_PIECE}(?>(?:['’&-]{_PIECE})*)(?:-(?=[ ,)]))?"
_MARK = r"\.{2,}+|[!?]++|\S"

_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.AMOUNT, _AMOUNT),
        (Kind.DATE, _DATE),
        (Kind.TIME, _TIME),
        (Kind.PHONE, _PHONE),
        (Kind.NUMBER, _COUNT),
        (Kind.IBAN, _IBAN),
        (Kind.REFERENCE, _REFERENCE),
        (Kind.EMAIL, _EMAIL),
        (Kind.URL, _URL),
    )
)
_SYMBOLS = frozenset("€$£%&+=<>|*#@^~\\/_§©®°•·▪●")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: their forms and character offsets, in step."""

    forms: list[str]
    starts: list[int]
    ends: list[int]


class Tokeniser:
    """Cuts texts into tokens, knowing a language's abbreviations."""

    __slots__ = ("_split",)

    def __init__(self, abbreviations: Iterable[str]) -> None:
        """Take the abbreviations, in small letters and with their dots: "nr.", "t.n.v."."""
        known = tuple(abbreviations)
        longest = max(map(len, known), default=0)
        branches = (
            r"(?!EUR )[A-Za-zÀ-ÖØ-öø-ÿ]++(?=[ ,\n\r;!?)]|:\s|\Z)",
            r"[,:;|)\]\"”“<>…]|\.(?=\s)",
            rf"[A-Za-zÀ-ÖØ-öø-ÿ]{{{longest},}}+(?=\.\s)",  # no abbreviation is as long without its dot
            _URL,
            _EMAIL,
            _abbreviation_pattern(known),
            _DOTTED,
            _INITIAL,
            _IBAN,
            _REFERENCE,
            _AMOUNT,
            _DATE,
            _TIME,
            _PHONE,
            _COUNT,
            _SLASHED,
            _CLITIC,
            _WORD,
            _MARK,
        )
        self._split = re.compile(rf"((?!\s)(?:{'|'.join(branches)}))").split

    def cut(self, text: str) -> Tokens:
        """Return the tokens of a text; what lies between them is white space."""
        pieces = self._split(text)  # gap, token, gap, token, …, gap
        edges = list(accumulate(map(len, pieces)))
        return Tokens(pieces[1::2], edges[0:-1:2], edges[1::2])


def kind_of(form: str, abbreviations: frozenset[str]) -> Kind:
    """Return the kind of a token from its form alone; `abbreviations` as the tokeniser takes them."""
    first = form[0]
    if form.isalpha():
        return Kind.WORD
    if form[-1] == "." and (first.isalpha() or form.lower() in abbreviations):
        return Kind.ABBREVIATION
    if (
        first.isdigit()
        or first in "€$£+*0("
        or "@" in form
        or "." in form
        or form.isupper()
        or form[:3] == "EUR"
    ):
        for kind, pattern in _KINDS:
            if pattern.fullmatch(form):
                return kind
    if not any(char.isalnum() for char in form):
        return Kind.SYMBOL if first in _SYMBOLS else Kind.PUNCTUATION
    if re.fullmatch(_SLASHED, form):
        return Kind.ABBREVIATION
    digits = any(char.isdigit() for char in form)
    return Kind.NUMBER if digits and (form.isupper() or not _LETTERS.search(form)) else Kind.WORD


def _abbreviation_pattern(abbreviations: Iterable[str]) -> str:
    by_first: dict[str, list[str]] = {}
    for word in sorted(abbreviations, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    groups = (f"[{first}{first.upper()}](?:{'|'.join(rest)})" for first, rest in sorted(by_first.items()))
    return f"(?:{'|'.join(groups)})(?![^\\W\\d_]|\\.)"
