"""What a customer writes with a payment: OGM (BE), RF reference, betalingskenmerk (NL), or free text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle

from toolkit.errors import PaymentDataError
from toolkit.wording import worded

MAX_TEXT = 140
"""The most characters of a free text (EPC069-12, SEPA rulebook)."""

_OGM = re.compile(r"(\+{3}|\*{3}|)[0-9]{3}/[0-9]{4}/[0-9]{5}\1", re.ASCII)
_RF = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}", re.ASCII)
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)


class ReferenceKind(StrEnum):
    """The kinds of reference that a bank can tell apart."""

    OGM = "ogm"
    RF = "rf"
    BETALINGSKENMERK = "betalingskenmerk"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Reference:
    """A checked reference: `value` is what the bank's systems take, without spaces or signs."""

    kind: ReferenceKind
    value: str

    @property
    def structured(self) -> bool:
        """Whether a bank can check it; a free text it cannot."""
        return self.kind is not ReferenceKind.FREE

    @property
    def printed(self) -> str:
        """The reference as a letter shows it, in groups: +++123/4567/89002+++, RF18 5390 0754 7034."""
        value = self.value
        match self.kind:
            case ReferenceKind.OGM:
                return f"+++{value[:3]}/{value[3:7]}/{value[7:]}+++"
            case ReferenceKind.RF:
                return " ".join(value[at : at + 4] for at in range(0, len(value), 4))
            case ReferenceKind.BETALINGSKENMERK:
                first = len(value) % 4
                groups = [value[:first], *(value[at : at + 4] for at in range(first, len(value), 4))]
                return " ".join(group for group in groups if group)
            case ReferenceKind.FREE:
                return value


def read_reference(text: str, kind: ReferenceKind | None = None, *, country: str | None = None) -> Reference:
    """Return the reference that `text` holds, checked; raises PaymentDataError when it is not valid.

    Without `kind` the form decides. Slashes (+++123/4567/89002+++) make an OGM, RF and two digits a creditor
    reference: those must then be valid. Bare digits are an OGM (12 digits) or a betalingskenmerk (9 to 14 or
    16) only when the check digits fit; the ISO 3166 `country` of the creditor rules one of them out ("NL" the
    OGM, "BE" the betalingskenmerk). All else is free text, 7 bare digits too: a betalingskenmerk of 7 has no
    check digit, so it cannot be told from an invoice number. For an invoice number give `ReferenceKind.FREE`:
    one in eleven numbers of 12 digits that start with 20 would pass for a betalingskenmerk.
    """
    if kind is not None:
        return Reference(kind, _CHECKS[kind](text))
    bare = re.sub(r"\s", "", text).upper()
    if _OGM.fullmatch(bare):
        return Reference(ReferenceKind.OGM, check_ogm(text))
    if _RF.fullmatch(bare):
        return Reference(ReferenceKind.RF, check_rf(text))
    if _DIGITS.fullmatch(bare):
        if country != "NL" and len(bare) == 12 and _ogm_check(bare[:10]) == bare[10:]:
            return Reference(ReferenceKind.OGM, bare)
        if country != "BE" and len(bare) > 7 and _is_betalingskenmerk(bare):
            return Reference(ReferenceKind.BETALINGSKENMERK, bare)
    return Reference(ReferenceKind.FREE, check_text(text))


def check_ogm(text: str) -> str:
    """Return the 12 digits of a Belgian OGM (+++123/4567/89002+++); raises PaymentDataError.

    The last two digits are the first ten modulo 97, and 97 instead of 0 (Febelfin, credit transfer
    standards).
    """
    bare = re.sub(r"\s", "", text)
    digits = re.sub(r"[+*/]", "", bare)
    if not (_OGM.fullmatch(bare) or _DIGITS.fullmatch(bare)) or len(digits) != 12 or not int(digits):
        raise _invalid("OGM", "it has 12 digits: +++123/4567/89002+++")
    if _ogm_check(digits[:10]) != digits[10:]:
        raise _invalid("OGM", "the last two digits do not fit the first ten")
    return digits


def make_ogm(number: str) -> Reference:
    """Return the OGM of a number of at most 10 digits, such as an invoice number; raises PaymentDataError."""
    if not _DIGITS.fullmatch(number) or len(number) > 10:
        raise PaymentDataError("no OGM can be made of this", hint="give at most 10 digits, and nothing else")
    digits = number.zfill(10)
    return Reference(ReferenceKind.OGM, digits + _ogm_check(digits))


