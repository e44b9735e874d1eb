"""Where things stand on the first sheet of a letter: the window presets of styles/windows.toml, as CSS."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from toolkit.errors import Place, SettingsError, did_you_mean
from toolkit.wording import TOML_SAYS, in_words, overheard, worded
from toolkit.workspace import Workspace

SHEET = (210.0, 297.0)
"""Width and height of A4 in mm."""

DEFAULTS = {"NL": "nl-left", "BE": "be-right"}
"""The preset for a creditor's country, where tact.toml names none."""

_EDGE = 15.0
"""White at the right of the colophon, in mm."""

_MARK = 3.5
"""What a mark keeps from the edge of the sheet, in mm: printers leave that white."""

_FOOT = 19.0
"""White under the text of the first sheet, in mm: the colophon stands in it."""

_APART = 1.2
"""What the parts of the first sheet keep between them at least, in mm."""

_RETURN = 3.7
"""Height of the line that brings a letter back, and the white below it, in mm."""

Box = tuple[float, float, float, float]


class Window(BaseModel):
    """One preset; all numbers in mm, from the left and top edge of the sheet where they are places.

    `box` is where the text of the address stands (left, top, width, height), `field` what nothing else may
    stand in, `brand` the logo or name; `sender` and `references` are left, top and width of their blocks;
    `body` is left, width and top of the text. Where sender and references stand in one column, `references`
    is where they stand at the earliest: a longer sender pushes them down.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    box: Box
    field: Box
    return_line: Annotated[Literal["inside", "above"], Field(alias="return")]
    brand: Box
    sender: tuple[float, float, float]
    references: tuple[float, float, float]
    body: tuple[float, float, float]
    folds: tuple[float, float]
    punch: float
    source: str

    @property
    def css(self) -> str:
        """The style sheet that puts the parts of the first sheet in their places."""
        left, width, top = self.body
        x, y, across, _ = self.field
        line = self.box[1] if self.return_line == "inside" else y
        places = {
            ".brand": (*self.brand[:3], self._room(*self.brand[:3], self.references)),
            ".return": (self.box[0], line - _RETURN, across + x - self.box[0], _RETURN - 0.8),
            ".address": self.box,
            ".fold-1": (_MARK, self.folds[0], 4),
            ".fold-2": (_MARK, self.folds[1], 4),
            ".punch": (_MARK, self.punch, 6),
        }
        if self.sender[0] == self.references[0]:
            boxes, least = {".side": self.sender}, self.references[1] - self.sender[1] - _APART
            column = f".sender {{ margin-bottom: {_APART:g}mm; min-height: {least:g}mm }}"
        else:
            boxes, column = {".sender": self.sender, ".references": self.references}, ""
        places |= {name: (*box, self._room(*box)) for name, box in boxes.items()}
        return "\n".join(
            (
                f"@page {{ size: {SHEET[0]}mm {SHEET[1]}mm;"
                f" margin: 30mm {SHEET[0] - left - width:g}mm 22mm {left:g}mm }}",
                f"@page :first {{ margin-top: {top:g}mm; margin-bottom: {_FOOT:g}mm }}",
                f".colophon {{ width: {SHEET[0] - _EDGE - left:g}mm }}",
                f".brand img {{ max-width: {self.brand[2]:g}mm; max-height: {self.brand[3]:g}mm }}",
                f"{', '.join(boxes)} {{ position: absolute; overflow: hidden }}",
                column,
                *(_place(selector, place, left, top) for selector, place in places.items()),
            )
        )

    def _room(self, left: float, top: float, width: float, *others: tuple[float, float, float]) -> float:
        """Return how high a part may be, in mm, before it meets what stands below it."""
        x, y, across, _ = self.field
        line = self.box[1] if self.return_line == "inside" else y
        body = (self.body[0], self.body[2], self.body[1])
        parts = ((x, min(y, line - _RETURN), across), body, *others)
        below = (at for start, at, wide in parts if at > top and left < start + wide and start < left + width)
        return min(below, default=self.body[2]) - _APART - top


def _place(selector: str, place: Sequence[float], left: float, top: float) -> str:
    names = ("left", "top", "width", "height")
    inside = (place[0] - left, place[1] - top, *place[2:])
    values = "; ".join(f"{name}: {value:g}mm" for name, value in zip(names, inside, strict=False))
    return f"{selector} {{ {values} }}"


def read_window(workspace: Workspace, name: str | None, country: str) -> Window:
    """Return the preset `name`, else [letter] window of tact.toml, else the one of the creditor's country.

    Raises SettingsError for a preset that does not exist, or that is not complete.
    """
    path = workspace.style("windows.toml")
    known = _tables(path)
    settings = workspace.settings.get("letter", {})
    if not isinstance(settings, Mapping):
        raise SettingsError("'letter' is not a table", hint='write [letter] and below it window = "nl-left"')
    wanted = name or settings.get("window") or DEFAULTS.get(country, "nl-left")
    if not isinstance(wanted, str) or wanted not in known:
        raise SettingsError(
            worded("unknown window '{wanted}'", wanted=wanted),
            place=Place(str(path)),
            hint=did_you_mean(str(wanted), known) or worded("known windows: {known}", known=", ".join(known)),
        )
    try:
        return Window.model_validate(known[wanted])
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, (wanted, *problem["loc"])))
        raise SettingsError(
            worded("'{where}': {problem}", where=where, problem=in_words(problem)), place=Place(str(path))
        ) from error


def window_names(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of the presets that there are. Raises SettingsError for a file that is no TOML."""
    return tuple(_tables(workspace.style("windows.toml")))


def _tables(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            worded("is not valid TOML: {error}", error=overheard(error, TOML_SAYS)), place=Place(str(path))
        ) from error
