"""Where templates, styles and settings are: the user's folder first, else what the program brings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolkit.errors import Place, SettingsError, did_you_mean
from toolkit.wording import TOML_SAYS, overheard, worded

SETTINGS = "tact.toml"
SCHEDULE = "schedule.toml"

TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "creditor": (),
        "columns": (),
        "table": (),
        "values": (),
        "files": ("ledger", "customers", "agreements", "history"),
        "letter": ("window",),
        "sms": ("sender",),
        "lint": (),
        "fallback": (),
    }
)
"""What a settings file may say, with the keys of a table; without keys where whoever reads it checks them."""


def shipped(folder: str) -> Path:
    """Return the folder `templates` or `styles` of the program itself: wheel data, else the checkout."""
    package = Path(__file__).resolve().parent
    for root in (package / "shipped", package.parent):
        if (root / folder).is_dir():
            return root / folder
    raise SettingsError(
        worded("the program's own '{folder}' folder is missing", folder=folder), hint="install tact again"
    )


@dataclass(frozen=True)
class Workspace:
    """A firm's folder: `tact.toml`, `templates/`, `styles/`; `root` is None for the shipped set alone."""

    root: Path | None = None
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def templates(self) -> tuple[Path, ...]:
        """The template folders, the user's before the shipped one."""
        return self._folders("templates")

    @cached_property
    def styles(self) -> tuple[Path, ...]:
        """The style folders, the user's before the shipped one."""
        return self._folders("styles")

    @property
    def template_folders(self) -> Mapping[str, Path]:
        """The folder of each template by its name; the user's own stands before a shipped one."""
        return {
            path.name: path
            for folder in reversed(self.templates)
            for path in sorted(folder.iterdir())
            if path.is_dir() and not path.name.startswith(("_", "."))
        }

    @property
    def schedule(self) -> Path:
        """The file that says what is sent when: the user's own schedule.toml, else the shipped one."""
        own = self.root / SCHEDULE if self.root else None
        return own if own and own.is_file() else Path(__file__).parent / "schedule" / SCHEDULE

    def style(self, name: str) -> Path:
        """Return a file under styles/, the user's own if there is one.

        Raises SettingsError when there is none, or when the name leads out of the folder.
        """
        for folder in self.styles:
            path = (folder / name).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return path
        looked = ", ".join(map(str, self.styles))
        raise SettingsError(
            worded("styles/{name} does not exist", name=name),
            hint=worded("looked in {looked}", looked=looked),
        )

    def file(self, name: str, *, beside: Path | None = None) -> Path:
        """Return a data file (logo, invoice, terms) of the workspace, or beside the record that names it.

        Raises SettingsError when it is missing or lies outside those folders.
        """
        roots = [folder for folder in (beside, self.root, *self.styles) if folder]
        for root in roots:
            path = (root / name).resolve()
            if path.is_relative_to(root.resolve()) and path.is_file():
                return path
        raise SettingsError(
            worded("the file '{name}' does not exist in the workspace", name=name),
            hint=worded("put it in {folders}", folders=" or ".join(map(str, roots))),
        )

    def _folders(self, name: str) -> tuple[Path, ...]:
        own = self.root / name if self.root else None
        return (own, shipped(name)) if own and own.is_dir() else (shipped(name),)


def open_workspace(start: Path | None = None) -> Workspace:
    """Return the workspace that `start` (default: the current folder) lies in.

    That is the nearest folder with a tact.toml. Without one, the shipped templates and styles are the whole
    workspace. Raises SettingsError for a settings file that is not TOML, and for a setting that nothing reads.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        path = folder / SETTINGS
        if path.is_file():
            try:
                settings = tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise SettingsError(
                    worded("is not valid TOML: {error}", error=overheard(error, TOML_SAYS)),
                    place=Place(str(path)),
                ) from error
            _check_names(settings, Place(str(path)))
            return Workspace(folder, MappingProxyType(settings))
    return Workspace()


def _check_names(settings: Mapping[str, Any], place: Place) -> None:
    """Raise SettingsError for a setting that nothing reads: a typing error would else change nothing in silence."""
    for name, value in settings.items():
        if name not in TABLES:
            raise SettingsError(
                worded("there is no setting '{name}'", name=name),
                place=place,
                hint=did_you_mean(name, TABLES) or worded("there is: {known}", known=tuple(TABLES)),
            )
        inner = TABLES[name]
        for key in value if inner and isinstance(value, Mapping) else ():
            if key not in inner:
                raise SettingsError(
                    worded("there is no setting '{name}'", name=f"{name}.{key}"),
                    place=place,
                    hint=did_you_mean(key, inner) or worded("there is: {known}", known=inner),
                )
    if not isinstance(settings.get("fallback", ""), str):
        raise SettingsError("'fallback' must be a language", place=place, hint='write fallback = "nl"')
