"""What a writer can type in a template, for completion while typing."""

from __future__ import annotations

from typing import Any

from toolkit.compose.fields import known_paths
from toolkit.preview.files import Files

_PLAIN = (
    ("greeting", "Beste mevrouw De Vries", "Dear Ms De Vries"),
    ("total", "wat er nog openstaat", "what is still open"),
    ("paid", "wat er al betaald is", "what was paid"),
    ("invoice", "de eerste factuur", "the first invoice"),
    ("invoices", "alle facturen", "all invoices"),
    ("due_date", "de oude laatste dag", "the old last day"),
    ("pay_by", "de laatste dag die dit bericht noemt", "the last day this message names"),
    ("next_step_on", "de dag van de volgende stap", "the day of the next step"),
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


def completions(files: Files) -> dict[str, Any]:
    """Return fields (with what they are, in two languages), formats, statements, parts and named pieces."""
    parts = sorted(file.name for file in files.all().values() if file.name.startswith("_parts/"))
    return {
        "fields": [
            *({"name": name, "nl": nl, "en": en} for name, nl, en in _PLAIN),
            *({"name": path, "nl": "", "en": ""} for path in known_paths()),
        ],
        "filters": [{"name": name, "example": example} for name, example in _FILTERS],
        "statements": list(_STATEMENTS),
        "parts": parts,
        "pieces": list(PIECES),
    }
