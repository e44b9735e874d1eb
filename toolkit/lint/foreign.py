"""Words in a text that are not the writer's to choose: names of people and firms, and what somebody else said."""

from __future__ import annotations

from bisect import bisect_right

from toolkit.language.model import Sentence
from toolkit.lint.model import Hit
from toolkit.reading.document import Document

_BEFORE_NAME = frozenset(
    ("heer", "mevrouw", "meneer", "dhr.", "mevr.", "mw.", "firma", "familie", "fa.", "drs.")
)
_FIRM = frozenset(
    ("b.v.", "bv", "n.v.", "nv", "vof", "v.o.f.", "bvba", "cv", "cvba", "vzw", "holding", "groep", "&")
)


def foreign(document: Document, hit: Hit, *, names: bool) -> bool:
    """Say whether a hit stands in a quotation or, where the words may be `names`, in a name."""
    spans = document.quotations
    index = bisect_right(spans, (hit.start, len(document.text))) - 1
    if index >= 0 and hit.end <= spans[index][1]:
        return True
    return names and _is_name(document, hit)


def _is_name(document: Document, hit: Hit) -> bool:
    """Say whether a hit is a word with a capital that no sentence gave it, or one before a company's form."""
    text = document.text
    if not text[hit.start].isupper() or text[hit.start : min(hit.start + 2, hit.end)].isupper():
        return False  # an abbreviation ("BKR-notering") is none
    analysis = document.analysis
    at = bisect_right(analysis.starts, hit.start) - 1
    after = bisect_right(analysis.starts, hit.end - 1)
    if after < len(analysis.forms) and analysis.forms[after].lower() in _FIRM:
        return True
    index = bisect_right(analysis.sentences, hit.start, key=_start) - 1
    sentence = analysis.sentences[index] if index >= 0 else None
    begin = at - 1
    while sentence is not None and begin >= sentence.first and not analysis.forms[begin][-1:].isalnum():
        if analysis.forms[begin].lower() in _BEFORE_NAME:
            return True
        if analysis.forms[begin] in ":“„\"‘'":
            return False
        begin -= 1
    if sentence is None or begin < sentence.first:
        return False
    words = text[hit.start : hit.end].split()
    return all(word[:1].isupper() for word in words if len(word) > 3)


def _start(sentence: Sentence) -> int:
    return sentence.span.start
