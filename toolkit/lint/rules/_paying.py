"""The words of paying that rules look for in plain letters, as parts of an expression."""

from __future__ import annotations

PAID = r"betaal|betal|voldo|voldaan|overgemaakt|overma|over te maken|maakt? over|bijgeschreven"
"""Begins of words for paying, in whatever form."""

OWED = r"openstaand|verschuldigd|bedrag|factuur|facturen|vordering|hoofdsom|schuld|saldo"
"""Begins of words for what is to be paid."""

ASKED = (
    r"betaal|betaalt|betalen|maak|maakt|overmaken|over te maken|voldoen|te betalen|openstaand bedrag|totaalbedrag"
    r"|totaal te betalen"
)
"""Words before a sum that is asked ("te betalen: € 40,00"); what is paid already ("uw betaling van") is not asked."""

PRINCIPAL = r"hoofdsom|factuurbedrag|factuur\w*|openstaand\w*|saldo|bedrag van|nota"
"""Words before the sum that a letter is about."""
