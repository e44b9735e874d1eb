"""Values that cannot become markup.

While a text is composed and read as Markdown, every character of a value that means something to Markdown
stands in armour: a private-use character, one for one, that no parser knows. Afterwards the armour comes off
and the value appears exactly as it was given. Nothing is ever removed from a value.
"""

from __future__ import annotations

import string

_FIRST = 0xE000

_ON = {ord(char): _FIRST + ord(char) for char in string.punctuation}
# A value is one line: what breaks a line or indents it becomes a space.
_ON |= dict.fromkeys((*range(0x09, 0x0E), 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), ord(" "))
_OFF = {armoured: plain for plain, armoured in _ON.items() if armoured >= _FIRST}


def armour(value: str) -> str:
    """Return the value, as many characters long, with nothing in it that Markdown reads."""
    return value.translate(_ON)


def bare(text: str) -> str:
    """Take the armour off again."""
    return text.translate(_OFF)


BARE_TABLE = _OFF
"""The table that `bare` uses, for texts that carry a map."""
