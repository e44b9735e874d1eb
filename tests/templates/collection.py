"""The shipped templates and their samples, composed once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.catalogue import Catalogue
from toolkit.compose import Composer, Message
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

FOLDER = Path(__file__).parents[2] / "templates"
CATALOGUE = Catalogue(Workspace())
COMPOSER = Composer(Workspace())
NAMES = CATALOGUE.names()
FOR_CUSTOMERS = tuple(name for name in NAMES if CATALOGUE.template(name).stage != "internal")
ASKING = ("due-soon", "due-today", "reminder", "second-reminder", "last-notice", "handover")
"""The templates that ask for an amount that is open, in the order in which they are sent."""


@dataclass(frozen=True)
class Case:
    """One sample of one template on one channel."""

    template: str
    sample: str
    channel: str
    message: Message

    @property
    def record(self) -> Record:
        return self.message.record

    def __str__(self) -> str:
        return f"{self.template}/{self.sample} ({self.channel})"


@cache
def cases(name: str) -> tuple[Case, ...]:
    """Return every sample of a template on every channel it names, with the branches taken."""
    template = CATALOGUE.template(name)
    return tuple(
        Case(name, path.stem, channel, COMPOSER.compose(template, read_record(path), channel, mapped=True))
        for path in template.samples
        for channel in template.channels
    )


def written(name: str) -> Iterator[Case]:
    """Yield the letters and e-mails of a template."""
    return (case for case in cases(name) if case.channel != "sms")


def texted(name: str) -> Iterator[Case]:
    """Yield the SMS messages of a template."""
    return (case for case in cases(name) if case.channel == "sms")


def sample(name: str, stem: str) -> Record:
    """Return one sample record."""
    return read_record(FOLDER / name / "samples" / f"{stem}.toml")


def compose(name: str, record: Record, channel: str = "letter") -> Message:
    """Return the message of a record."""
    return COMPOSER.compose(CATALOGUE.template(name), record, channel)


def in_style(record: Record, style: str | None) -> Record:
    """Return the record of the same customer with another personal style."""
    return record.model_copy(update={"customer": record.customer.model_copy(update={"style": style})})
