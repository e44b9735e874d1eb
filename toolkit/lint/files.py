"""Reads the texts that people lint: Markdown, plain text, HTML and e-mails, each with its way back to the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

from toolkit.compose.sourcemap import Source
from toolkit.errors import Place, TextError, did_you_mean
from toolkit.lint.document import FileText, text_document

_LINE_BREAK = re.compile(r"\r\n?")
_NOT_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[^\S\n]*$|\Z)", re.DOTALL | re.MULTILINE
)
_NOT_LINE_BREAK = re.compile(r"[^\n]")


def read_file(path: Path, name: str = "", *, content: bytes | None = None, tag: str = "nl") -> list[FileText]:
    """Return the texts of a file, which findings call `name` (default: its path).

    `content` is read instead of what is on the disk.

    Lines, columns and offsets are those of the file, a line break counting as one character. Of an e-mail
    they are those of the decoded text, and the name says which: 'mail.eml#subject', '#text' or '#html'.
    Raises TextError for a file that is missing, of an unknown kind, or not in the encoding it says.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise TextError(
            f"a file of the kind '{path.suffix or path.name}' cannot be linted",
            place=Place(str(path)),
            hint=did_you_mean(path.suffix, READERS) or f"known kinds: {known}",
        )
    return reader(read_bytes(path) if content is None else content, name or str(path), tag)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds. Raises TextError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise TextError(f"cannot be read: {error.strerror}", place=Place(str(path))) from error


def decoded(content: bytes, name: str, charset: str = "utf-8-sig") -> str:
    """Return the characters of a file as they stand in it, without a byte order mark.

    Raises TextError, with the place of the first byte that does not fit, for another encoding.
    """
    try:
        return content.decode(charset)
    except LookupError as error:
        raise TextError(f"is in an unknown encoding, '{charset}'", place=Place(name)) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        plain = "UTF-8" if charset == "utf-8-sig" else charset
        raise TextError(
            f"is not in {plain}: byte 0x{content[error.start]:02x} does not fit",
            place=Place(name, line),
            hint="save the file as UTF-8",
        ) from error


def unified(raw: str) -> str:
    """Return a text with every line break written as one character."""
    return _LINE_BREAK.sub("\n", raw)


def _plain(content: bytes, name: str, tag: str) -> list[FileText]:
    text = unified(decoded(content, name))
    return [FileText(text_document(text, tag), Source(name, text))]


def markdown_text(text: str, name: str, tag: str = "nl") -> FileText:
    """Return Markdown as a text to lint; its comments and code are blank there, so that all places stay."""
    blank = _NOT_TEXT.sub(lambda found: _NOT_LINE_BREAK.sub(" ", found[0]), text)
    return FileText(text_document(blank, tag), Source(name, text))


def _markdown(content: bytes, name: str, tag: str) -> list[FileText]:
    return [markdown_text(unified(decoded(content, name)), name, tag)]


def _html(content: bytes, name: str, tag: str) -> list[FileText]:
    from toolkit.lint.html import html_document

    source = Source(name, unified(decoded(content, name)))
    return [FileText(html_document(source, tag), source)]


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
    source = Source(place, unified(decoded(payload, place, part.get_content_charset("utf-8"))))
    if kind == "text":
        texts.append(FileText(text_document(source.text, tag), source))
    else:
        from toolkit.lint.html import html_document

        texts.append(FileText(html_document(source, tag), source))
    return texts


READERS: dict[str, Callable[[bytes, str, str], list[FileText]]] = {
    ".eml": _email,
    ".htm": _html,
    ".html": _html,
    ".markdown": _markdown,
    ".md": _markdown,
    ".txt": _plain,
}
"""The kinds of files, by the end of their name."""
