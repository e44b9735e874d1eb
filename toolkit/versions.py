"""Whose inside we know: the versions of libraries for which there are quick paths through what they show to no one.

Any other version is used by its public interface alone, which makes the same, slower.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from toolkit.wording import worded

KNOWN = {"weasyprint": ("70.",), "pydyf": ("0.13.",), "segno": ("1.6.",)}
"""By library, how the versions begin whose inside was read and is tested."""


def known(library: str) -> bool:
    """Return whether the installed version of a library is one whose inside we know."""
    return f"{_installed(library)}.".startswith(KNOWN[library])


@cache
def _installed(library: str) -> str:
    return version(library)


def road(library: str) -> str:
    """Return which road is taken through a library, and why, for people who look after the program."""
    found = _installed(library)
    if known(library):
        return worded("{version}, quick paths", version=found)
    tested = ", ".join(f"{each}x" for each in KNOWN[library])
    return worded(
        "{version}, plain and slower: quick paths are known for {known}", version=found, known=tested
    )
