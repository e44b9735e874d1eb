"""What a writer can type in a template, for completion while typing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.catalogue import read_names
from toolkit.compose.fields import known_paths, type_at
from toolkit.compose.naming import part_name
from toolkit.preview.files import Files
from toolkit.workspace import Workspace

_PLAIN = (
    ("greeting", "Beste mevrouw De Vries", "Dear Ms De Vries"),
    ("total", "wat er nog openstaat", "what is still open"),
    ("paid", "wat er al betaald is", "what was paid"),
    ("invoice", "de eerste factuur", "the first invoice"),
    ("invoices", "alle facturen", "all invoices"),
    ("due_date", "de oude laatste dag", "the old last day"),
    ("pay_by", "de laatste dag die dit bericht noemt", "the last day this message names"),
    ("next_step_on", "de dag van de volgende stap", "the day of the next step"),
    ("amount", "het bedrag dat dit bericht vraagt", "the amount that this message asks"),
    ("last_day", "de laatste dag die het betaalblok noemt", "the last day that the payment block names"),
    ("reference", "wat de klant erbij zet", "what the customer quotes"),
    ("payment_link", "de betaallink", "the payment link"),
    ("customer", "de klant", "the customer"),
    ("creditor", "uw organisatie", "your organisation"),
    ("agreement", "de afspraak", "the agreement"),
    ("missed", "termijnen die niet betaald zijn", "instalments that were missed"),
    ("payment", "de betaling die binnen is", "the payment that came in"),
    ("reason", "waarom er niet betaald is", "why nothing was paid"),
    ("past", "wat eraan voorafging; alleen op een belblad", "what came before; on a call sheet only"),
    ("attachments", "de bijlagen", "the attachments"),
    ("date", "de datum van het bericht", "the date of the message"),
    ("channel", "letter, email of sms", "letter, email or sms"),
    ("country", "NL of BE", "NL or BE"),
    ("consumer", "is het een particulier?", "is it a consumer?"),
    ("business", "is het een bedrijf?", "is it a business?"),
    ("style", "D, I, S, C of leeg", "D, I, S, C or empty"),
)
_AMOUNTS = ("total", "paid", "amount", "outstanding", "to_pay")
_DAYS = ("due_date", "pay_by", "next_step_on", "last_day", "date")
_UNSAID = (
    "invoice",
    "invoices",
    "customer",
    "creditor",
    "agreement",
    "missed",
    "payment",
    "reason",
    "past",
    "attachments",
    "channel",
    "country",
    "consumer",
    "business",
    "style",
)
"""Names that hold more than one value, or a code that no customer reads."""
_INNER = ("logo", "file", "language", "stop_note", "interest_rate")

_FILTERS = (
    ("euro", "€ 1.234,50"),
    ("date", "7 december 2026"),
    ('date("full")', "maandag 7 december 2026"),
    ('date("short")', "7-12-2026"),
    ("iban", "NL91 ABNA 0417 1643 00"),
    ("phone", "033 470 00 40"),
    ('plural("factuur", "facturen")', "factuur / facturen"),
)
_STATEMENTS = (
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "with",
    "endwith",
    "include",
    "set",
    "block",
    "endblock",
)
PIECES = ("invoices", "payment", "instalments", "actions", "closing", "choices", "notes", "script")
"""Named pieces: `::: NAME`."""


def completions(files: Files, workspace: Workspace, tag: str = "nl") -> dict[str, Any]:
    """Return fields (with what they are, in two languages), formats, statements, parts and named pieces.

    `conditions`, `named_fields` and `orders` are the names of a language with their meaning, and what they stand for
    in `test`, `says` or `parts`; of the parts there are the names by which a text includes them. The `kind` of a field
    says how it can be written: 'amount', 'date', 'iban', 'phone' or 'text'; empty for what nobody can read.
    """
    parts = sorted(name for file in files.all().values() if (name := part_name(file.name)))
    names = read_names(workspace, tag)
    return {
        "conditions": [
            {"name": each.name, "meaning": each.meaning, "test": each.test}
            for each in names.conditions.values()
        ],
        "named_fields": [
            {"name": each.name, "meaning": each.meaning, "says": each.says, "kind": _kind_of(each.says)}
            for each in names.fields.values()
        ],
        "orders": [
            {"name": each.name, "meaning": each.meaning, "parts": list(each.parts)}
            for each in names.orders.values()
        ],
        "fields": [
            *({"name": name, "nl": nl, "en": en, "kind": _kind_of(name)} for name, nl, en in _PLAIN),
            *({"name": path, "nl": "", "en": "", "kind": _kind_at(path)} for path in known_paths()),
        ],
        "filters": [{"name": name, "example": example} for name, example in _FILTERS],
        "statements": list(_STATEMENTS),
        "parts": parts,
        "pieces": list(PIECES),
    }


def _kind_of(expression: str) -> str:
    """Return the kind of what an expression prints, by the name in which it ends."""
    last = re.findall(r"\w+", expression)[-1]
    if expression in _UNSAID:
        return ""
    return "amount" if last in _AMOUNTS else "date" if last in _DAYS else "text"


def _kind_at(path: str) -> str:
    kind, name = type_at(path), path.split(".")[1]
    if kind is Decimal:
        return "amount"
    if kind is date:
        return "date"
    if kind not in (str, int) or name in _INNER:
        return ""
    return "iban" if name == "iban" else "phone" if name in ("phone", "mobile") else "text"
