"""The table `[lint]` of a settings file, validated."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from toolkit.errors import Place, SettingsError, did_you_mean
from toolkit.language import HOUSE, tag_of
from toolkit.lint.findings import Severity
from toolkit.wording import in_words, worded


def a_language(text: str) -> str:
    """Return the tag of a language as people call it. Raises ValueError for what is none."""
    tag = tag_of(text)
    if tag is None:
        raise ValueError(f"'{text}' is no language; write one such as fr")
    return tag


class OneTemplate(BaseModel):
    """What `[lint.templates.NAME]` may hold."""

    model_config = ConfigDict(extra="forbid")

    ignore: list[str] = []


class Table(BaseModel):
    """What `[lint]` may hold."""

    model_config = ConfigDict(extra="forbid")

    select: list[str] | None = None
    ignore: list[str] = []
    language: Annotated[str, AfterValidator(a_language)] = HOUSE
    profile: Literal["nl", "be"] | None = None
    level: Literal["ordinary", "pedantic"] = "ordinary"
    words: list[str] = []
    extends: list[str] = []
    rule: list[dict[str, Any]] = []
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
        raise SettingsError(
            worded("'{field}': {problem}", field=f"lint.{key}".rstrip("."), problem=in_words(first)),
            place=place,
            hint=hint,
        ) from error
