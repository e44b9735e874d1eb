"""The settings of the firm as a file that the desk changes: only what was asked, and every comment stays."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import Place, RenderError, SettingsError
from toolkit.preview.files import write_text
from toolkit.preview.versions import Versions
from toolkit.workspace import SETTINGS, Workspace

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def change_settings(workspace: Workspace, change: Callable[[TOMLDocument], None]) -> None:
    """Write `tact.toml` as `change` leaves it; what stood there before is kept as a version.

    Raises SettingsError without a folder of the firm's own and for a file that is no TOML, RenderError when it cannot
    be read or written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = settings_path(workspace)
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError("the file cannot be read as UTF-8 text", place=Place(SETTINGS)) from error
    try:
        document = tomlkit.parse(before)
    except TOMLKitError as error:
        raise SettingsError("Dit bestand is geen goede TOML", place=Place(str(path))) from error
    change(document)
    after = tomlkit.dumps(document)
    if after == before:
        return
    tomllib.loads(after)
    Versions(workspace).keep(SETTINGS, before, datetime.now())  # noqa: DTZ005  # the clock of the desk
    write_text(path, after)


def settings_path(workspace: Workspace) -> Path:
    """Return where the settings of the firm are. Raises SettingsError without a folder of the firm's own."""
    if workspace.root is None:
        raise SettingsError(
            "U werkt nog zonder eigen map",
            hint="Maak met 'tact init MAP' een eigen map en begin daar",
        )
    return workspace.root / SETTINGS


def set_in(document: Any, path: str, value: str) -> None:
    """Put a text at a dotted path; tables are made where they are not there. An empty text takes it away."""
    import tomlkit

    first, _, rest = path.partition(".")
    if not rest:
        if value:
            document[first] = value
        else:
            document.pop(first, None)
        return
    if value and not isinstance(document.get(first), Mapping):
        document[first] = tomlkit.table()
    if isinstance(document.get(first), Mapping):
        set_in(document[first], rest, value)
        if not document[first]:
            del document[first]
