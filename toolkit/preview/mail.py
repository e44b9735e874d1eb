"""An e-mail as the desk shows it: its parts, and its HTML with each word findable, in light or in dark."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from html.parser import HTMLParser
from typing import Any, Literal

from toolkit.preview.align import align
from toolkit.preview.words import Word
from toolkit.text.spans import Lines

Light = Literal["light", "dark", "forced"]
"""How a mail program shows it: light, dark as its author wrote it, or dark forced upon it by turning its colours."""

_INLINE = frozenset({"a", "b", "em", "i", "strong", "span", "u"})
_SKIPPED = frozenset({"style", "title", "script"})
_DARK = re.compile(r"@media\s*\(prefers-color-scheme:\s*dark\)")
_SCHEME = re.compile(r"color-scheme:\s*light dark")
_TURN = "filter:invert(1) hue-rotate(180deg)"
_FORCED = f"<style>html{{{_TURN};background:#fff}}img{{{_TURN}}}</style>"


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail taken apart: `html` with its images in it, `text`, headers in order, names of attached files."""

    html: str
    text: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[tuple[str, int], ...]


def take_apart(content: bytes) -> Mail:
    """Return the parts of an e-mail file."""
    message: EmailMessage = message_from_bytes(content, policy=policy.default)
    plain = message.get_body(("plain",))
    shown = ("From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted")
    files = ((part.get_filename(""), len(_bytes(part))) for part in message.iter_attachments())
    return Mail(
        html=_with_images(message),
        text=plain.get_content() if plain else "",
        headers=tuple((name, str(message[name])) for name in shown if message[name]),
        attachments=tuple(files),
    )


def in_light(html: str, light: Light) -> str:
    """Return the HTML as a mail program in that light shows it."""
    if light == "dark":
        return _SCHEME.sub("color-scheme:dark", _DARK.sub("@media all", html))
    plain = _SCHEME.sub("color-scheme:light", _DARK.sub("@media not all", html))
    return plain.replace("</head>", f"{_FORCED}</head>", 1) if light == "forced" else plain


def with_words(html: str, words: Sequence[Word]) -> str:
    """Return the HTML with `<span data-w="N">` around what became of word N, for each word that is found."""
    reader = _Tokens(html)
    places = align([word.text for word in words], [reader.text_of(token) for token in reader.tokens])
    cuts: list[tuple[int, str]] = []
    for number, place in enumerate(places):
        for start, end in reader.tokens[place] if place is not None else ():
            cuts += ((start, f'<span data-w="{number}">'), (end, "</span>"))
    out: list[str] = []
    at = 0
    for cut, mark in cuts:
        out += (html[at:cut], mark)
        at = cut
    return "".join([*out, html[at:]])


class _Tokens(HTMLParser):
    """Finds the words of a page as slices of its source; a word may go on through `<strong>` and the like."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        self._lines = Lines(html)
        self._skipping = 0
        self._open = False
        self.tokens: list[list[tuple[int, int]]] = []
        self.feed(html)
        self.close()

    def text_of(self, token: list[tuple[int, int]]) -> str:
        """Return the characters of a token."""
        return "".join(unescape(self._html[start:end]) for start, end in token)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._skipping += tag in _SKIPPED
        self._open = self._open and tag in _INLINE

    def handle_endtag(self, tag: str) -> None:
        self._skipping -= tag in _SKIPPED
        self._open = self._open and tag in _INLINE

    def handle_data(self, data: str) -> None:
        at = self._at()
        for found in re.finditer(r"\s+|\S+", data):
            if found.group()[0].isspace():
                self._open = False
            else:
                self._add(at + found.start(), at + found.end())

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def _reference(self, source: str) -> None:
        at = self._at()
        if unescape(source).isspace():
            self._open = False
        else:
            self._add(at, at + len(source))

    def _add(self, start: int, end: int) -> None:
        if self._skipping:
            return
        if not self._open:
            self.tokens.append([])
            self._open = True
        token = self.tokens[-1]
        if token and token[-1][1] == start:
            token[-1] = (token[-1][0], end)
        else:
            token.append((start, end))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines.offset(line, column + 1)


def _with_images(message: EmailMessage) -> str:
    """Return the HTML part with its images in it: a browser knows no `cid:` addresses."""
    body = message.get_body(("html",))
    html = str(body.get_content()) if body else ""
    for part in message.walk():
        name = part["Content-ID"]
        if name and part.get_content_maintype() == "image":
            data = b64encode(_bytes(part)).decode()
            html = html.replace(
                f"cid:{str(name).strip('<>')}", f"data:{part.get_content_type()};base64,{data}"
            )
    return html


def _bytes(part: Any) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
