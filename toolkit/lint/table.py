"""The table `[lint]` of a settings file, validated."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from toolkit.errors import Place, SettingsError, did_you_mean
from toolkit.lint.model import Severity


class OneTemplate(BaseModel):
    """What `[lint.templates.NAME]` may hold."""

    model_config = ConfigDict(extra="forbid")

    ignore: list[str] = []


class Table(BaseModel):
    """What `[lint]` may hold."""

    model_config = ConfigDict(extra="forbid")

    select: list[str] | None = None
    ignore: list[str] = []
    profile: Literal["nl", "be"] | None = None
    words: list[str] = []
    severity: dict[str, Severity] = {}
    rules: dict[str, dict[str, Any]] = {}
    templates: dict[str, OneTemplate] = {}


def validated(table: Any, place: Place) -> Table:
    """Return the table. Raises SettingsError with the key that is wrong."""
    try:
        return Table.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"]))
        hint = did_you_mean(key, Table.model_fields)
        raise SettingsError(f"'lint.{key}': {first['msg']}", place=place, hint=hint) from error
