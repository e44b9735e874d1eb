"""A plate: one letter laid out, printed again with other words in the same places. `cutting` makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from toolkit.channels.letter_inside import drawn_modules
from toolkit.channels.plates.ground import Block
from toolkit.channels.plates.inside import pydyf
from toolkit.channels.plates.lines import broken
from toolkit.channels.plates.painting import Slot, Watch, taught
from toolkit.channels.plates.paper import Paper, head_of
from toolkit.channels.plates.refusal import NoPlate

HEAD, TITLE, CODE, UNSEEN, FIXED = "head", "title of a picture", "code", "unseen", "fixed"
"""What words are beside those of a block: metadata, the title or the modules of the payment code, what nobody sees, and
what may not change."""

Role = str | Block

Pairs = list[tuple[Any, Any]]
"""Texts as they stand on the plate, each with what stands there now."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Words that fit a plate: what they change, and the blocks with their new texts and entries in the outline."""

    words: Sequence[str]
    changed: Sequence[int]
    blocks: Mapping[Block, tuple[Pairs, str | None]]


@dataclass(slots=True)
class Code:
    """The payment code: its path and title in the letter, its slot and modules, and the object that holds its title."""

    path: Any
    title: Any
    slot: int
    modules: bytes
    described: Any


@dataclass(slots=True)
class Plate:
    """One letter that others of its shape are printed from.

    `places` are where its words stand, `roles` what they are, and `spoken` those that margins say; `slots` its texts
    in the order in which they are drawn, `at` the number of the slot of each by its box, `behind` what each page draws
    after its last; `outline` the objects of its headings.
    """

    words: list[str]
    places: list[tuple[Any, str]]
    roles: list[Role]
    spoken: set[int]
    document: Any
    wrap: Callable[[Any], Any]
    paper: Paper
    watches: list[Watch]
    slots: list[Slot]
    at: Mapping[Any, int]
    behind: list[bytes]
    outline: Sequence[Any]
    code: Code | None

    def fit(self, words: Sequence[str], *, every: bool = False) -> Fitting:
        """Return how these words fit: every box of the letter stands where the whole layout puts it.

        With `every`, each block is broken anew, changed or not. Raises NoPlate when they do not fit.
        """
        changed = [at for at, (old, new) in enumerate(zip(self.words, words, strict=True)) if old != new]
        if any(self.roles[at] == FIXED for at in changed):
            raise NoPlate("words that reach elsewhere")
        roles = dict.fromkeys(self.roles[at] for at in (range(len(words)) if every else changed))
        context = self.document._html.context
        with self._saying(changed, words):
            blocks = {role: broken(role, context) for role in roles if isinstance(role, Block)}
        return Fitting(words, changed, blocks)

    def print(self, fitting: Fitting) -> bytes:
        """Return the letter with words that fit: the bytes that the whole layout gives it.

        Raises NoPlate when it takes the whole layout.
        """
        if self.spoken.intersection(fitting.changed):
            raise NoPlate("words that margins say")
        new: list[Any] = []
        drawn: dict[int, bytes] = {}
        lessons = [slot.taught for slot in self.slots]
        for block, (pairs, label) in fitting.blocks.items():
            for old, text in pairs:
                at = self.at[old]
                slot = self.slots[at]
                drawn[at], lessons[at] = self.watches[slot.page].again(slot, text)
            if block.marked is not None:
                new.append(_with(self.outline[block.marked], Title=label or ""))
        with self._saying(fitting.changed, fitting.words):
            info, metadata = self.paper.facts(
                head_of(self.document._html.etree_element), self.wrap, self.document
            )
            roles = {self.roles[at] for at in fitting.changed}
            new += [metadata, *self._coded(roles, drawn)]
        new += self.paper.fonts(taught(self.document.fonts, lessons))
        new += self._pages(drawn)
        return self.paper.write(new, info)

    @contextmanager
    def _saying(self, changed: Sequence[int], words: Sequence[str]) -> Iterator[None]:
        """Let the elements of the plate say other words for a while."""
        try:
            for at in changed:
                _put(*self.places[at], words[at])
            yield
        finally:
            for at in changed:
                _put(*self.places[at], self.words[at])

    def _coded(self, roles: Set[Role], drawn: dict[int, bytes]) -> Iterator[Any]:
        """Draw other modules of the payment code; yield the object that holds its other title."""
        if self.code and CODE in roles:
            modules = drawn_modules(self.code.path.get("d"))
            if modules is None:
                raise NoPlate("a code of another kind")
            drawn[self.code.slot] = self.slots[self.code.slot].drawing.replace(self.code.modules, modules)
        if self.code and TITLE in roles:
            yield _with(self.code.described, Alt=self.code.title.text)

    def _pages(self, drawn: Mapping[int, bytes]) -> Iterator[Any]:
        """Yield the drawing of each page that changed."""
        for page in {self.slots[at].page for at in drawn}:
            pieces = [
                piece
                for at, slot in enumerate(self.slots)
                if slot.page == page
                for piece in (slot.lead, drawn.get(at, slot.drawing))
            ]
            yield self.paper.content(page, b"\n".join(filter(None, (*pieces, self.behind[page]))))


def _put(element: Any, where: str, words: str) -> None:
    if where in ("text", "tail"):
        setattr(element, where, words)
    else:
        element.set(where, words)


def _with(item: Any, **strings: str) -> Any:
    """Return an object of the file with other strings."""
    copied = pydyf.Dictionary({**item, **{name: pydyf.String(text) for name, text in strings.items()}})
    copied.number = item.number
    return copied
