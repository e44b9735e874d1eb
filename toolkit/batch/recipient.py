"""Who gets a message, as whoever sends it has to know: for the lists that go to mail, SMS and print tools."""

from __future__ import annotations

from toolkit.delivery import CHANNELS
from toolkit.language import HOUSE, load
from toolkit.records import Record

FIELDS = ("name", "address", "to")
"""What the lists say: the name, the lines of the address of a letter, and the e-mail address or phone number."""

NOTICE_BY = "notice_by"
"""What the manifest says of a last notice besides: which channel is the notice, of those by which it goes."""


def recipient(record: Record, channel: str) -> dict[str, str]:
    """Return who gets a message on a channel: the name, and as that channel needs its address or number."""
    from toolkit.channels.letter_address import address_lines

    customer = record.customer
    names, place = address_lines(record, load(HOUSE)) if CHANNELS[channel].needs == "address" else ((), ())
    to = "" if place else str(getattr(customer, CHANNELS[channel].needs) or "")
    return {
        "name": names[0] if names else customer.name,
        "address": "\n".join((*names[1:], *place)),
        "to": to,
    }
