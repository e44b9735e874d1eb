"""Which fields a template can ask for: the names of the context and the models behind them."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from toolkit.compose.written import fields
from toolkit.records import (
    Agreement,
    Attachment,
    Creditor,
    Customer,
    Instalment,
    Invoice,
    Payment,
)

ROOTS: dict[str, Any] = {
    "creditor": Creditor,
    "customer": Customer,
    "invoices": tuple[Invoice, ...],
    "invoice": Invoice,
    "agreement": Agreement,
    "payment": Payment,
    "missed": tuple[Instalment, ...],
    "attachments": tuple[Attachment, ...],
}
"""The names of the context that hold more than one value, with their types."""


def unknown(path: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the first part of a dotted path that no record can have, with what could stand there.

    None for a path that exists, and for one whose type is not a model (a date, a text).
    """
    root, *rest = path.replace("[]", ".[]").split(".")
    kind = ROOTS.get(root)
    walked = root
    for name in rest:
        kind = _plain(kind)
        if name == "[]":
            kind = next((arg for arg in get_args(kind) if arg is not Ellipsis), None)
            walked += "[]"
            continue
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return None
        known = fields(kind)
        if name not in known:
            return f"{walked}.{name}", tuple(sorted(f"{walked}.{field}" for field in known))
        walked += f".{name}"
        kind = _type_of(kind, name)
    return None


def known_paths() -> Iterator[str]:
    """Yield the dotted paths of one level that a template can use."""
    for root, kind in ROOTS.items():
        model = _plain(kind)
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (f"{root}.{field}" for field in sorted(fields(model)))


def type_at(path: str) -> Any:
    """Return the type of what stands at a path of `known_paths`, without `| None` and without what it must be like."""
    root, name = path.split(".")
    kind = _plain(_type_of(_plain(ROOTS[root]), name))
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _type_of(model: type[BaseModel], name: str) -> Any:
    if name in model.model_fields:
        return model.model_fields[name].annotation
    getter = getattr(model, name).fget
    return get_type_hints(getter).get("return")


def _plain(kind: Any) -> Any:
    """Return the type without `| None`."""
    if get_origin(kind) in (Union, types.UnionType):
        return next((arg for arg in get_args(kind) if arg is not type(None)), None)
    return kind
