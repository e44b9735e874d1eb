"""From a composed message to an e-mail: an `.eml` file with HTML, a text part laid out by hand, and files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta, timezone
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, select_autoescape
from markupsafe import Markup

from toolkit.channels import mime
from toolkit.channels.email_assets import (
    Picture,
    attachments,
    code_picture,
    read,
    read_logo,
    style_sheet,
)
from toolkit.channels.html import ADDRESS, blocks_html, keep_whole, part_html, table_html
from toolkit.channels.payment_code import payment_code, payment_link
from toolkit.channels.plaintext import WIDTH, plain_text
from toolkit.channels.rendering import Rendering
from toolkit.compose.message import Block, Heading, Message, Paragraph, Part, Table, Text, plain
from toolkit.errors import RecordError, RenderError, SettingsError
from toolkit.language import load
from toolkit.records import Record
from toolkit.wording import worded
from toolkit.workspace import Workspace

MAX_HTML = 100_000
"""Bytes of HTML: Gmail hides what comes after 102 kB."""

MAX_SENDABLE = 10_000_000
"""Bytes of a whole e-mail that every mailbox takes; a larger one gets a warning."""

SENT_AT = time(9, 0, tzinfo=timezone(timedelta(hours=1)))
"""The time in the header Date, whose day is the record's: the same record always gives the same bytes."""

_LONGEST_PREHEADER = 110
_SHORT_CELL = re.compile(
    r'<td class="(left|center)">(?=(?:<span class="label">[^<]*</span> <span class="value">)?[^<\s]{1,14}</)'
)
"""A cell with one short word, such as a date or an invoice number: it stays on one line."""
_DATE = re.compile(r"(\b\d{1,2})[ \u00a0]([^\W\d]{3,12}) (?=\d{4}\b)")
"""A date before its year, with which it stays on one line."""
WHOLE = re.compile(
    rf"(?<![\w.+-]){ADDRESS}[.,]?|\b(?=[\w/.]{{0,60}}\d)\w[\w/.]{{0,60}}(?:-\w+)+|\be-\w{{2,12}}\b"
)
"""What breaks only where it is wider than the screen: an e-mail address with its full stop, a number with hyphens, and
a word such as 'e-mail'."""

_AT = re.compile(r'(?<=<span class="piece">)[\w.+-]+@(?=[\w-])')
"""The beginning of an e-mail address, after which it breaks first."""


def render_email(message: Message, workspace: Workspace, *, beside: Path | None = None) -> Rendering:
    """Return one e-mail; see `Mailer`, which makes many."""
    return Mailer(workspace, beside=beside).render(message)


