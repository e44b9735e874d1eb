"""Values that a writer tries in the form, until they become a sample or are forgotten. In memory only."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from typing import Any

from toolkit.preview.problems import NotThere

KEPT = 50


class Drafts:
    """Keeps the values of forms under keys."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def keep(self, values: dict[str, Any], key: str = "") -> str:
        """Keep values, in the place of those under `key` when that is known, and return their key."""
        key = key if key in self._kept else secrets.token_urlsafe(9)
        self._kept[key] = values
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return key

    def get(self, key: str) -> dict[str, Any]:
        """Return the values under a key. Raises NotThere when they are gone."""
        if key not in self._kept:
            raise NotThere("De ingevulde gegevens zijn er niet meer")
        return self._kept[key]
