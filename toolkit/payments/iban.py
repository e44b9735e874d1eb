"""International bank account numbers (ISO 13616): checked and compact, or in groups of four for print."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from toolkit.errors import PaymentDataError


@lru_cache(maxsize=256)  # the account of a creditor stands in every message of a run
def check_iban(text: str) -> str:
    """Return the IBAN without spaces and in capitals; raises PaymentDataError when it is not valid.

    Spaces, dots and hyphens in `text` are left out. Checked are the country, its length and structure, the
    check digits (ISO 7064 mod 97-10) and, where a country has them, those inside the number. Whether the bank
    exists is not checked: no list of banks is complete, and an account at a new bank is as good as any.
    """
    from stdnum import exceptions, iban

    try:
        number = str(iban.validate(text, check_country=False))
        with suppress(exceptions.InvalidComponent):  # a bank that the list of its country lacks
            iban.validate(number)
    except exceptions.InvalidChecksum:
        hint = "the check digits do not fit: look for a wrong, missing or swapped character"
    except exceptions.InvalidComponent:
        hint = "no country starts its accounts like this: look at the first two characters"
    except exceptions.ValidationError:
        hint = "an IBAN is a country code, two digits and the account: NL91 ABNA 0417 1643 00"
    else:
        if number.isascii():
            return number
        hint = "use plain letters and digits"
    raise PaymentDataError("is not a valid IBAN", hint=hint)


def format_iban(text: str) -> str:
    """Return a checked IBAN in groups of four, as it is printed: NL91 ABNA 0417 1643 00."""
    number = check_iban(text)
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
