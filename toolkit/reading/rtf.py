"""Reads Rich Text files (.rtf) as their reader sees them: body, tables, text boxes, headers, footers and notes.

The format is Microsoft's RTF 1.9.1. Hidden text and deleted words are left out; the result of a field is a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toolkit.errors import Place, TextError
from toolkit.reading.rendition import Rendition, Writer
from toolkit.reading.rtf_text import Event, Scribe
from toolkit.reading.word_styles import HEADING as _HEADING
from toolkit.wording import worded

LARGEST = 20_000_000
"""The most bytes that a file may have."""

_DEEPEST = 1_000
_TOKEN = re.compile(
    rb"\\bin(?P<binary>\d+) ?|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?(?P<space> )?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_SIGNS = {
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_MARKS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
_BREAKS = {
    "par": "par", "sect": "par", "page": "page", "line": "line", "tab": "tab", "cell": "cell", "nestcell": "cell",
    "row": "row", "nestrow": "row",
}  # fmt: skip
_UNSEEN = frozenset(
    ("colortbl", "info", "pict", "objdata", "listtable", "listoverridetable", "rsidtbl", "generator",
     "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "bkmkstart", "bkmkend", "annotation",
     "atnid", "atnauthor", "revtbl", "filetbl", "sp", "nonshppict", "shprslt", "ftnsep", "ftnsepc", "ftncn", "aftnsep",
     "aftnsepc", "aftncn", "xe", "tc", "template", "private", "wgrffmtfilter", "mmathPr", "fontemb", "falt", "panose",
     "formfield", "datafield", "background", "pgptbl", "nonesttables")
)  # fmt: skip
_SEEN = frozenset(("shpinst", "shptxt", "fldinst", "fldrslt", "ud", "footnote", "nesttableprops", "pntext"))
"""Destinations that a reader must not pass over although they are marked as new."""

_MARGINS = frozenset(f"{part}{page}" for part in ("header", "footer") for page in ("", "l", "r", "f"))
_LASTING = frozenset(("fonttbl", "fldinst", "mark", "stylesheet"))
"""Groups whose inner groups are of the same sort."""


@dataclass(slots=True)
class _Group:
    """What counts inside one pair of braces."""

    part: str = "body"
    is_unseen: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    is_in_table: bool = False
    skipped: int = 1
    font: int | None = None
    role: str = ""


def read_rtf(content: bytes, name: str) -> Rendition:
    """Return what a Rich Text file holds, called `name` in errors; raises TextError for one that is not whole."""
    if not content.startswith(b"{\\rtf"):
        raise TextError("is no Rich Text file, whatever its name says", place=Place(name))
    if len(content) > LARGEST:
        raise TextError(
            worded("is larger than {most} MB", most=LARGEST // 1_000_000),
            place=Place(name),
            hint="save it without its pictures, or as .docx",
        )
    reader = _Reader(content)
    if not reader.read():
        raise TextError(
            "is damaged", place=Place(name), hint="open it in the program that made it, and save it again"
        )
    writer = Writer()
    for part, events in sorted(reader.parts.items(), key=lambda item: _order(item[0])):
        writer.where.part = _where(part)
        Scribe(writer).write(events)
    return writer.rendition()


def _order(part: str) -> tuple[int, int]:
    kind, _, number = part.partition(" ")
    return ("header", "body", "box", "footnote", "footer").index(kind), int(number or 0)


def _where(part: str) -> str:
    kind, _, number = part.partition(" ")
    if kind == "footnote":
        return worded("footnote {number}", number=number)
    return {"header": worded("header"), "footer": worded("footer"), "box": worded("text box")}.get(kind, "")


class _Reader:
    """Turns the bytes of a file into events, for each part of it that a reader sees."""

    def __init__(self, content: bytes) -> None:
        self.parts: dict[str, list[Event]] = {}
        self._content = content
        self._stack: list[_Group] = []
        self._group = _Group()
        self._codes: list[str] = []
        self._fonts: dict[int, str] = {}
        self._codepage = "cp1252"
        self._default: int | None = None
        self._bytes = b""
        self._left = 0
        self._high = 0
        self._style = 0
        self._headings: set[int] = set()
        self._is_new = False
        self._notes = 0

    def read(self) -> bool:
        """Read the file; return whether every group that it opens is closed."""
        at, end = 0, len(self._content)
        while at < end:
            token = _TOKEN.match(self._content, at)
            if token is None:
                return False
            at = token.end()
            if token["binary"]:
                at += int(token["binary"])
                continue
            if token["hex"]:
                self._byte(bytes([int(token["hex"], 16)]))
                continue
            if token["text"] is None or self._left == 0:
                self._flush()
            if token["brace"] == b"{":
                if len(self._stack) >= _DEEPEST:
                    return False
                self._stack.append(self._group)
                role = self._group.role
                self._group = replace(self._group, role=role if role in _LASTING else "")
                self._left = 0
            elif token["brace"]:
                self._close()
                if not self._stack:
                    return True
            elif token["word"]:
                number = int(token["number"]) if token["number"] else None
                self._word(str(token["word"], "ascii"), number)
            elif token["sign"]:
                self._sign(str(token["sign"], "latin-1"))
            elif token["text"]:
                self._text(token["text"])
        return False

    def _close(self) -> None:
        closed, self._group = self._group, self._stack.pop()
        self._left = 0
        if closed.role == "field" and self._codes:
            self._add("end", self._codes.pop())

    def _add(self, kind: str, text: str = "") -> None:
        group = self._group
        if not group.is_unseen:
            self.parts.setdefault(group.part, []).append(Event(kind, text))

    # Characters.

    def _byte(self, byte: bytes) -> None:
        if self._left:
            self._left -= 1
        else:
            self._bytes += byte

    def _text(self, text: bytes) -> None:
        skipped, self._left = min(self._left, len(text)), max(0, self._left - len(text))
        self._bytes += text[skipped:]
        self._flush()

    def _flush(self) -> None:
        """Write the bytes that wait, in the encoding of their font."""
        if not self._bytes:
            return
        font = self._group.font if self._group.font is not None else self._default
        encoding = self._fonts.get(font, self._codepage) if font is not None else self._codepage
        text = str(self._bytes, encoding, "replace")
        self._bytes = b""
        self._say(text)

    def _say(self, text: str) -> None:
        group = self._group
        if group.role == "fldinst":
            if self._codes and not group.is_unseen:
                self._codes[-1] += text
        elif group.role == "fonttbl":
            pass
        elif group.role == "stylesheet":
            self._name(text)
        elif group.role == "mark":
            self._add("mark", text)
        elif not (group.is_hidden or group.is_deleted):
            self._add("text", text)

    def _name(self, text: str) -> None:
        """Take the name of a style: is a paragraph in it a heading?"""
        if _HEADING.fullmatch(text.strip().rstrip(";")):
            self._headings.add(self._style)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._is_new = True
        elif sign in _MARKS:
            self._say(_MARKS[sign])
        elif sign in "\r\n":
            self._add("par")

    # Control words.

    def _word(self, word: str, number: int | None) -> None:
        is_new, self._is_new = self._is_new, False
        self._left = 0
        if word in _BREAKS:
            self._break(_BREAKS[word])
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word == "u":
            self._unicode(number or 0)
        elif word in ("f", "fcharset", "deff", "ansicpg"):
            self._font(word, number)
        elif not self._state(word, number):
            self._destination(word, is_new)

    def _break(self, kind: str) -> None:
        if kind == "par" and self._group.is_in_table:
            self._add("break")
        elif not (kind == "par" and self._group.is_deleted):
            self._add(kind)

    def _font(self, word: str, number: int | None) -> None:
        group = self._group
        if word == "f":
            group.font = number
        elif word == "deff":
            self._default = number
        elif word == "ansicpg":
            self._codepage = _codec(number)
        elif group.font is not None:
            self._fonts[group.font] = _CHARSETS.get(number or 0, self._codepage)

    def _state(self, word: str, number: int | None) -> bool:
        """Take a word that changes how what follows is read; return whether it is one."""
        group, is_on = self._group, number != 0
        match word:
            case "uc":
                group.skipped = 1 if number is None else number
            case "v":
                group.is_hidden = is_on
            case "deleted":
                group.is_deleted = is_on
            case "plain":
                group.is_hidden = group.is_deleted = False
            case "pard":
                group.is_in_table = False
                self._add("pard")
            case "intbl" | "itap":
                group.is_in_table = is_on
            case "s":
                self._style = number or 0
                if self._style in self._headings and group.role != "stylesheet":
                    self._add("heading")
            case "outlinelevel" if group.role != "stylesheet":
                self._add("heading" if (number or 0) < 9 else "pard")
            case _:
                return False
        return True

    def _unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            high, self._high = self._high, 0
            self._say(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd")
        else:
            self._say(chr(code) if code <= 0x10FFFF else "\ufffd")
        self._left = self._group.skipped

    def _destination(self, word: str, is_new: bool) -> None:
        group = self._group
        if word == "field":
            group.role = "field"
            self._codes.append("")
            self._add("begin")
        elif word in ("fldinst", "fonttbl", "stylesheet"):
            group.role = word
        elif word in ("listtext", "pntext"):
            group.role = "mark"
        elif word in _MARGINS:
            group.part = word[:6]
            self._add("par")
        elif word == "footnote":
            self._notes += 1
            group.part = f"footnote {self._notes}"
        elif word == "shptxt":
            group.part = "box" if group.part == "body" else group.part
        elif word in _UNSEEN or (is_new and word not in _SEEN):
            group.is_unseen = True


def _codec(number: int | None) -> str:
    import codecs

    try:
        codecs.lookup(f"cp{number}")
    except LookupError:
        return "cp1252" if number != 65001 else "utf-8"
    return f"cp{number}"
