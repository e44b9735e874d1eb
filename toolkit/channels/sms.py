"""From a composed message to an SMS: the text as it goes out, and beside it what a gateway needs to know."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from toolkit.channels.rendering import Rendering
from toolkit.compose.message import Message
from toolkit.errors import Place, RecordError, RenderError, SettingsError
from toolkit.language import HOUSE, load
from toolkit.records import Creditor, Record
from toolkit.text import gsm7
from toolkit.wording import worded
from toolkit.workspace import SETTINGS, Workspace

MAX_SENDER = 11
REFUSED_SENDERS = frozenset({"INFO", "SMS"})
"""Sender names that Dutch networks refuse, in any case of letters."""

_SENDER = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9]{1,11}")
_LEGAL_FORMS = frozenset({"bv", "nv", "vof", "cv", "ua", "bvba", "cvba", "srl", "sa", "sprl", "vzw"})
_DIALLING_CODES = {"NL": "31", "BE": "32"}
_MIN_DIGITS, _MAX_DIGITS = 8, 15  # ITU-T E.164 allows 15; shorter than 8 is no mobile number


def render_sms(message: Message, workspace: Workspace | None = None) -> Rendering:
    """Return the SMS as UTF-8 text and, as the sidecar `.json`, its number, sender and size.

    Line breaks of the message stay. Harmless characters are brought to GSM-7; a letter
    outside it stays, makes the message UCS-2, and is told in a warning. `[sms] sender` in tact.toml names the
    sender. Raises RenderError for a message without SMS text, RecordError for a customer without a usable
    mobile number, SettingsError for a sender that networks refuse.
    """
    text = sms_text(message.sms)
    if not text:
        raise RenderError(
            worded("'{template}' says nothing by SMS", template=message.template),
            hint="write text in its block 'sms'",
        )
    size = gsm7.measure(text)
    sender = sender_id(message.record.creditor, workspace)
    facts = {
        "to": _recipient(message.record),
        "sender": sender,
        "encoding": size.encoding,
        "unit": "septet" if size.encoding == "GSM-7" else "code unit",
        "units": size.units,
        "segments": size.segments,
        "left": size.left,
        "forced": [
            {
                "character": each.character,
                "name": unicodedata.name(each.character, f"U+{ord(each.character):04X}"),
                "count": len(each.offsets),
                "offsets": list(each.offsets),
            }
            for each in size.foreign
        ],
    }
    return Rendering(
        channel="sms",
        content=text.encode(),
        measures={
            "encoding": size.encoding,
            "units": size.units,
            "segments": size.segments,
            "left": size.left,
            "sender": sender,
        },
        sidecars={".json": (json.dumps(facts, ensure_ascii=False) + "\n").encode()},
        warnings=_warnings(size),
    )


def sms_text(composed: str) -> str:
    """Return the text that goes out: harmless characters in GSM-7, spaces collapsed, no empty lines."""
    lines = (" ".join(line.split()) for line in gsm7.normalise(composed).splitlines())
    return "\n".join(line for line in lines if line)


def sender_id(creditor: Creditor, workspace: Workspace | None = None) -> str:
    """Return the sender that a phone shows, at most 11 letters and digits: the setting, else the firm's name.

    A name that is too long gives its longest telling words that fit. Raises SettingsError for a sender that
    is too long, holds other characters, or is one that networks refuse.
    """
    table = workspace.settings.get("sms", {}) if workspace else {}
    chosen = table.get("sender") if isinstance(table, Mapping) else table
    sender = _from_name(creditor.name) if chosen is None else chosen
    if not isinstance(sender, str) or not _SENDER.fullmatch(sender):
        raise SettingsError(
            "the creditor's name gives no sender for an SMS"
            if chosen is None
            else "[sms] sender is not usable",
            place=Place(SETTINGS),
            hint=worded(
                "write [sms] sender: at most {most} letters and digits, at least one letter", most=MAX_SENDER
            ),
        )
    if sender.upper() in REFUSED_SENDERS:
        raise SettingsError(
            worded("networks refuse the SMS sender '{sender}'", sender=sender),
            place=Place(SETTINGS),
            hint="write a name of your own as [sms] sender",
        )
    return sender


@lru_cache(maxsize=64)
def _from_name(name: str) -> str:
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = [re.sub(r"[^A-Za-z0-9]", "", word) for word in re.split(r"[\s\-/&]+", latin)]
    words = [word for word in words if word and word.lower() not in _LEGAL_FORMS]
    whole, its = "".join(words), load(HOUSE).sender
    if len(whole) <= MAX_SENDER:
        return whole
    runs = [words[at : at + count] for at in range(len(words)) for count in range(1, MAX_SENDER + 1)]
    telling = [
        "".join(run)
        for run in runs
        if run[0].lower() not in its.joining
        and run[-1].lower() not in its.small
        and not its.kinds & {*map(str.lower, run)}
    ]
    return max((run for run in telling if len(run) <= MAX_SENDER), key=len, default=whole[:MAX_SENDER])


def _recipient(record: Record) -> str:
    customer = record.customer
    if not customer.mobile:
        raise RecordError("'customer.mobile' is missing", hint="an SMS needs a mobile number")
    country = (customer.address or record.creditor.address).country
    abroad = customer.mobile.startswith(("+", "00"))
    digits = re.sub(r"\D", "", customer.mobile.replace("(0)", "", 1) if abroad else customer.mobile)
    if abroad:
        number = digits.removeprefix("00")
    elif digits.startswith("0") and country in _DIALLING_CODES:
        number = _DIALLING_CODES[country] + digits[1:]
    else:
        number = ""
    if not _MIN_DIGITS <= len(number) <= _MAX_DIGITS:
        raise RecordError(
            "'customer.mobile' cannot be dialled from abroad", hint="write it like +31 6 12 34 56 78"
        )
    return f"+{number}"


def _warnings(size: gsm7.Size) -> tuple[str, ...]:
    if not size.foreign:
        return ()
    guilty = ", ".join(f"‘{each.character}’ ({len(each.offsets)}×)" for each in size.foreign)
    return (
        worded(
            "In deze sms passen {whole} tekens in plaats van {usual}, want deze tekens staan niet in "
            "het sms-alfabet: {guilty}.",
            whole=gsm7.WHOLE["UCS-2"],
            usual=gsm7.WHOLE["GSM-7"],
            guilty=guilty,
        ),
    )
