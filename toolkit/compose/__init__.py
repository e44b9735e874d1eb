"""Template and record make a message: text, document tree, source map, branches taken.

A name is imported when it is first used: whoever only reads a message does not load Jinja.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.compose.composer import Composer
    from toolkit.compose.message import Message

__all__ = ["Composer", "Message"]

_MODULES = {"Composer": "composer", "Message": "message"}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
