"""A text as its reader has it: plain characters, their linguistic analysis, and the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from toolkit import language
from toolkit.compose.sourcemap import Composed, Origin, Run, Source
from toolkit.language.model import KIND_MASK, Analysis, Counts, Kind, Measures, Sentence
from toolkit.reading.quotations import quotations
from toolkit.text.folding import fold_all, lower

_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\(([^()\s]+)\)")

_SLOT = re.compile(
    r"\{[{%#][^{}\n]{0,200}[}%#]\}|\{[\w .|-]{1,60}\}|\[(?!(?:[ xX])?\])[\w .-]{1,60}\](?![(\[])|<<[\w .-]{1,60}>>"
)
"""What another program fills in, in a text that is no template of ours."""

_MERGED = re.compile(r"\s*«[^«»\n]*»\s*")
"""What a word processor shows for a field without a value."""


def _filled(slot: re.Match[str]) -> str:
    """Return what a slot reads as, just as long: nothing for a statement, else a number."""
    return " " * len(slot[0]) if slot[0].startswith(("{%", "{#")) else "0" * len(slot[0])


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A link in a document: the offsets of its words and its address."""

    start: int
    end: int
    href: str


@dataclass(frozen=True)
class Document:
    """One text to read, in the language `tag`, for readers in a `country`.

    `kind` is that of the customer of a message, "consumer" or "business"; "" where nobody knows it. `pieces`
    lead from stretches of `text` to offsets in `source`, where there is one. `tags` are the images of an HTML file: the
    offset in the file where each stands, and its tag. A text `from_elsewhere` may have values that another
    program fills in; `blanks` are the (start, end) of what its file itself says is still to be filled in.
    """

    text: str
    tag: str
    country: str = "NL"
    source: Composed | None = None
    pieces: tuple[tuple[int, int, int], ...] = ()
    links: tuple[LinkSpan, ...] = ()
    tags: tuple[tuple[int, str], ...] = ()
    kind: str = ""
    from_elsewhere: bool = False
    blanks: tuple[tuple[int, int], ...] = ()

    @property
    def identity(self) -> Hashable:
        """What is equal for documents that are the same: with it the runs of the source, which no text compares."""
        runs = tuple(self.source.runs) if self.source is not None else None
        return (
            self.text,
            self.tag,
            self.country,
            self.kind,
            self.pieces,
            self.links,
            self.tags,
            self.blanks,
            runs,
        )

    @property
    def is_composed(self) -> bool:
        """Whether the text came of a template of ours, so that nothing in it is still to be filled in."""
        return self.source is not None and not self.from_elsewhere

    @cached_property
    def analysis(self) -> Analysis:
        """The tokens, sentences and clauses of the text; a slot such as {{ naam }} reads as a number."""
        text = _SLOT.sub(_filled, self.text) if self._slots else self.text
        for start, end in self._fields:
            text = f"{text[:start]}{'0' * (end - start)}{text[end:]}"
        return language.reader(self.tag).analyse(text)

    def found(self, detector: str, *options: Any) -> Sequence[Any]:
        """Return what a detector of the language finds; `options` are its own. Raises KeyError for one it lacks."""
        detect = language.detectors(self.tag)[detector]
        found: list[Any] = self.once((detector, *options), lambda: list(detect(self.analysis, *options)))
        return found

    def once(self, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
        """Return what `make` makes of this document, made when first asked for under this key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @cached_property
    def _made(self) -> dict[tuple[object, ...], Any]:
        return {}

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of the tokens of each form that the text has."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, form in enumerate(self.analysis.forms):
            places[form].append(at)
        return dict(places)

    @cached_property
    def lowered(self) -> list[str]:
        """The forms of the tokens in lower case."""
        known = {form: form.lower() for form in self.places}
        return [known[form] for form in self.analysis.forms]

    @cached_property
    def folded(self) -> list[str]:
        """The forms of the tokens as word lists know them."""
        known = dict(zip(self.places, self._folded_forms, strict=True))
        return [known[form] for form in self.analysis.forms]

    @cached_property
    def folded_places(self) -> dict[str, list[int]]:
        """The numbers of the tokens of each form as word lists know them, in the order of the text."""
        merged: dict[str, list[int]] = {}
        for form, places in zip(self._folded_forms, self.places.values(), strict=True):
            merged[form] = sorted(merged[form] + places) if form in merged else places
        return merged

    @cached_property
    def _folded_forms(self) -> list[str]:
        return fold_all([form.lower() for form in self.places])

    def spots(self, part: str) -> list[int]:
        """Return the offsets at which a part of a word, or a sign, stands: `part` in lower case, without spaces.

        Letters and digits are looked for in the different words of the text, which are few, and after "=" as a whole
        word; a sign is looked for in the text itself.
        """
        look = self._in_words if is_word(part) else self._in_text
        spots: list[int] = self.once(("spots", part), lambda: look(part))
        return spots

    @cached_property
    def haystacks(self) -> tuple[str, str]:
        """The words of the text and the text itself, in lower case: what is in neither has no spots."""
        slots = (self._small[start:end] for start, end in (*self._slots, *self._fields))
        return "\n".join((self._vocabulary[0], *slots)), self._small

    def _in_words(self, part: str) -> list[int]:
        words, forms, edges = self._vocabulary
        is_whole, part = part[0] == "=", part.removeprefix("=")
        starts, places = self.analysis.starts, self.places
        found: list[int] = []
        at = words.find(part)
        while at >= 0:
            if not is_whole or not (words[at - 1].isalnum() or words[at + len(part)].isalnum()):
                index = bisect_right(edges, at) - 1
                found += [starts[token] + at - edges[index] for token in places[forms[index]]]
            at = words.find(part, at + 1)
        # The analysis reads a slot and what is glued to it as one word: what stands in it or against it is looked up.
        for start, end in (*self._slots, *self._fields):
            low, high = max(0, start - len(part)), end + len(part)
            at = self._small.find(part, low, high)
            while at >= 0:
                found.append(at)
                at = self._small.find(part, at + 1, high)
        return found

    @cached_property
    def _slots(self) -> list[tuple[int, int]]:
        """The (start, end) of what another program fills in, as far as that shows; the analysis reads a number."""
        return [] if self.is_composed else [slot.span() for slot in _SLOT.finditer(self.text)]

    @cached_property
    def _fields(self) -> list[tuple[int, int]]:
        """The (start, end) of the fields of the file itself that the analysis reads as a number."""
        values = self._values if self.from_elsewhere else ()
        return [(start, end) for start, end, _ in values if _MERGED.fullmatch(self.text, start, end)]

    @cached_property
    def _vocabulary(self) -> tuple[str, list[str], list[int]]:
        """The different forms in lower case, each between line breaks; the forms; and where each begins."""
        forms = list(self.places)
        lines = [lower(form) + "\n" for form in forms]
        edges = list(accumulate(map(len, lines), initial=1))[:-1]
        return "\n" + "".join(lines), forms, edges

    def _in_text(self, part: str) -> list[int]:
        text, found = self._small, []
        at = text.find(part)
        while at >= 0:
            found.append(at)
            at = text.find(part, at + 1)
        return found

    @cached_property
    def _small(self) -> str:
        return lower(self.text)

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """The (start, end) of what somebody else said."""
        return quotations(self.text)

    @cached_property
    def counts(self) -> Counts:
        """The counts that the scores of the text are made of."""
        return language.reader(self.tag).counts(self.analysis)

    @cached_property
    def measures(self) -> Measures:
        """How easy the text reads."""
        return language.reader(self.tag).scores(self.counts)

    @cached_property
    def word_counts(self) -> list[int]:
        """How many words stand before each token, and before the end: the difference of two counts words between."""
        marks = self.analysis.marks
        is_word = {mark: mark & KIND_MASK < Kind.PUNCTUATION for mark in set(marks)}
        return list(accumulate(map(is_word.__getitem__, marks), initial=0))

    def is_value(self, start: int, end: int) -> bool:
        """Say whether a stretch of the text lies in a value."""
        return any(low <= start and end <= high for low, high, _ in self._values)

    def words_of(self, sentence: Sentence) -> int:
        """Count the words of a sentence that the writer wrote; a value counts as one, however long a name is."""
        count = self.word_counts[sentence.last] - self.word_counts[sentence.first]
        if not self._values:
            return count
        starts = self.analysis.starts
        found: set[tuple[str, int]] = set()
        for index in range(bisect_right(self._values, sentence.span.start, key=_end), len(self._values)):
            start, end, value = self._values[index]
            if start >= sentence.span.end:
                break
            first = bisect_left(starts, start, sentence.first, sentence.last)
            last = bisect_left(starts, end, first, sentence.last)
            words = self.word_counts[last] - self.word_counts[first]
            if words:
                count -= words
                found.add(value)
        return count + len(found)

    @cached_property
    def _values(self) -> list[tuple[int, int, tuple[str, int]]]:
        """The stretches of the text that came out of a value, and the file and place of its expression."""
        values: list[tuple[int, int, tuple[str, int]]] = []
        runs = self.source.runs if self.source is not None else ()
        for start, end, at in self.pieces:
            index = max(0, bisect_right(runs, at, key=_run_start) - 1)
            while index < len(runs) and runs[index].at < at + end - start:
                run = runs[index]
                low, high = max(run.at, at), min(run.at + run.length, at + end - start)
                if run.expression is not None and low < high:
                    values.append((start + low - at, start + high - at, (run.source.file, run.start)))
                index += 1
        return values

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self.pieces]

    def origin(self, offset: int) -> Origin | None:
        """Return where a character of the text came from; None for one that only lays out the text."""
        index = bisect_right(self._starts, offset) - 1
        if self.source is None or index < 0:
            return None
        start, end, at = self.pieces[index]
        return self.source.origin(at + offset - start) if offset < end else None


def is_word(part: str) -> bool:
    """Say whether a part for `Document.spots` is looked for in words, and not in the text itself."""
    return part.removeprefix("=").isalnum()


def _end(value: tuple[int, int, tuple[str, int]]) -> int:
    return value[1]


def _run_start(run: Run) -> int:
    return run.at


@dataclass(frozen=True, slots=True)
class FileText:
    """One text of a file: what is read, and the source in which its places are told.

    `is_whole` is False for a text that is not a whole message, such as a subject line: rules that judge a
    text as a whole do not apply to it. `unread` names what the file shows and is not in the text.
    """

    document: Document
    source: Source
    is_whole: bool = True
    unread: tuple[str, ...] = ()


def text_document(text: str, tag: str) -> Document:
    """Return the document of a plain text or of Markdown."""
    links = tuple(LinkSpan(found.start(1), found.end(1), found[2]) for found in _LINK.finditer(text))
    return Document(text, tag, links=links)
