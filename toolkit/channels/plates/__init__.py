"""Letters printed from plates: one layout for all letters that differ in words alone.

What holds, and what each module sees to:

1. A letter printed from a plate has the bytes that the whole layout gives it (`cutting`: no plate prints before it
   proved so of its own letter). So it does not matter which letters came before.
2. Letters of one plate have the same elements, attributes and white space; they differ in words (`shape`).
3. Words reach no further than their block: what might let them is refused, in a style sheet (`styles`) and in the boxes
   (`ground`). What is not known is refused.
4. A block with other words is broken into lines by WeasyPrint itself, in its place. It has as many lines of the same
   heights and pieces, or the whole layout makes the letter (`lines`).
5. What is drawn of a text depends on its box, the state before it and the fonts, which learn from all texts in order
   (`painting`); all else in the file is kept as it was written (`paper`, `plate`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from toolkit.channels.letter_assets import careful
from toolkit.channels.plates.cutting import cut
from toolkit.channels.plates.plate import Fitting, Plate
from toolkit.channels.plates.refusal import NoPlate
from toolkit.channels.plates.shape import Shape, read, turns

__all__ = ["MOST", "Plates", "Printed"]

_Made = TypeVar("_Made")

MOST = 16
"""Plates that a press keeps, some 2 MB each; the one that printed nothing for longest goes first."""

HOPELESS = 3
"""Letters of a shape that could be no plate, after which no other is tried as long as they are kept."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter whose words fit a plate, in the place of a document: its boxes stand where those of the plate do."""

    pages: Any
    plates: Plates
    plate: Plate
    fitting: Fitting
    whole: Callable[[], Any]

    def write_pdf(self, **options: Any) -> bytes:
        """Return the letter, printed from the plate, or laid out and written where it has to be."""
        content = self.plates.attempt(lambda: self.plate.print(self.fitting))
        if content is None:
            content = self.whole().write_pdf(**options)
        else:
            self.plates.printed += 1
        return content


@dataclass(slots=True, eq=False)
class _Kept:
    """A letter that the whole layout made; once another of its shape came, its plate, or that it can be none."""

    shape: Shape
    words: list[str]
    document: Any
    plate: Plate | None = None
    hopeless: bool = False


@dataclass(slots=True)
class Plates:
    """The plates of one press; `printed` counts the letters that came from one, `refused` why others did not."""

    wrap: Callable[[Any], Any]
    options: Mapping[str, Any]
    printed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    _kept: list[_Kept] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._kept)

    def letter(self, root: Any, place: str, whole: Callable[[], Any]) -> Any:
        """Return a letter, laid out or as good as that.

        In: its tree of elements, the places of its window by name, and the whole layout.
        """
        shape, words = read(root)
        if turns("".join(words)):
            return whole()
        shape = (place, *shape)
        alike = [each for each in self._kept if each.shape == shape]
        for kept in alike:
            plate = self._plate(kept)
            if plate is None:
                continue
            fitting = self.attempt(partial(plate.fit, words))
            if fitting is None:
                continue
            self._kept.remove(kept)
            self._kept.insert(0, kept)
            return Printed(plate.document.pages, self, plate, fitting, whole)
        with careful("brief") as complaints:
            document = whole()
        # What is said of one letter would be left unsaid of those that are printed from it.
        if not complaints and sum(each.hopeless for each in alike) < HOPELESS:
            self._kept.insert(0, _Kept(shape, words, document))
            del self._kept[MOST:]
        return document

    def _plate(self, kept: _Kept) -> Plate | None:
        """Return the plate of a letter, cut when it is asked for the first time; None when it is none."""
        if kept.plate is None and not kept.hopeless:
            with careful("brief") as complaints:
                kept.plate = self.attempt(partial(cut, kept.document, kept.words, self.wrap, self.options))
            if complaints:
                kept.plate = None
            kept.hopeless, kept.document = kept.plate is None, None
        return kept.plate

    def attempt(self, work: Callable[[], _Made]) -> _Made | None:
        """Return what comes of some work with plates; None, and why is counted, where the whole layout is needed."""
        try:
            return work()
        except NoPlate as refusal:
            self.refused[str(refusal)] += 1
        except Exception as fault:  # noqa: BLE001 - whatever it is, the whole layout makes the letter, or tells
            self.refused[f"{type(fault).__name__}: {fault}"] += 1
        return None
