"""How easy a Dutch text reads: published formulas on our own counts of sentences, words and syllables."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.language.model import KIND_MASK, Analysis, Kind, Measures, Role
from toolkit.language.nl.syllables import count_syllables

_COUNTED = (Role.RUNNING, Role.ITEM)
_LONG = 6  # letters; LIX calls a word long above this


def measure(analysis: Analysis) -> Measures:
    """Return how easy an analysed text reads; the counts are whole numbers, the scores unrounded.

    Flesch-Douma (W.H. Douma, De leesbaarheid van landbouwbladen, 1960): 206.835 - 0.93 x words per sentence
    - 77 x syllables per word; its three numbers come from textstat, which is handed our counts and never
    sees the text. LIX (C.H. Björnsson, Läsbarhet, 1968): words per sentence + 100 x words of more than six
    letters per word. A number, an amount, an address or an abbreviation is a word of one syllable.
    """
    words = syllables = long_words = sentences = 0
    forms, bits = analysis.forms, analysis.marks
    for first, last in _counted(analysis):
        before = words
        for at in range(first, last):
            kind = bits[at] & KIND_MASK
            if kind >= Kind.PUNCTUATION:
                continue
            words += 1
            if kind == Kind.WORD:
                syllables += count_syllables(forms[at])
                long_words += len(forms[at]) > _LONG
            else:
                syllables += 1
        sentences += words > before
    if not words:
        return Measures(0, 0, 0, 0.0, 0.0, 0.0)
    per_sentence = words / sentences
    return Measures(
        words=words,
        sentences=sentences,
        syllables=syllables,
        words_per_sentence=per_sentence,
        flesch_douma=_flesch_douma(per_sentence, syllables / words),
        lix=per_sentence + 100 * long_words / words,
    )


def _counted(analysis: Analysis) -> Iterator[tuple[int, int]]:
    counted = [sentence for sentence in analysis.sentences if sentence.role in _COUNTED] or analysis.sentences
    return ((sentence.first, sentence.last) for sentence in counted)


def _flesch_douma(words_per_sentence: float, syllables_per_word: float) -> float:
    from textstat.backend.utils import (
        get_lang_cfg,
    )  # takes a quarter of a second: only when a score is asked for

    base, per_sentence, per_word = (
        get_lang_cfg("nl", key) for key in ("fre_base", "fre_sentence_length", "fre_syll_per_word")
    )
    return float(base - per_sentence * words_per_sentence - per_word * syllables_per_word)
