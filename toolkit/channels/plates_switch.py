"""Whether the letters of a workspace are printed from plates, and why not; light to import."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit.errors import SettingsError
from toolkit.versions import known
from toolkit.wording import worded
from toolkit.workspace import Workspace

VARIABLE = "TACT_PLATES"
"""`0` in the environment lays every letter out whole."""


def why_none(workspace: Workspace, sheets: Iterable[Path]) -> str:
    """Return why letters are not printed from plates; empty where they are.

    In: the workspace and the style sheets of its letters. Raises SettingsError for a setting that is no yes or no.
    """
    settings = workspace.settings.get("letter", {})
    wanted = settings.get("plates", True) if isinstance(settings, Mapping) else True
    if not isinstance(wanted, bool):
        raise SettingsError("'plates' in [letter] is neither true nor false", hint="write plates = false")
    if not wanted:
        return worded("plates = false in tact.toml")
    if os.environ.get(VARIABLE) == "0":
        return f"{VARIABLE}=0"
    for library in ("weasyprint", "pydyf"):
        if not known(library):
            return worded("the inside of {library} is not known", library=library)
    from toolkit.channels.plates.styles import objection

    for sheet in sheets:
        if what := objection(sheet.read_bytes()):
            return worded("{sheet} says {what}", sheet=sheet.name, what=what)
    return ""
