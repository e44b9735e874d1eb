"""A text is read paragraph by paragraph, to what reading it as a whole would give."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dutch import texts
from toolkit.language.nl.abbreviations import read_abbreviations
from toolkit.language.nl.reader import Reader
from toolkit.language.nl.tokens import Tokeniser

READER = Reader()
TOKENISER = Tokeniser(read_abbreviations().all)
apart = st.sampled_from(("\n\n", "\n \t\n", "\n\n\n", "\r\n\r\n", "\n\u00a0\n"))
letters = st.lists(st.tuples(texts, apart)).map(lambda parts: "".join(text + gap for text, gap in parts))


@given(letters)
def test_the_tokens_of_a_text_are_those_of_its_paragraphs(text: str) -> None:
    whole, read = TOKENISER.cut(text), READER.analyse(text)
    assert (whole.forms, whole.starts, whole.ends) == (list(read.forms), list(read.starts), list(read.ends))


@settings(max_examples=20)
@given(letters)
def test_a_paragraph_that_is_met_again_reads_the_same(text: str) -> None:
    assert READER.analyse(text) == Reader().analyse(text)


@given(letters, letters)
def test_the_sentences_of_a_paragraph_are_the_same_wherever_it_stands(before: str, text: str) -> None:
    alone, after = READER.analyse(text), READER.analyse(f"{before}\n\n{text}")
    shift = len(before) + 2
    spans = [(each.span.start, each.span.end, each.role) for each in after.sentences]
    own = [(each.span.start + shift, each.span.end + shift, each.role) for each in alone.sentences]
    assert spans[len(spans) - len(own) :] == own


def test_a_paragraph_too_long_to_keep_is_read_all_the_same() -> None:
    text = "Betaal vandaag. " * 300
    assert len(READER.analyse(text).sentences) == 300
    assert READER.analyse(text) == READER.analyse(text)