class Mailer:
    """Makes e-mails in the look of a workspace; layouts, styles and shared files are read once.

    `beside` is the folder of the records, where the files that they name may lie too.
    """

    def __init__(self, workspace: Workspace, *, beside: Path | None = None) -> None:
        self._workspace = workspace
        self._beside = beside
        self._css = style_sheet(workspace)
        self._inliner = css_inline.CSSInliner(
            keep_at_rules=True, minify_css=True, load_remote_stylesheets=False
        )
        self._layouts = Environment(
            loader=FileSystemLoader(workspace.templates, encoding="utf-8"),
            undefined=StrictUndefined,
            autoescape=select_autoescape((".html.j2",), default=False),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._encoded = lru_cache(maxsize=8)(_encoded)
        self._logo = lru_cache(maxsize=8)(read_logo)

    def render(self, message: Message) -> Rendering:
        """Return the e-mail as an RFC 5322 file with CRLF line ends; the same message gives the same bytes.

        Measures: `html_bytes` and `bytes`, and the number of `attachments`. Raises RecordError for a customer
        without an e-mail address, SettingsError for a file or layout that is missing, RenderError for HTML of
        more than 100 kB and for a header value that is not one line.
        """
        record = message.record
        if not record.customer.receiver.email:
            raise RecordError(
                "'customer.email' is missing", hint="an e-mail needs an address; nothing is sent"
            )
        path = self._find(record.creditor.logo) if record.creditor.logo else None
        logo = self._logo(path, _domain(record)) if path else None
        coded = payment_code(message)
        picture = code_picture(coded.code, _domain(record)) if coded.code else None
        html = self._html(message, logo, picture)
        size = len(html.encode())
        if size > MAX_HTML:
            raise RenderError(
                worded(
                    "the HTML of the e-mail is {size} bytes, and Gmail cuts off what is over {most}",
                    size=size,
                    most=MAX_HTML,
                ),
                hint="shorten the tables, or send the list as an attachment",
            )
        files = self._files(message)
        pictures = [each.part for each in (logo, picture) if each]
        shown = mime.multipart("related", [mime.text("html", html), *pictures])
        texts = mime.multipart("alternative", [mime.text("plain", self._text(message)), shown])
        content = mime.message(_headers(message), mime.multipart("mixed", [texts, *files]))
        return Rendering(
            channel="email",
            content=content,
            measures={"html_bytes": size, "bytes": len(content), "attachments": len(files)},
            warnings=(*coded.warnings, *_warnings(html, len(content), path if logo is None else None)),
        )

    def _html(self, message: Message, logo: Picture | None, code: Picture | None) -> str:
        def body(payment: Callable[[Markup, str | None], Markup]) -> Markup:
            def lay_out(part: Part) -> Markup | None:
                match part:
                    case Part(name="payment"):
                        return payment(blocks_html(part.children), payment_link(part, message))
                    case Part(children=(Table() as table,)) if any(table.head):
                        return part_html(part, table_html(table, labelled=True))
                    case _:
                        return None

            return blocks_html(message.body, part=lay_out)

        page = self._lay_out(
            "email.html.j2",
            language=message.language,
            subject=message.subject,
            preheader=preheader(message.body),
            css=self._css,
            logo=logo,
            code=code,
            **_known(message),
            body=body,
        )
        head, start, text = page.partition("<body>")
        text = _DATE.sub("\\1\u00a0\\2\u00a0", _SHORT_CELL.sub(r'<td class="\1 whole">', text))
        whole = _AT.sub(r"\g<0><wbr>", str(keep_whole(text, WHOLE)))
        inlined = self._inliner.inline(head + start + whole)
        return _rules_last(inlined)

    def _text(self, message: Message) -> str:
        def body(payment: Callable[[str, str | None], str]) -> str:
            def lay_out(part: Part, content: str) -> str:
                if part.name != "payment":
                    return content
                return payment(content, payment_link(part, message))

            return plain_text(message.body, part=lay_out)

        return self._lay_out(
            "email.txt.j2",
            title=plain_text([Heading(1, (Text(message.subject, 0),))]),
            body=body,
            rule="-" * WIDTH,
            **_known(message),
        )

    def _lay_out(self, name: str, **values: Any) -> str:
        try:
            return self._layouts.get_template(f"_layouts/{name}").render(values)
        except TemplateError as error:
            raise SettingsError(
                worded("templates/_layouts/{name} cannot be used: {error}", name=name, error=error.message)
            ) from error

    def _find(self, name: str) -> Path:
        return self._workspace.file(name, beside=self._beside)

    def _files(self, message: Message) -> list[mime.Entity]:
        return [
            mime.attachment(kind, self._encoded(path, path.stat().st_mtime_ns), name)
            for path, kind, name in attachments(message.record, load(message.language).labels, self._find)
        ]


def _known(message: Message) -> dict[str, Any]:
    """Return what both layouts say beside the text: the creditor and the fixed words of the language."""
    creditor, labels = message.record.creditor, load(message.language).labels
    registration = labels.registration_in(creditor.address.country)
    return {"creditor": creditor, "labels": labels, "registration": registration}


def _rules_last(html: str) -> str:
    """Put the rules that css-inline leaves at the end of the head: it has them before the character set."""
    before, found, after = html.partition("<head><style>")
    if not found:
        return html
    rules, _, after = after.partition("</style>")
    others, _, body = after.partition("</head>")
    return f"{before}<head>{others}<style>{rules}</style></head>{body}"


def _warnings(html: str, size: int, unseen_logo: Path | None) -> Iterator[str]:
    if unseen_logo:
        logo = unseen_logo.name
        yield worded(
            "Een e-mail kan het logo '{logo}' niet tonen. Zet er een PNG met dezelfde naam naast.", logo=logo
        )
    if mime.turns(html):
        yield worded("Tekens die de leesrichting omdraaien, zijn weggelaten.")
    if size > MAX_SENDABLE:
        megabytes = f"{size / 1_000_000:.1f}".replace(".", ",")
        yield worded(
            "Deze e-mail is {megabytes} MB. Veel mailboxen weigeren meer dan 10 MB.", megabytes=megabytes
        )


def preheader(blocks: Iterable[Block]) -> str:
    """Return what an inbox shows beside the subject: two facts of how to pay, else the first words.

    The greeting is left out; a long text ends at a word.
    """
    found = list(blocks)
    payment = next((each for each in _parts(found) if each.name == "payment"), None)
    facts = next((each for each in payment.children if isinstance(each, Table)), None) if payment else None
    if facts:
        text = " · ".join(": ".join(plain(cell) for cell in row) for row in facts.rows[:2])
    else:
        paragraphs = [each for each in found if isinstance(each, Paragraph)]
        text = plain(paragraphs[1].children) if len(paragraphs) > 1 else ""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_PREHEADER else text[:_LONGEST_PREHEADER].rpartition(" ")[0] + "…"


def _parts(blocks: Iterable[Block]) -> Iterator[Part]:
    for block in blocks:
        if isinstance(block, Part):
            yield block
            yield from _parts(block.children)


def _headers(message: Message) -> tuple[str, ...]:
    record = message.record
    creditor, customer = record.creditor, record.customer.receiver
    step = "\0".join((record.id, message.template, message.language, record.date.isoformat()))
    return (
        mime.address_header("From", creditor.name, creditor.email),
        mime.address_header("Reply-To", creditor.name, creditor.email),
        mime.address_header("To", customer.name, customer.email or ""),
        mime.header("Subject", message.subject),
        f"Date: {format_datetime(datetime.combine(record.date, SENT_AT))}",
        f"Message-ID: <{sha256(step.encode()).hexdigest()[:32]}@{_domain(record)}>",
        mime.header("Content-Language", message.language),
        "Auto-Submitted: auto-generated",
    )


def _domain(record: Record) -> str:
    return record.creditor.email.rpartition("@")[2]


def _encoded(path: Path, _changed: int) -> bytes:
    return mime.base64_lines(read(path))
