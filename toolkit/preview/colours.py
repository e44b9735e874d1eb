"""How well two colours can be told apart, and the colours that the style sheets of a firm name."""

from __future__ import annotations

import re

LEAST = 4.5
"""The contrast that text has at least with what is behind it (WCAG 2.2, 1.4.3)."""

LEAST_OF_PICTURES = 3.0
"""The contrast that a picture has at least with what is behind it (WCAG 2.2, 1.4.11)."""

PAPER = "#ffffff"

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def is_colour(text: str) -> bool:
    """Say whether a text is a colour as `#0b5563`."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours such as `#0b5563`, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return luminance_of(*(int(digits[at : at + 2], 16) for at in (0, 2, 4)))


def luminance_of(red: int, green: int, blue: int) -> float:
    """Return the relative luminance of red, green and blue from 0 to 255."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def token(css: str, name: str) -> str:
    """Return the value of a variable in a style sheet, empty where it has none."""
    found = _definition(name).search(_blank(css))
    return css[slice(*found.span(1))].strip() if found else ""


def with_token(css: str, name: str, value: str) -> str:
    """Return a style sheet in which a variable has another value; all else stays as it was written."""
    if found := _definition(name).search(_blank(css)):
        start, end = found.span(1)
        return css[:start] + value + css[end:]
    return f"{css.rstrip()}\n\n:root {{\n  --{name}: {value};\n}}\n"


def _definition(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])--{re.escape(name)}\s*:\s*([^;}}]*[^;}}\s])")


def _blank(css: str) -> str:
    return _COMMENT.sub(lambda found: " " * len(found[0]), css)
