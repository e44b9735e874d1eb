"""What all models of the records have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Model(BaseModel):
    """A frozen model that refuses fields it does not know."""

    # A model is built when it is first used, and a part of a record is used inside a record only.
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        ser_json_inf_nan="constants",
        defer_build=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_means_unknown(cls, data: Any) -> Any:
        # An export writes "" for what it does not know; where a field may be absent, that is what it means.
        if not isinstance(data, Mapping):
            return data
        optional = {name for name, field in cls.model_fields.items() if field.default is None}
        return {
            name: value
            for name, value in data.items()
            if not (name in optional and isinstance(value, str) and not value.strip())
        }

    def __repr_args__(self) -> tuple[()]:
        """Tell nothing of what a model holds: it is about people, and a text or a log is no place for them."""
        return ()

    def __str__(self) -> str:
        return f"{type(self).__name__}(…)"

    __repr__ = __str__
