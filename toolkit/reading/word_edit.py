"""Changes a Word document where its words stand, and nothing else: replaces words, or puts comments at them."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from toolkit import install_line
from toolkit.errors import SettingsError
from toolkit.reading.archive import Archive
from toolkit.reading.rendition import Anchor
from toolkit.reading.word import WordFile, relations
from toolkit.reading.word_styles import attribute, child, local
from toolkit.wording import worded

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
AUTHOR, INITIALS = "Tact", "T"


def replaced(word: WordFile, changes: Iterable[tuple[int, int, str]]) -> bytes:
    """Return the file with each (start, end, text) replaced; offsets are those of the rendition and do not overlap.

    The new words look as most of the old ones did. What does not stand in the file as characters, such as a hyphen that
    breaks no line, stays as it is.
    """
    touched: set[str] = set()
    for start, end, text in sorted(changes, reverse=True):
        pieces = list(_pieces(word.rendition.anchors, start, end))
        if sum(high - low for _, low, high in pieces) != end - start:
            continue
        heir = max(range(len(pieces)), key=lambda at: pieces[at][2] - pieces[at][1])
        for at in reversed(range(len(pieces))):
            anchor, low, high = pieces[at]
            _settle(anchor)
            old, first, last = anchor.element.text, low - anchor.at, high - anchor.at
            anchor.element.text = old[:first] + (text if at == heir else "") + old[last:]
            touched.add(anchor.part)
    return word.archive.replaced({part: _bytes(word.parts[part]) for part in touched})


def commented(word: WordFile, notes: Sequence[tuple[int, int, str]]) -> bytes:
    """Return the file with a comment for each (start, end, text), in their order, at its words.

    A comment on words that do not stand in the body (header, footer, footnote, text box) stands beside where they are
    seen, for Word has no comments there. Raises SettingsError without the package that makes comments, TextError for a
    file whose parts are not whole.
    """
    if not notes:
        return word.archive.replaced({})
    root = word.parts[word.main]
    if not root.tag.startswith(f"{{{_W}}}"):
        raise word.archive.refusal(
            worded("is a Word document of the strict kind, in which no comments are made"),
            hint=worded("save it in Word as an ordinary .docx"),
        )
    known = relations(word.archive, word.main)
    part = next((target for kind, target in known.values() if kind == _COMMENTS), "")
    comments = word.archive.xml(part) if part else None
    first = _next_id(comments)
    made = _made([text for _, _, text in notes])
    marks = _Marks(word)
    for number, (start, end, _) in enumerate(notes):
        marks.add(start, end, str(first + number))
        made[number].set(f"{{{_W}}}id", str(first + number))
    marks.place()
    changed = {word.main: _bytes(root)}
    if comments is None:
        comments = made[0].getparent()
        folder = posixpath.dirname(word.main)
        part = posixpath.join(folder, "comments.xml")
        changed |= _announced(word.archive, word.main, part, known)
    else:
        comments.extend(made)
    changed[part] = _bytes(comments)
    return word.archive.replaced(changed)


class _Marks:
    """The marks of comments in the body: each range begins before one character and ends after another."""

    def __init__(self, word: WordFile) -> None:
        self._main = word.main
        self._anchors = word.rendition.anchors
        self._body = child(word.parts[word.main], "body")
        self._inside: list[tuple[int, bool, str]] = []
        self._beside: list[tuple[Any, str]] = []

    def add(self, start: int, end: int, key: str) -> None:
        """Note the range of a comment."""
        pieces = list(_pieces(self._anchors, start, end))
        inside = [
            (low, high) for anchor, low, high in pieces if anchor.part == self._main and anchor.holder is None
        ]
        if inside:
            self._inside += ((inside[0][0], False, key), (inside[-1][1] - 1, True, key))
            return
        holder = next((anchor.holder for anchor, _, _ in pieces if anchor.holder is not None), None)
        if holder is None:
            holder = next((each for each in self._body.iter() if local(each) == "p"), self._body)
        self._beside.append((holder, key))

    def place(self) -> None:
        """Put all marks into the body, from its end to its start, so that no place moves before its turn."""
        for holder, key in self._beside:
            self._put_beside(holder, key)
        begun: dict[int, Any] = {}
        for at, is_end, key in sorted(self._inside, key=lambda mark: (-mark[0], not mark[1])):
            anchor = self._anchors[_index(self._anchors, at)]
            _settle(anchor)
            offset, run = at - anchor.at, _run_of(anchor.element)
            if is_end:
                _split(run, anchor.element, offset + 1)
                run.addnext(_reference(key))
                run.addnext(_mark("commentRangeEnd", key))
            else:
                begun[at] = begun[at] if at in begun else _split(run, anchor.element, offset)
                begun[at].addprevious(_mark("commentRangeStart", key))

    @staticmethod
    def _put_beside(holder: Any, key: str) -> None:
        if local(holder) == "r":
            holder.addprevious(_mark("commentRangeStart", key))
            holder.addnext(_reference(key))
            holder.addnext(_mark("commentRangeEnd", key))
            return
        properties = child(holder, "pPr")
        start = _mark("commentRangeStart", key)
        if properties is None:
            holder.insert(0, start)
        else:
            properties.addnext(start)
        holder.append(_mark("commentRangeEnd", key))
        holder.append(_reference(key))


def _split(run: Any, element: Any, offset: int) -> Any:
    """Part a run before a character of one of its texts, and return the run that begins there.

    What stands before it stays in the run itself; a run that begins there, or ends there, stays whole.
    """
    text = element.text or ""
    moved = list(element.itersiblings())
    before = [each for each in element.itersiblings(preceding=True) if local(each) != "rPr"]
    if offset <= 0 and not before:
        return run
    if offset >= len(text) and not moved:
        return run
    new = run.makeelement(run.tag, run.attrib)
    properties = child(run, "rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    if offset <= 0:
        new.append(element)
    elif offset < len(text):
        rest = element.makeelement(element.tag, {_SPACE: "preserve"})
        element.text, rest.text = text[:offset], text[offset:]
        new.append(rest)
    for each in moved:
        new.append(each)
    run.addnext(new)
    return new


def _settle(anchor: Anchor) -> None:
    """Give a text just the characters that are shown, all of which count from then on."""
    element = anchor.element
    if element.get(_SPACE) != "preserve":
        element.text = element.text[anchor.index : anchor.index + anchor.length]
        element.set(_SPACE, "preserve")


def _run_of(element: Any) -> Any:
    while local(element) != "r":
        element = element.getparent()
    return element


def _mark(name: str, key: str) -> Any:
    from lxml import etree

    return etree.Element(f"{{{_W}}}{name}", {f"{{{_W}}}id": key}, nsmap={"w": _W})


def _reference(key: str) -> Any:
    """Return the run that stands for a comment in the text."""
    from lxml import etree

    run = etree.Element(f"{{{_W}}}r", nsmap={"w": _W})
    style = etree.SubElement(etree.SubElement(run, f"{{{_W}}}rPr"), f"{{{_W}}}rStyle")
    style.set(f"{{{_W}}}val", "CommentReference")
    run.append(_mark("commentReference", key))
    return run


def _made(texts: Sequence[str]) -> list[Any]:
    """Return the elements of new comments with these texts, in a root of their own."""
    from lxml import etree

    try:
        import docx
    except ImportError as error:
        raise SettingsError("comments in Word cannot be made yet", hint=install_line("word")) from error
    document = docx.Document()
    for text in texts:
        document.comments.add_comment(text, author=AUTHOR, initials=INITIALS)
    out = BytesIO()
    document.save(out)
    archive = Archive(out.getvalue(), "comments")
    part = next(
        target for kind, target in relations(archive, "word/document.xml").values() if kind == _COMMENTS
    )
    return list(etree.fromstring(archive.read(part)))


def _next_id(comments: Any) -> int:
    """Return a number that no comment of a document has, nor any after it."""
    ids = (
        (attribute(each, "id") for each in comments if isinstance(each.tag, str))
        if comments is not None
        else ()
    )
    return max((int(key) for key in ids if key.isdigit()), default=-1) + 1


def _announced(archive: Archive, main: str, part: str, known: dict[str, tuple[str, str]]) -> dict[str, bytes]:
    """Return the two parts that say that there is a new part with comments."""
    types = archive.xml(_TYPES)
    space = types.tag.rpartition("}")[0]
    types.append(
        types.makeelement(f"{space}}}Override", {"PartName": f"/{part}", "ContentType": _COMMENTS_TYPE})
    )
    folder, _, file = main.rpartition("/")
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path in archive:
        root = archive.xml(path)
    else:
        from lxml import etree

        root = etree.Element("{http://schemas.openxmlformats.org/package/2006/relationships}Relationships")
    key = next(name for number in range(1, len(known) + 2) if (name := f"rId{number}") not in known)
    space = root.tag.rpartition("}")[0]
    about = {"Id": key, "Type": _COMMENTS, "Target": posixpath.basename(part)}
    root.append(root.makeelement(f"{space}}}Relationship", about))
    return {_TYPES: _bytes(types), path: _bytes(root)}


def _bytes(root: Any) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _index(anchors: Sequence[Anchor], at: int) -> int:
    return bisect_right(anchors, at, key=_start) - 1


def _start(anchor: Anchor) -> int:
    return anchor.at


def _pieces(anchors: Sequence[Anchor], start: int, end: int) -> Iterator[tuple[Anchor, int, int]]:
    """Yield the anchors of the characters from `start` to `end`, each with the part of them that it holds."""
    for anchor in anchors[max(0, _index(anchors, start)) :]:
        if anchor.at >= end:
            break
        low, high = max(start, anchor.at), min(end, anchor.at + anchor.length)
        if low < high:
            yield anchor, low, high
