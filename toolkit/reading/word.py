"""Reads Word documents (.docx, .docm) as their reader sees them, each character with its place in the file.

Body, tables, text boxes, headers, footers and notes are read, and words that a tracked change put in; words that one
took out, and hidden text, are not. The values of fields are values, as those of a template are.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from toolkit.errors import TextError
from toolkit.reading.archive import Archive
from toolkit.reading.rendition import Anchor, Rendition, Writer
from toolkit.reading.word_styles import Numbering, Styles, attribute, child, is_on, local
from toolkit.reading.word_text import Notes, Walker
from toolkit.wording import worded

_DOCUMENT = "/officeDocument"
_UNREAD = {
    "aFChunk": worded("another document inside it (altChunk): open it in Word and save it again"),
    "diagramData": worded("SmartArt"),
    "chart": worded("chart"),
    "oleObject": worded("embedded object"),
}
"""What Word shows of another part and is not read, by the kind of its relation."""


@dataclass(frozen=True)
class WordFile:
    """A Word document: what its reader sees, and the parts of the file that hold it, by name, with their elements."""

    archive: Archive
    rendition: Rendition
    main: str
    parts: dict[str, Any]

    def anchors(self, start: int, end: int) -> Iterator[Anchor]:
        """Yield where the characters from `start` to `end` of the rendition stand in the file."""
        return (each for each in self.rendition.anchors if each.at < end and start < each.at + each.length)


def read_word(content: bytes, name: str) -> WordFile:
    """Return what a Word document holds, called `name` in errors.

    Raises TextError for a file that is damaged, protected, too large or no Word document.
    """
    archive = Archive(content, name)
    if "_rels/.rels" not in archive:
        raise archive.refusal(worded("is no Word document, whatever its name says"))
    targets = relations(archive, "")
    main = next((part for kind, part in targets.values() if kind.endswith(_DOCUMENT)), "")
    if main not in archive:
        raise archive.damaged()
    root = archive.xml(main)
    if local(root) != "document":
        raise archive.refusal(worded("is no Word document, whatever its name says"))
    reader = _Reader(archive, main, root)
    try:
        reader.read()
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        if isinstance(error, TextError):
            raise
        raise archive.damaged() from error
    return WordFile(archive, replace(reader.writer.rendition(), unread=reader.unread()), main, reader.parts)


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to, by id: the kind, and the name of the part or the address outside the file."""
    folder, _, file = part.rpartition("/")
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, tuple[str, str]] = {}
    if path not in archive:
        return found
    for relation in archive.xml(path):
        if local(relation) != "Relationship":
            continue
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[relation.get("Id", "")] = (relation.get("Type", ""), target)
    return found


class _Reader:
    """Reads the parts of a document in the order in which a reader meets them."""

    def __init__(self, archive: Archive, main: str, root: Any) -> None:
        self.writer = Writer()
        self.parts = {main: root}
        self._archive = archive
        self._main = main
        self._relations = relations(archive, main)
        self._styles = Styles(self._other("/styles"))
        self._numbering = Numbering(self._other("/numbering"), self._styles)
        self._settings = self._other("/settings")

    def read(self) -> None:
        """Write headers, body, notes and footers."""
        body = child(self.parts[self._main], "body")
        if body is None:
            raise self._archive.damaged()
        sections = [element for element in body.iter() if local(element) == "sectPr"]
        paragraphs = [element for element in body.iter() if local(element) == "p"]
        notes = Notes()
        self._margins(sections, "headerReference", worded("header"), paragraphs[:1], notes)
        if any(local(element) == "lastRenderedPageBreak" for element in body.iter()):
            self.writer.where.page = 1
        self.writer.part, self.writer.holder = self._main, None
        start = self.writer.at
        self._walker(self._main, notes).blocks(body)
        self.writer.main(start)
        self._notes(notes)
        self._margins(sections, "footerReference", worded("footer"), paragraphs[-1:], Notes())

    def unread(self) -> tuple[str, ...]:
        """Return what the parts that are read show with words in it that are not read, in a writer's words."""
        shown = Counter(
            (kind.rpartition("/")[2], target)
            for part in self.parts
            for kind, target in relations(self._archive, part).values()
        )
        kinds = Counter(kind for kind, _ in shown)
        return tuple(
            worded("{count} × {what}", count=kinds[kind], what=what)
            for kind, what in _UNREAD.items()
            if kinds[kind]
        )

    def _walker(self, part: str, notes: Notes) -> Walker:
        known = self._relations if part == self._main else relations(self._archive, part)
        links = {key: target for key, (kind, target) in known.items() if kind.endswith("/hyperlink")}
        return Walker(self.writer, self._styles, self._numbering, links, notes)

    def _margins(self, sections: list[Any], kind: str, what: str, holders: list[Any], notes: Notes) -> None:
        """Write the headers or footers that are shown somewhere, each once."""
        for part in dict.fromkeys(self._shown(sections, kind)):
            root = self.parts.setdefault(part, self._archive.xml(part))
            self.writer.part, self.writer.holder = part, next(iter(holders), None)
            self.writer.where.part = what
            self._walker(part, notes).blocks(root)
            self.writer.where.part = ""

    def _shown(self, sections: list[Any], kind: str) -> Iterator[str]:
        """Yield the parts of the headers or footers of sections, without those of pages that do not exist."""
        even = child(self._settings, "evenAndOddHeaders")
        for section in sections:
            for reference in section:
                if local(reference) != kind:
                    continue
                pages = attribute(reference, "type")
                if pages == "first" and not is_on(child(section, "titlePg")):
                    continue
                if pages == "even" and not is_on(even):
                    continue
                part = self._relations.get(_relation_of(reference), ("", ""))[1]
                if part in self._archive:
                    yield part

    def _notes(self, notes: Notes) -> None:
        """Write the footnotes and endnotes that the text refers to."""
        for kind in ("footnote", "endnote"):
            asked = [note for note in notes.found if note[0] == kind]
            part = self._part(f"/{kind}s")
            if not asked or not part:
                continue
            root = self.parts.setdefault(part, self._archive.xml(part))
            known = {attribute(note, "id"): note for note in root if local(note) == kind}
            walker = self._walker(part, Notes())
            for number, (_, key, holder) in enumerate(asked, 1):
                if key in known:
                    self.writer.part, self.writer.holder = part, holder
                    self.writer.where.part = _note(kind, number)
                    walker.blocks(known[key])
                    self.writer.where.part = ""

    def _part(self, kind: str) -> str:
        parts = (part for each, part in self._relations.values() if each.endswith(kind))
        return next((part for part in parts if part in self._archive), "")

    def _other(self, kind: str) -> Any:
        part = self._part(kind)
        return self._archive.xml(part) if part else None


def _note(kind: str, number: int) -> str:
    if kind == "footnote":
        return worded("footnote {number}", number=number)
    return worded("endnote {number}", number=number)


def _relation_of(element: Any) -> str:
    """Return the id of the relation that an element names."""
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
