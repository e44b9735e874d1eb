"""How a Dutch message says what a payment letter must tell, by name: patterns for a text with single spaces."""

from __future__ import annotations

import re
from types import MappingProxyType

from toolkit.text.late import late

WORDING = MappingProxyType(
    {
        name: late(pattern, re.IGNORECASE)
        for name, pattern in {
            "number-of-invoices": r"\b(?P<count>\d+) facturen\b",
            "way-out": (
                r"\bregeling|\bin delen\b|\buitstel\b|\btermijnen\b|\bandere dag\b|\bafspreken\b|\bafbeta|"
                r"\bniet (?:\w+ ){0,3}(?:betalen|lukt)\b|\blukt [^.?!]{0,40}niet\b|\b(?:bel|mail) ons\b|"
                r"\bkunt (?:u )?ons\b"
            ),
            "disagree": r"niet eens|klopt [^.?!]*niet|niet klopt",
            "next-step": r"als u niets doet|niet op tijd|niet betaalt|betaalt u niet",
            "consequence": r"\b(?:incasso|kosten|vergoeding|rente|deurwaarder)",
        }.items()
    }
)
