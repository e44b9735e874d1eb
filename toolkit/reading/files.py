"""Reads the texts that people lint, from Markdown to Word, each with its way back to the file."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from toolkit.compose.sourcemap import Source
from toolkit.errors import Place, TextError, did_you_mean
from toolkit.reading.decoding import decoded, encoding_of, read_bytes, unified
from toolkit.reading.document import FileText, text_document
from toolkit.reading.kinds import check_kind
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.reading.rendition import Rendition

_NOT_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[^\S\n]*$|\Z)", re.DOTALL | re.MULTILINE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_IS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOT_LINE_BREAK = re.compile(r"[^\n]")


def read_file(path: Path, name: str = "", *, tag: str, content: bytes | None = None) -> list[FileText]:
    """Return the texts of a file in the language `tag`, which findings call `name` (default: its path).

    `content` is read instead of what is on the disk.

    Lines, columns and offsets are those of the file, a line break counting as one character. Of an e-mail
    they are those of the decoded text, and the name says which: 'mail.eml#subject', '#text' or '#html'.
    Raises TextError for a file that is missing, of an unknown kind, or not in the encoding it says.
    """
    name = name or str(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise TextError(
            worded("a file of the kind '{kind}' cannot be linted", kind=path.suffix or path.name),
            place=Place(name),
            hint=_SAVED_AS.get(path.suffix.lower())
            or did_you_mean(path.suffix, READERS)
            or worded("known kinds: {known}", known=known),
        )
    data = read_bytes(path, name) if content is None else content
    check_kind(data, path.suffix.lower(), name)
    return reader(data, name, tag)


def read_rendition(path: Path, name: str = "", *, content: bytes | None = None) -> Rendition:
    """Return a file as characters with what is bold, a value or a link in it; parameters and errors as `read_file`.

    Of an e-mail it is the text without the subject. A file that is no word processor's has no bold words and no values.
    """
    from toolkit.reading.rendition import Rendition

    name = name or str(path)
    data = read_bytes(path, name) if content is None else content
    suffix = path.suffix.lower()
    if suffix in _RENDITIONS:
        check_kind(data, suffix, name)
        return _RENDITIONS[suffix](data, name)
    document = read_file(path, name, tag="nl", content=data)[-1].document
    whole = (0, len(document.text))
    runs = document.source.runs if document.from_elsewhere and document.source else ()
    literal = tuple((run.at, run.at + run.length) for run in runs) or (whole,)
    return Rendition(document.text, literal, (), (), document.links, (), body=whole)


def _plain(content: bytes, name: str, tag: str) -> list[FileText]:
    text = unified(decoded(content, name))
    return [FileText(text_document(text, tag), Source(name, text))]


def markdown_text(text: str, name: str, tag: str) -> FileText:
    """Return Markdown as a text to lint; its comments and code are blank there, so that all places stay."""
    blank = _NOT_TEXT.sub(lambda found: _NOT_LINE_BREAK.sub(" ", found[0]), text)
    return FileText(text_document(blank, tag), Source(name, text))


def _markdown(content: bytes, name: str, tag: str) -> list[FileText]:
    return [markdown_text(unified(decoded(content, name)), name, tag)]


def _html(content: bytes, name: str, tag: str) -> list[FileText]:
    from toolkit.reading.html import html_document

    source = Source(name, unified(decoded(content, name, _declared(content))))
    return [FileText(html_document(source, tag), source)]


def encoding_in(path: Path, content: bytes) -> str:
    """Return the encoding of a text file by its name and what it holds: what HTML declares, or what is certain."""
    if path.suffix.lower() not in (".html", ".htm"):
        return encoding_of(content)
    return _declared(content)


def _declared(content: bytes) -> str:
    """Return the encoding that HTML says it has; where it says none, the one that its bytes leave no doubt about."""
    found = _CHARSET.search(content[:2048])
    charset = found[1].decode("ascii").lower() if found else ""
    if content.startswith((BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)) or charset in ("", "utf-8", "utf8"):
        return encoding_of(content)
    return charset


def typed_text(content: bytes, name: str, tag: str) -> FileText:
    """Return what came in on standard input, in a language: HTML where it begins as HTML does, else Markdown."""
    if _IS_HTML.match(content):
        return _html(content, name, tag)[0]
    return markdown_text(unified(decoded(content, name)), name, tag)


def _email(content: bytes, name: str, tag: str) -> list[FileText]:
    from email import policy
    from email.parser import BytesParser

    message = BytesParser(policy=policy.default).parsebytes(content)
    if not message.keys():
        raise TextError("is not an e-mail: it has no headers", place=Place(name))
    texts: list[FileText] = []
    subject = str(message.get("subject", ""))
    if subject.strip():
        if not subject.isascii() and any(
            "\ud800" <= char <= "\udfff" or char == "\ufffd" for char in subject
        ):
            raise TextError("the subject is not in the encoding that it says", place=Place(name))
        source = Source(f"{name}#subject", unified(subject))
        texts.append(FileText(text_document(source.text, tag), source, is_whole=False))
    part = message.get_body(("plain", "html"))
    if part is None:
        raise TextError("the e-mail has no text", place=Place(name))
    payload = cast(bytes, part.get_payload(decode=True))
    kind = "text" if part.get_content_subtype() == "plain" else "html"
    place = f"{name}#{kind}"
    source = Source(place, unified(decoded(payload, place, part.get_content_charset(""))))
    if kind == "text":
        texts.append(FileText(text_document(source.text, tag), source))
    else:
        from toolkit.reading.html import html_document

        texts.append(FileText(html_document(source, tag), source))
    return texts


def _word(content: bytes, name: str) -> Rendition:
    from toolkit.reading.word import read_word

    return read_word(content, name).rendition


def _opendocument(content: bytes, name: str) -> Rendition:
    from toolkit.reading.opendocument import read_opendocument

    return read_opendocument(content, name)


def _rich_text(content: bytes, name: str) -> Rendition:
    from toolkit.reading.rtf import read_rtf

    return read_rtf(content, name)


def _pdf(content: bytes, name: str) -> Rendition:
    from toolkit.reading.pdf import read_pdf

    return read_pdf(content, name)


def _pasted(content: bytes, name: str) -> Rendition:
    from toolkit.reading.pasted import html_rendition

    return html_rendition(Source(name, unified(decoded(content, name, _declared(content)))))


def _texts_of(read: Callable[[bytes, str], Rendition]) -> Callable[[bytes, str, str], list[FileText]]:
    return lambda content, name, tag: [read(content, name).file_text(name, tag)]


def _outlook(content: bytes, name: str, tag: str) -> list[FileText]:
    from toolkit.reading.outlook import read_outlook

    return read_outlook(content, name, tag)


_SAVED_AS = {
    ".doc": worded("open it in Word and save it as .docx"),
    ".dot": worded("open it in Word and save it as .docx"),
    ".pages": worded("export it from Pages as .docx"),
    ".wps": worded("open it in a word processor and save it as .docx"),
}
"""What to do with files of word processors that are not read."""

_RENDITIONS: dict[str, Callable[[bytes, str], Rendition]] = {
    ".docm": _word,
    ".docx": _word,
    ".htm": _pasted,
    ".html": _pasted,
    ".odt": _opendocument,
    ".pdf": _pdf,
    ".rtf": _rich_text,
}
"""The kinds of files that are more than characters, by the end of their name."""

READERS: dict[str, Callable[[bytes, str, str], list[FileText]]] = {
    **{kind: _texts_of(read) for kind, read in _RENDITIONS.items()},
    ".eml": _email,
    ".htm": _html,
    ".html": _html,
    ".markdown": _markdown,
    ".md": _markdown,
    ".msg": _outlook,
    ".txt": _plain,
}
"""The kinds of files, by the end of their name."""
