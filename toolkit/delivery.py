"""The channels by which a message reaches a customer: one table, from which every list of channels follows.

What makes the file of a channel is in `channels/press.py`; nothing else needs to know that a channel is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from toolkit.wording import Both, worded


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. Its names are the singular and the plural.

    `blocks` are those of a template that a message is made of, the main text last; `suffix` and `media_type` are
    those of its file. `folder` is where a batch puts its files, empty for a channel whose messages are lines of
    one list, `listing`; `calls` is how many messages a worker makes in one call. `measure` names what a customer
    or a firm pays for, in the singular, and `measured` on how many messages that is counted before a batch.
    `needs` is the field of a customer without which nothing arrives, `lacks` how a missing one is told in Dutch.
    `full` says that it holds a whole letter: every fact, and what the law asks of a last notice.
    """

    name: str
    nl: tuple[str, str]
    en: tuple[str, str]
    blocks: tuple[str, ...]
    suffix: str
    media_type: str
    folder: str
    calls: int
    needs: str
    lacks: str
    full: bool
    measure: str = ""
    measured: int = 0

    @property
    def main(self) -> str:
        """The block that carries the message."""
        return self.blocks[-1]

    @property
    def called(self) -> Both:
        """The name of one message, in both languages of the interface."""
        return Both(self.nl[0], self.en[0])

    @property
    def listing(self) -> str:
        """The list in the output of a batch that holds the messages; empty for a channel with files."""
        return "" if self.folder else f"{self.name}.jsonl"

    @property
    def counted(self) -> str:
        """The name under which a rendering counts its `measure` ('pages'); empty for none."""
        return f"{self.measure}s" if self.measure else ""

    def reaches(self, customer: object) -> bool:
        """Return whether a customer (a `records.Customer`) has what this channel needs."""
        return bool(getattr(customer, self.needs))


CHANNELS: Mapping[str, Channel] = MappingProxyType({channel.name: channel for channel in (
    Channel(
        name="letter",
        nl=("brief", "brieven"),
        en=("letter", "letters"),
        blocks=("subject", "body"),
        suffix=".pdf",
        media_type="application/pdf",
        folder="letters",
        calls=1,
        needs="address",
        lacks=worded("geen adres"),
        full=True,
        measure="page",
        measured=8,
    ),
    Channel(
        name="email",
        nl=("e-mail", "e-mails"),
        en=("e-mail", "e-mails"),
        blocks=("subject", "body"),
        suffix=".eml",
        media_type="message/rfc822",
        folder="emails",
        calls=50,
        needs="email",
        lacks=worded("geen e-mailadres"),
        full=True,
    ),
    Channel(
        name="sms",
        nl=("sms", "sms’en"),
        en=("SMS", "SMS"),
        blocks=("sms",),
        suffix=".txt",
        media_type="text/plain; charset=utf-8",
        folder="",
        calls=200,
        needs="mobile",
        lacks=worded("geen mobiel nummer"),
        full=False,
        measure="segment",
        measured=40,
    ),
)})  # fmt: skip
"""Every channel by its name, in the order in which people read of them."""

NAMES = tuple(CHANNELS)
"""The names of all channels."""

FULL = tuple(name for name, channel in CHANNELS.items() if channel.full)
"""The names of those that hold a whole letter; the first is how a last notice goes when nobody says otherwise."""

FOLDERS = tuple(channel.folder for channel in CHANNELS.values() if channel.folder)
"""The folders in the output of a batch."""

MEASURES = tuple(dict.fromkeys(channel.measure for channel in CHANNELS.values() if channel.measure))
"""All that is counted, in the singular: pages, segments."""

if TYPE_CHECKING:
    ChannelName = str
    FullChannelName = str
    SentBy = str
else:
    ChannelName = Literal[NAMES]
    FullChannelName = Literal[FULL]
    SentBy = Literal[(*NAMES, "phone")]
"""The names as types that a model checks; what was sent may also have been a call."""
