"""Finds the words and phrases of a list in a sequence of words: no word twice, the longest phrase first.

A list is a tree of words: a word that starts nothing costs one look-up. Hyphens inside a word, accents and
curly apostrophes make no difference: "re-integratie" finds "reïntegratie", "client" finds "cliënt". A shipped
list comes in packed form (`packing.py`): what a text does not use is never parsed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from toolkit.errors import SettingsError, did_you_mean
from toolkit.lint import words as lists
from toolkit.lint.packing import CLAUSE, END, GAP_NODE, UNLESS, Node, grow, packed
from toolkit.lint.words import GAP, OPTION, Entry
from toolkit.reading.document import Document
from toolkit.text.folding import fold_all
from toolkit.wording import worded

_TAKEN = " taken"
"""What stands in the place of a word that a find with a gap already took."""

_FORMAL, _FAMILIAR = frozenset(("u", "uw")), frozenset(("je", "jij", "jou", "jouw"))
_STOPS = frozenset(".!?:;…")
_CLAUSE_STARTS = frozenset(
    ("en", "of", "maar", "want", "om", "zodat", "omdat", "voordat", "nadat", "als", "zodra", "dan")
)
Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """One find: words `start` up to `end` (not included) of the sequence are `form` of `entry`.

    `runs` are the (start, end) of the words themselves: more than one where the form has gaps; other finds
    may stand in a gap. `replacement` is what can take the place of the words as it stands, "" where nothing
    can.
    """

    start: int
    end: int
    entry: Entry
    form: str
    replacement: str
    runs: tuple[Extent, ...]

    @property
    def options(self) -> tuple[str, ...]:
        """What to show a writer, also "stuurt … terug", which no machine fills in; none if a tip must do."""
        text = self.entry.forms[self.form]
        return tuple(text.split(OPTION)) if text else ()


@dataclass(frozen=True, slots=True)
class _Find:
    runs: tuple[Extent, ...] = ((0, 0),)
    entry: Entry | None = None
    form: str = ""

    def key(self) -> tuple[int, int, bool]:
        """More words beat fewer, then the nearer end beats the farther, then a loud entry a quiet one."""
        return sum(end - start for start, end in self.runs), -self.runs[-1][1], bool(self.form)


_NOTHING = _Find()


class Phrases:
    """A list ready to search with; `profile` "nl" or "be" leaves out what is ordinary there, None nothing."""

    __slots__ = ("_profile", "_rows", "_tree")

    def __init__(self, entries: Iterable[Entry], profile: str | None = None) -> None:
        known = tuple(entries)
        self._rows: list[Entry | str] = list(known)
        self._tree: dict[str, Node | str] = dict(grow(known))
        self._profile = profile

    @classmethod
    def load(cls, name: str, profile: str | None = None) -> Phrases:
        """Return a shipped list, by its name; raises SettingsError when there is none of that name."""
        if name not in lists.names():
            raise SettingsError(
                worded("there is no word list '{name}'", name=name), hint=did_you_mean(name, lists.names())
            )
        phrases = cls((), profile)
        rows, _, heads = packed(name).partition("\n\n")
        phrases._rows = list(rows.split("\n"))
        fields = heads.replace("\n", "\t").split("\t")
        phrases._tree = dict(zip(fields[::2], fields[1::2], strict=False))
        return phrases

    def for_profile(self, profile: str) -> Phrases:
        """Return the same list for another profile; what is parsed for one is parsed for both."""
        phrases = Phrases((), profile)
        phrases._rows, phrases._tree = self._rows, self._tree
        return phrases

    def match(self, words: Sequence[str]) -> Iterator[Match]:
        """Go through the words of a text, in lower case, and give its finds in order of their first words.

        `words` may hold punctuation as words of their own: a phrase never runs across it, and a gap not
        across the end of a sentence. No word is part of two finds. Where several begin, the one with most
        words wins.
        """
        folded = fold_all(words)
        heads = [
            at
            for at, word in enumerate(folded)
            if word in self._tree and self._hopeful(self._node(word), (at,), folded)
        ]
        return self._match(folded, heads)

    def match_document(self, document: Document) -> Iterator[Match]:
        """Do what `match` does with the words of a document."""
        places = document.folded_places
        heads: list[int] = []
        for word in self._tree.keys() & places.keys():
            heads += self._hopeful(self._node(word), places[word], document.folded)
        return self._match(document.folded, sorted(heads)) if heads else iter(())

    def _node(self, word: str) -> Node:
        """Return the node that a first word leads to, parsed when it is first asked for."""
        node = self._tree[word]
        if isinstance(node, str):
            node = self._tree[word] = json.loads(node)
        return cast(Node, node)

    @staticmethod
    def _hopeful(node: Node, places: Sequence[int], words: Sequence[str]) -> Sequence[int]:
        """Return the places of a first word from which the tree leads on, by the word after it or at once."""
        if END in node or GAP_NODE in node:
            return places
        last = len(words) - 1
        return [at for at in places if at == last or words[at + 1] in node]

    def _match(self, words: list[str], heads: Sequence[int]) -> Iterator[Match]:
        folded = words
        free = 0
        for at in heads:
            if at < free or folded[at] == _TAKEN:
                continue
            find = self._follow(self._node(folded[at]), folded, at + 1, ((at, at + 1),), _NOTHING)
            if find.entry is None:
                continue
            free = find.runs[0][1]
            if len(find.runs) > 1 and folded is words:
                folded = list(words)
            for start, end in find.runs[1:]:
                folded[start:end] = [_TAKEN] * (end - start)
            if find.form:
                entry, text = _spoken(find, words)
                filled = not (GAP in text or OPTION in text or GAP in find.form)
                yield Match(at, find.runs[-1][1], entry, find.form, text if filled else "", find.runs)

    def _follow(
        self, node: Node, words: Sequence[str], at: int, runs: tuple[Extent, ...], best: _Find
    ) -> _Find:
        """Walk on from a node with the words from `at`; return the better of `best` and what that finds."""
        *before, (since, _) = runs
        while True:
            if ends := node.get(END):
                best = self._better(ends, (*before, (since, at)), best)
            if (ends := node.get(CLAUSE)) and _clause_ends(words, at):
                best = self._better(ends, (*before, (since, at)), best)
            if GAP_NODE in node:
                for size, after in node[GAP_NODE].items():
                    if after.keys().isdisjoint(words[at + 1 : at + int(size) + 1]):
                        continue
                    for start in range(at, min(at + int(size) + 1, len(words))):
                        if start > at and words[start] in after:
                            longer = (*before, (since, at), (start, start + 1))
                            best = self._follow(after[words[start]], words, start + 1, longer, best)
                        if words[start] in _STOPS:
                            break
            if at >= len(words) or words[at] not in node:
                return best
            node = node[words[at]]
            at += 1

    def _better(self, ends: list[list[int]], runs: tuple[Extent, ...], best: _Find) -> _Find:
        rows = self._rows
        for number, form in ends:
            entry = rows[number]
            if isinstance(entry, str):
                entry = rows[number] = _unpacked(entry)
            if self._profile is None or self._profile in entry.profiles:
                loud = not entry.quiet and form != UNLESS
                find = _Find(runs, entry, list(entry.forms)[form] if loud else "")
                if best.entry is None or find.key() > best.key():
                    best = find
        return best


def _unpacked(row: str) -> Entry:
    values = json.loads(row)
    values |= {name: tuple(values[name]) for name in ("profiles", "unless") if name in values}
    return Entry(**values)


def _spoken(find: _Find, words: Sequence[str]) -> tuple[Entry, str]:
    """Return the entry of a find and its replacement: none that says "u" where the text says "je"."""
    entry, form = cast(Entry, find.entry), find.form
    text = entry.forms[form]
    if text and not _FORMAL.isdisjoint(text.split()):
        found = {word for start, end in find.runs for word in words[start:end]}
        if not _FAMILIAR.isdisjoint(found):
            return replace(entry, forms={**entry.forms, form: ""}), ""
    return entry, text


def recase(found: str, replacement: str) -> str:
    """Return the replacement with the capitals of the words it replaces: all, or the first letter's."""
    if found.isupper() and sum(char.isalpha() for char in found) > 1:
        return replacement.upper()
    if not found[:1].isupper():
        return replacement
    first = 2 if replacement.startswith("ij") else 1
    return replacement[:first].upper() + replacement[first:]


def _clause_ends(words: Sequence[str], at: int) -> bool:
    return at >= len(words) or words[at] in _CLAUSE_STARTS or not any(char.isalnum() for char in words[at])
