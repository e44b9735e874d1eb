"""What was made and can be fetched for a while: pages of letters, frames with e-mails. The oldest goes first."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass

KEPT_BYTES = 8_000_000
"""Bytes that are kept in all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes with their media type."""

    content: bytes
    media_type: str


class Pictures:
    """Keeps bytes under keys that nobody can guess."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0

    def keep(self, content: bytes, media_type: str) -> str:
        """Keep bytes and return their key."""
        key = secrets.token_urlsafe(12)
        self._kept[key] = Kept(content, media_type)
        self._size += len(content)
        while self._size > KEPT_BYTES and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._size -= len(old.content)
        return key

    def get(self, key: str) -> Kept | None:
        """Return what is kept under a key, None when it is gone."""
        return self._kept.get(key)
