"""How easy a Dutch text reads: published formulas on our own counts of sentences, words and syllables."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from toolkit.language.model import KIND_MASK, Analysis, Counts, Kind, Measures, Role
from toolkit.language.nl.syllables import count_syllables

_COUNTED = (Role.RUNNING, Role.ITEM)
_LONG = 6  # letters; LIX calls a word long above this


def count(analysis: Analysis) -> Counts:
    """Return the counts that the scores of an analysed text are made of.

    A number, an amount, an address or an abbreviation is a word of one syllable.
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
    return Counts(words, sentences, syllables, long_words)


def measure(counts: Counts) -> Measures:
    """Return how easy a text with these counts reads; the scores are unrounded.

    Flesch-Douma (W.H. Douma, De leesbaarheid van landbouwbladen, 1960): 206.835 - 0.93 x words per sentence
    - 77 x syllables per word; its three numbers come from textstat, which is handed our counts and never
    sees the text. LIX (C.H. Björnsson, Läsbarhet, 1968): words per sentence + 100 x words of more than six
    letters per word.
    """
    if not counts.words:
        return Measures(0, 0, 0, 0.0, 0.0, 0.0)
    per_sentence = counts.words / counts.sentences
    return Measures(
        words=counts.words,
        sentences=counts.sentences,
        syllables=counts.syllables,
        words_per_sentence=per_sentence,
        flesch_douma=_flesch_douma(per_sentence, counts.syllables / counts.words),
        lix=per_sentence + 100 * counts.long_words / counts.words,
    )


def _counted(analysis: Analysis) -> Iterator[tuple[int, int]]:
    counted = [sentence for sentence in analysis.sentences if sentence.role in _COUNTED] or analysis.sentences
    return ((sentence.first, sentence.last) for sentence in counted)


def _flesch_douma(words_per_sentence: float, syllables_per_word: float) -> float:
    base, per_sentence, per_word = _weights()
    return base - per_sentence * words_per_sentence - per_word * syllables_per_word


@cache
def _weights() -> tuple[float, float, float]:
    """Return the numbers of the formula as textstat has them.

    Only its table is loaded: the package takes a quarter of a second, as it loads what we do not use.
    """
    package = find_spec("textstat")
    if package is None or not package.origin:
        raise ModuleNotFoundError("textstat is not installed", name="textstat")
    table = Path(package.origin).parent / "backend" / "utils" / "constants.py"
    found = runpy.run_path(str(table))["LANG_CONFIGS"]["nl"]
    return float(found["fre_base"]), float(found["fre_sentence_length"]), float(found["fre_syll_per_word"])
