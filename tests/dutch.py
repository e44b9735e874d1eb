"""Dutch that nobody wrote: texts from every closed class, the lexicon, the word lists, names, amounts, dates and marks.

One home for all tests that read open text: the language, the linter, its fixes and the wording of the law. A text may
end at any token, for that is where the reader of the next one runs off the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import strategies as st

from toolkit.language.nl.lexicon import DATA, read_lexicon, read_list
from toolkit.lint.words import FOLDER, read

_ATTACHED = re.compile(r" +([.,;:!?)\]”»…%]|\n)|([(\[“«\n]) +")

CLASSES: dict[str, tuple[str, ...]] = {
    f"{path.stem}.{key}": tuple(word.replace("_", " ").replace(":", " ") for word in words)
    for path in sorted(DATA.glob("*.txt"))
    if " = " in path.read_text("utf-8") and path.stem != "syllables"
    for key, words in read_list(path.name).items()
}
"""The words of every readable list of the language, by list and class."""

LISTED: tuple[str, ...] = tuple(
    sorted(
        {
            form.removesuffix("$").replace("…", "het bedrag").strip()
            for path in FOLDER.glob("*.toml")
            for entry in read(path)
            for form in entry.forms
        }
    )
)
"""Every form of every word to avoid, its gap filled."""

NAMES = (
    "Jansen", "De Vries", "de heer J. de Vries", "mevr. A.B. van den Berg-Smit", "Nguyễn Thị Hồng", "O'Brien",
    "Müller", "Bakkerij De Korenbloem B.V.", "Welke B.V.", "Dat & Zn.", "'t Hof", "Annie M.G. Schmidt",
    "gemeente 's-Hertogenbosch", "J. Die N.V.", "prof. dr. Ten Brink", "IJmuiden", "X", "Ster [B.V.]",
)  # fmt: skip

AMOUNTS = (
    "€ 12,00", "€ 1.234,50", "€\u00a00,01", "12 euro", "EUR 5,-", "-€ 3,00", "15%", "14 dagen", "veertien dagen", "7",
    "7 december 2026", "7-12-2026", "1 jan. 2027", "9.00 uur", "NL91 ABNA 0417 1643 00", "033 470 00 00", "2026-0001",
    "art. 6:96 BW", "+++090/9337/55493+++", "€", "3e", "1.", "II", "a)",
)  # fmt: skip

LAW = (
    "binnen", "uiterlijk", "na dagtekening", "na heden", "vanaf vandaag", "nadat deze brief bij u is bezorgd",
    "na de dag waarop u deze e-mail hebt ontvangen", "vanaf de dag na verzending", "incassokosten", "kosten",
    "deurwaarder", "uit handen", "deze brief", "deze e-mail", "de factuur", "betalen", "voldoen", "termijn", "rente",
    "twee weken", "dag", "dagen", "werkdagen", "uw betaling", "ontvangst",
)  # fmt: skip

MARKS = (
    ".", ".", ",", ",", ";", ":", "?", "!", "…", "...", "(", ")", "[", "]", "“", "”", "‘", "’", '"', "'", "„", "«", "»",
    "-", "–", "—", "/", "&", "*", "_", "|", "\\", "{", "}", "\n", "\n\n", "\n- ", "\n1. ", "\n| ", "\t", "\u00a0",
    "\u202e", "é", "e\u0301", "😀", "\x00",
)  # fmt: skip


def _some(forms: Iterable[str], number: int) -> tuple[str, ...]:
    ordered = sorted(forms)
    return tuple(ordered[:: max(1, len(ordered) // number)])


def _of_the_lexicon() -> tuple[str, ...]:
    """Return forms of each kind that the lexicon tells apart: nouns, participles, what is both."""
    kinds: dict[int, list[str]] = {}
    for form, bits in read_lexicon().forms.items():
        kinds.setdefault(bits, []).append(form)
    return tuple(form for _, forms in sorted(kinds.items()) for form in _some(forms, 30))


def _written(word: str, how: int) -> str:
    """Return a word in small letters mostly, with a capital often, in capitals now and then."""
    if how < 7:
        return word
    return word[:1].upper() + word[1:] if how < 9 else word.upper()


def _assembled(pieces: list[str]) -> str:
    """Return pieces as a text: a mark stands against the word it belongs to."""
    return _ATTACHED.sub(lambda found: found[1] or found[2], " ".join(pieces))


small_words = st.one_of([st.sampled_from(words) for words in CLASSES.values()])
"""Words of the closed classes, each class as likely as another."""

words = st.builds(
    _written,
    small_words | st.sampled_from(LISTED) | st.sampled_from(_of_the_lexicon()) | st.sampled_from(LAW),
    st.integers(0, 9),
)
"""Words: small ones, forms of words to avoid, forms of the lexicon, and words that carry law."""

_PIECES = st.one_of(
    words,
    words,
    words,
    st.sampled_from(MARKS),
    st.sampled_from(NAMES),
    st.sampled_from(AMOUNTS),
    st.text(max_size=3),
)


@st.composite
def _piece(draw: st.DrawFn) -> str:
    return draw(_PIECES)


@st.composite
def _ending(draw: st.DrawFn) -> str:
    return f"{draw(texts)} {draw(small_words)}"


pieces = _piece()
"""What a text is made of: mostly words."""

texts = st.lists(pieces, max_size=40).map(_assembled)
"""Texts of up to forty pieces; shrinking leaves the few that matter."""

endings = _ending()
"""Texts that end in a small word, with nothing after it."""
