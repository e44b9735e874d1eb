"""The contact sheet: one page that shows every letter beside its e-mail and its text message."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from toolkit import __version__
from toolkit.cli.produce import Attempt, Failure, Gap, Piece
from toolkit.delivery import CHANNELS
from toolkit.output import write_whole

if TYPE_CHECKING:
    from toolkit.catalogue import Template
    from toolkit.errors import TactError
    from toolkit.records import Record


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample of one template and all that was made of it; `record` is None when it cannot be read."""

    template: str
    name: str
    record: Record | None
    outcomes: tuple[Attempt, ...]
    error: TactError | None = None
    pictures: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter on the sheet; paths are relative to the sheet."""

    pdf: str
    pictures: tuple[str, ...]
    pages: int
    kilobytes: int


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail on the sheet: its head, its text part and the file with its HTML part."""

    file: str
    html: str
    sender: str
    to: str
    subject: str
    text: str
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sms:
    """A text message on the sheet."""

    sender: str
    text: str
    segments: int
    units: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Card:
    """One sample: what each channel made of it, and what a person should know of it.

    `made` names the channels that were made; `others` are those without a view here: their Dutch names
    and their files.
    """

    name: str
    record: str
    customer: str
    facts: tuple[str, ...]
    letter: Letter | None
    email: Email | None
    sms: Sms | None
    made: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    gaps: dict[str, str]
    warnings: tuple[str, ...]
    failures: tuple[str, ...]
    explained: str = ""


def contact_sheet(templates: Sequence[Template], samples: Iterable[Sample], out: Path) -> str:
    """Return the page as HTML, and write beside each e-mail the HTML part that the page shows in a frame."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("toolkit.cli", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    cards: dict[str, list[Card]] = {template.name: [] for template in templates}
    for sample in samples:
        cards[sample.template].append(_card(sample, out))
    return environment.get_template("sheet.html.j2").render(
        groups=[(template, cards[template.name]) for template in templates],
        channels=CHANNELS.values(),
        version=__version__,
    )


def _card(sample: Sample, out: Path) -> Card:
    pieces = {each.channel: each for each in sample.outcomes if isinstance(each, Piece)}
    record = sample.record
    facts: tuple[str, ...] = ()
    customer = sample.name
    if record:
        people = " en ".join(person.last_name for person in record.customer.people)
        customer = record.customer.company or people
        country = (record.customer.address or record.creditor.address).country
        facts = ("zakelijk" if record.customer.kind == "business" else "particulier", country)
    failures = [
        f"{CHANNELS[each.channel].nl[0]}: {each.error}"
        for each in sample.outcomes
        if isinstance(each, Failure)
    ]
    return Card(
        name=sample.name,
        record=record.id if record else "",
        customer=customer,
        facts=facts,
        letter=_letter(pieces["letter"], sample.pictures, out) if "letter" in pieces else None,
        email=_email(pieces["email"], out) if "email" in pieces else None,
        sms=_sms(pieces["sms"]) if "sms" in pieces else None,
        made=tuple(pieces),
        others=tuple(
            (CHANNELS[name].nl[0], _link(piece.path, out))
            for name, piece in pieces.items()
            if name not in Card.__slots__
        ),
        gaps={each.channel: each.reason for each in sample.outcomes if isinstance(each, Gap)},
        warnings=tuple(text for piece in pieces.values() for text in piece.rendering.warnings),
        failures=tuple([str(sample.error), *failures] if sample.error else failures),
        explained=next((_link(each.explained, out) for each in pieces.values() if each.explained), ""),
    )


def _link(path: Path, out: Path) -> str:
    return quote(path.relative_to(out).as_posix())


def _letter(piece: Piece, pictures: Iterable[Path], out: Path) -> Letter:
    return Letter(
        pdf=_link(piece.path, out),
        pictures=tuple(_link(picture, out) for picture in pictures),
        pages=int(piece.rendering.measures["pages"]),
        kilobytes=-(-len(piece.rendering.content) // 1000),
    )


def _email(piece: Piece, out: Path) -> Email:
    message: EmailMessage = message_from_bytes(piece.rendering.content, policy=policy.default)
    view = piece.path.with_suffix(".view.html")
    write_whole(view, _html_part(message).encode())
    plain = message.get_body(("plain",))
    return Email(
        file=_link(piece.path, out),
        html=_link(view, out),
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=plain.get_content() if plain else "",
        attachments=tuple(part.get_filename("") for part in message.iter_attachments()),
    )


def _html_part(message: EmailMessage) -> str:
    """Return the HTML part of an e-mail with its images in it: a browser knows no `cid:` addresses."""
    body = message.get_body(("html",))
    html = str(body.get_content()) if body else ""
    for part in filter(lambda each: isinstance(each, EmailMessage), message.walk()):
        name = part["Content-ID"]
        if name and part.get_content_maintype() == "image":
            data = b64encode(part.get_content()).decode()
            html = html.replace(
                f"cid:{str(name).strip('<>')}", f"data:{part.get_content_type()};base64,{data}"
            )
    return html


def _sms(piece: Piece) -> Sms:
    measures = piece.rendering.measures
    return Sms(
        sender=str(measures["sender"]),
        text=piece.rendering.content.decode(),
        segments=int(measures["segments"]),
        units=int(measures["units"]),
        encoding=str(measures["encoding"]),
    )
