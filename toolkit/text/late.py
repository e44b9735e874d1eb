"""Regular expressions that are compiled when they are first used: a program that starts needs few of those it has."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for an expression; takes its methods once it is asked for one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression that is compiled at its first use, where a fault in it shows; parameters as `re.compile`."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
