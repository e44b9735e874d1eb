"""What message and template rules read: one message with its record, or a template with all its messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.catalogue import Template
from toolkit.channels.rendering import Rendering
from toolkit.compose import Message
from toolkit.compose.sourcemap import Source
from toolkit.compose.tracing import Branch
from toolkit.errors import TactError
from toolkit.lint.document import Document, message_documents
from toolkit.records import Record


@dataclass(frozen=True)
class Scenario:
    """One template with one sample on one channel; `render` makes what the customer gets, only when a rule asks."""

    template: Template
    sample: str
    message: Message
    render: Callable[[], Rendering]

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The text of the message by section."""
        return message_documents(self.message)

    @property
    def record(self) -> Record:
        """The record of the message."""
        return self.message.record

    @property
    def channel(self) -> str:
        """The channel of the message."""
        return self.message.channel

    @property
    def main(self) -> str:
        """The section that carries the message: 'sms' or 'body'."""
        return "sms" if self.channel == "sms" else "body"

    @property
    def name(self) -> str:
        """How findings name the scenario: 'sample/channel'."""
        return f"{self.sample}/{self.channel}"


@dataclass(frozen=True)
class TemplateView:
    """A template with everything that came of composing its samples.

    `branches` are those of the files the template uses, `taken` those that a scenario went through; `failures` are
    the scenarios that could not be composed, with the error.
    """

    template: Template
    scenarios: tuple[Scenario, ...]
    sources: Mapping[str, Source]
    branches: tuple[Branch, ...]
    taken: frozenset[tuple[str, int]]
    failures: tuple[tuple[str, TactError], ...]
