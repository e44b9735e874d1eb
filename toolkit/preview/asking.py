"""What a request holds, checked before anything is done with it."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from toolkit.preview.problems import BadRequest, TooLarge
from toolkit.wording import worded

LARGEST = 4 * 2**20
"""Bytes that a request may hold: forty times the longest text."""


async def body_of(request: Request, most: int = LARGEST) -> dict[str, Any]:
    """Return the object that a request holds; raises BadRequest for anything else, TooLarge above `most` bytes."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise TooLarge(worded("Dit is te groot: meer dan {most} MB", most=most // 2**20))
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:  # also what is no UTF-8, and a number without end
        raise BadRequest("Deze vraag is niet te lezen") from error
    if not isinstance(body, dict):
        raise BadRequest("Deze vraag is niet te lezen")
    return body


def text_in(body: dict[str, Any], name: str) -> str:
    """Return the text that a request holds under a name. Raises BadRequest."""
    value = body.get(name)
    if not isinstance(value, str):
        raise BadRequest(worded("'{name}' ontbreekt", name=name))
    return value


def number_in(text: str, low: int, high: int) -> int:
    """Return the whole number that a text is, between two others. Raises BadRequest."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
        raise BadRequest("Dit getal kan niet")
    return int(text)
