"""A letter of elsewhere, and the text of the template that is made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.adopt.markdown import Parts, markdown, parts_of
from toolkit.adopt.proposals import GREETING, Proposal, proposals
from toolkit.compose.context import KNOWN
from toolkit.compose.fields import unknown
from toolkit.language import HOUSE
from toolkit.reading.files import read_rendition
from toolkit.reading.rendition import Rendition

_MARKDOWN = (".md", ".markdown")
_WRAPPED = (".txt", ".pdf", ".eml", ".msg")
_ROOT = re.compile(r"[a-z_][a-z0-9_.]*")
_ALWAYS = frozenset(
    ("greeting", "total", "date", "pay_by", "creditor.name", "creditor.iban", "creditor.email")
)
"""Fields that each record has, so that no template needs to ask for them."""

_BLOCKS = (
    "{{% block subject %}}\n{subject}\n{{% endblock %}}\n\n{{% block body %}}\n{body}\n{{% endblock %}}\n"
)


@dataclass(frozen=True)
class Letter:
    """A letter: its words, its parts, and what in them differs for each customer."""

    read: Rendition
    parts: Parts
    proposals: tuple[Proposal, ...]
    is_markdown: bool
    wraps: bool

    @property
    def head(self) -> str:
        """What stands above the salutation, which a template leaves to the lay-out of the letter."""
        salutation = self.parts.salutation
        text = self.read.text[self.read.body[0] : salutation[0]] if salutation else ""
        return text.replace("## ", "").strip()

    @property
    def outside(self) -> str:
        """What stands in headers, footers and notes, which no template takes over."""
        start, end = self.read.body
        return f"{self.read.text[:start]}\n{self.read.text[end:]}".strip()

    @property
    def subject(self) -> str:
        """The words of the subject that are the same for everybody; empty for a letter without."""
        start, end = self.parts.subject or (0, 0)
        words = self.read.text[start:end]
        for each in reversed(self.proposals):
            if start <= each.start < each.end <= end:
                words = words[: each.start - start] + words[each.end - start :]
        plain = " ".join(re.sub(r"[^\w ,.?!'’-]|\s", " ", words).split())
        return plain[:1].upper() + plain[1:]

    @property
    def questions(self) -> tuple[tuple[Proposal, ...], ...]:
        """The proposals by what is asked once: the same words with the same field."""
        groups: dict[tuple[str, str], list[Proposal]] = {}
        for each in self.proposals:
            groups.setdefault((each.text, each.expression), []).append(each)
        return tuple(map(tuple, groups.values()))

    def text(self, chosen: Mapping[Proposal, str], title: str) -> str:
        """Return the text of the template: `chosen` says for proposals what stands in their place."""
        subject = self._written(self.parts.subject, chosen) or _literal(title)
        subject = subject[:1].upper() + subject[1:]
        body = self._written(self.parts.body, chosen)
        if self.parts.salutation:
            body = f"{{{{ {GREETING} }}}},\n\n{body}"
        return _BLOCKS.format(subject=" ".join(subject.split()), body=body)

    def _written(self, span: tuple[int, int] | None, chosen: Mapping[Proposal, str]) -> str:
        if span is None:
            return ""
        return markdown(self.read, span, chosen, is_markdown=self.is_markdown, wraps=self.wraps)


def read_letter(path: Path, name: str = "", *, content: bytes | None = None) -> Letter:
    """Return the letter in a file, or in the `content` of a file of that name; errors are those of `read_file`."""
    read = read_rendition(path, name, content=content)
    document = read.file_text(name or str(path), HOUSE).document
    parts = parts_of(read)
    found = [
        each for span in (parts.subject, parts.body) if span for each in proposals(read, document, *span)
    ]
    suffix = path.suffix.lower()
    return Letter(read, parts, tuple(dict.fromkeys(found)), suffix in _MARKDOWN, suffix in _WRAPPED)


def field_text(expression: str) -> str:
    """Return what prints the field of an expression in a template."""
    return f"{{{{ {expression} }}}}"


def left_open(proposal: Proposal) -> str:
    """Return what stands in a template for words that nobody has chosen a field for: a place to fill in."""
    inner = re.sub(r"[\[\]{}«»<>()%$#|\\*_`\n]+", " ", proposal.text).strip()
    return f"[{' '.join(inner.split()) or 'vul in'}]"


def is_field(expression: str) -> bool:
    """Say whether an expression begins with a field that a record can have."""
    found = _ROOT.match(expression.strip())
    if found is None or "}}" in expression or "%}" in expression:
        return False
    path = found[0].rstrip(".")
    return path.partition(".")[0] in KNOWN and unknown(path) is None


def needs(chosen: Mapping[Proposal, str]) -> list[str]:
    """Return the fields that a record must have for the fields that were chosen, by name."""
    found = {path[0] for text in chosen.values() if (path := _ROOT.search(text)) and text.startswith("{{")}
    return sorted(found - _ALWAYS)


def _literal(text: str) -> str:
    return re.sub(r"[\\*_`~<>#|{}%]", " ", text)
