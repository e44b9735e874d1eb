"""International bank account numbers (ISO 13616): checked and compact, or in groups of four for print."""

from __future__ import annotations

from toolkit.errors import PaymentDataError


def check_iban(text: str) -> str:
    """Return the IBAN without spaces and in capitals; raises PaymentDataError when it is not valid.

    Spaces, dots and hyphens in `text` are left out. Checked are the country, its length and structure, the
    check digits (ISO 7064 mod 97-10) and, where a country has them, those inside the number.
    """
    from stdnum import exceptions, iban

    try:
        number = str(iban.validate(text))
    except exceptions.InvalidChecksum:
        hint = "the check digits do not fit: look for a wrong, missing or swapped character"
    except exceptions.InvalidComponent:
        hint = "the country or the bank in it does not exist: look at the first eight characters"
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
