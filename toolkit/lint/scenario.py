"""What message and template rules read: one message with its record, or a template with all its messages."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.compose.sourcemap import Source
from toolkit.delivery import CHANNELS
from toolkit.reading.document import Document
from toolkit.reading.messages import message_documents

if TYPE_CHECKING:
    from toolkit.catalogue import Template
    from toolkit.channels.rendering import Rendering
    from toolkit.compose import Message
    from toolkit.compose.rewriting import Branch, Use
    from toolkit.compose.tracing import Anatomy
    from toolkit.errors import UnknownField
    from toolkit.records import Record


@dataclass(frozen=True)
class Scenario:
    """One template with one sample on one channel; `render` makes what the customer gets.

    `read` holds the documents of scenarios before it: a letter and an e-mail with the same text share one.
    """

    template: Template
    sample: str
    message: Message
    render: Callable[[], Rendering]
    read: dict[Hashable, Document] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The text of the message by section."""
        return {
            name: self.read.setdefault(document.identity, document)
            for name, document in message_documents(self.message).items()
        }

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
        return CHANNELS[self.channel].main

    @property
    def name(self) -> str:
        """How findings name the scenario: 'template/sample/channel'."""
        return f"{self.template.name}/{self.sample}/{self.channel}"


@dataclass(frozen=True)
class TemplateView:
    """A template with everything that came of composing its samples.

    `mains` are its own texts by language, and `anatomies` tell what the files of each are made of; `taken` tells
    which branches a scenario went through; `failures` are the scenarios that ask for a field that does not exist.
    """

    template: Template
    mains: Mapping[str, str]
    samples: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    anatomies: Mapping[str, Mapping[str, Anatomy]]
    manifest: Source
    taken: frozenset[tuple[str, int]]
    failures: tuple[tuple[str, UnknownField], ...]

    @cached_property
    def anatomy(self) -> Mapping[str, Anatomy]:
        """What each file of the template is made of, in whatever language."""
        return {file: parts for files in self.anatomies.values() for file, parts in files.items()}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The files of the template by name: its text, the parts it names, and its template.toml."""
        texts = {file: anatomy.source for file, anatomy in self.anatomy.items()}
        return texts | {self.manifest.file: self.manifest}

    @property
    def uses(self) -> Iterator[tuple[str, Use]]:
        """Each place where a file of the template reads a field, with the name of the file."""
        return ((file, use) for file, anatomy in self.anatomy.items() for use in anatomy.uses)


def uncovered(
    anatomy: Mapping[str, Anatomy], taken: Container[tuple[str, int]]
) -> Iterator[tuple[Branch, Source]]:
    """Yield each branch with words of its own that is not among those `taken`, with its file."""
    for file, parts in anatomy.items():
        for branch in parts.branches:
            if not branch.implicit and (file, branch.number) not in taken:
                yield branch, parts.source