def check_rf(text: str) -> str:
    """Return a creditor reference (ISO 11649) without spaces; raises PaymentDataError.

    RF, two check digits (ISO 7064 mod 97-10), and at most 21 letters and digits.
    """
    from stdnum import iso11649

    bare = re.sub(r"\s", "", text).upper()
    if not _RF.fullmatch(bare):
        raise _invalid(
            "RF reference", "it is RF, two digits, and 1 to 21 letters or digits: RF18 5390 0754 7034"
        )
    if not iso11649.is_valid(bare):
        raise _invalid(worded("RF reference"), "the two digits after RF do not fit the rest")
    return bare


def make_rf(text: str) -> Reference:
    """Return the creditor reference (ISO 11649) of 1 to 21 letters and digits; raises PaymentDataError."""
    from stdnum.iso7064 import mod_97_10

    bare = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[0-9A-Z]{1,21}", bare):
        raise PaymentDataError("no RF reference can be made of this", hint="give 1 to 21 letters and digits")
    return Reference(ReferenceKind.RF, f"RF{mod_97_10.calc_check_digits(bare + 'RF')}{bare}")


def check_betalingskenmerk(text: str) -> str:
    """Return the digits of a Dutch betalingskenmerk; raises PaymentDataError.

    7 digits bear no check; 9 to 14 are a check digit, a length code (the last digit of the number of digits
    that follow), and those; 16 are a check digit and 15 more (Betaalvereniging Nederland, specification of
    the betalingskenmerk).
    """
    bare = re.sub(r"\s", "", text)
    if not _DIGITS.fullmatch(bare) or len(bare) not in (7, 9, 10, 11, 12, 13, 14, 16):
        raise _invalid("betalingskenmerk", "it has 7, 9 to 14, or 16 digits")
    if not _is_betalingskenmerk(bare):
        raise _invalid(
            "betalingskenmerk", "the check digit or the length code in front does not fit the rest"
        )
    return bare


def make_betalingskenmerk(number: str) -> Reference:
    """Return the betalingskenmerk of a number of 7 to 12 or of 15 digits; raises PaymentDataError."""
    if not _DIGITS.fullmatch(number) or len(number) not in (*range(7, 13), 15):
        hint = "give 7 to 12 digits, or 15; put zeros in front of a shorter number"
        raise PaymentDataError("no betalingskenmerk can be made of this", hint=hint)
    checked = number if len(number) == 15 else f"{len(number) % 10}{number}"
    return Reference(ReferenceKind.BETALINGSKENMERK, _kenmerk_check(checked) + checked)


def check_text(text: str) -> str:
    """Return a free text of at most 140 characters without spaces at the ends; raises PaymentDataError."""
    return check_line(text, worded("payment reference"), MAX_TEXT)


def check_line(text: str, what: str, most: int) -> str:
    """Return one line of at most `most` characters, without spaces at the ends; raises PaymentDataError."""
    line = text.strip()
    if not line:
        raise PaymentDataError(worded("the {what} is empty", what=what), hint="fill it in")
    if len(line) > most:
        raise PaymentDataError(
            worded("the {what} has {count} characters", what=what, count=len(line)),
            hint=worded("it can have {most}", most=most),
        )
    if any(unicodedata.category(char) in _UNPRINTABLE for char in line):
        raise PaymentDataError(
            worded("the {what} holds a line break or a control character", what=what), hint="remove it"
        )
    return line


_CHECKS: dict[ReferenceKind, Callable[[str], str]] = {
    ReferenceKind.OGM: check_ogm,
    ReferenceKind.RF: check_rf,
    ReferenceKind.BETALINGSKENMERK: check_betalingskenmerk,
    ReferenceKind.FREE: check_text,
}


def _ogm_check(digits: str) -> str:
    return f"{int(digits) % 97 or 97:02}"


def _is_betalingskenmerk(digits: str) -> bool:
    if len(digits) == 7:
        return True
    has_length_code = 9 <= len(digits) <= 14
    if not has_length_code and len(digits) != 16:
        return False
    if has_length_code and int(digits[1]) != (len(digits) - 2) % 10:
        return False
    return _kenmerk_check(digits[1:]) == digits[0]


def _kenmerk_check(digits: str) -> str:
    """Return 11 minus the weighted sum modulo 11, counted from the right; 10 becomes 1 and 11 becomes 0."""
    total = sum(int(digit) * weight for digit, weight in zip(reversed(digits), cycle(_WEIGHTS), strict=False))
    return {10: "1", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def _invalid(kind: str, hint: str) -> PaymentDataError:
    return PaymentDataError(worded("is not a valid {kind}", kind=kind), hint=hint)
