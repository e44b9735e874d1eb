"""A letter of elsewhere at the desk: what is asked about its words, and the template that is made of it."""

from __future__ import annotations

import asyncio
import binascii
from base64 import b64decode
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toolkit.catalogue.shelf import name_of
from toolkit.preview.asking import body_of, text_in
from toolkit.preview.desk import Desk
from toolkit.preview.problems import BadRequest
from toolkit.wording import in_both

LARGEST = 24 * 2**20
"""Bytes of a request with a letter in it: a letter of 16 MB, as text."""

PASTED = ("geplakt.html", "geplakt.txt")
"""What a letter is called that was no file."""

_MOST_ANSWERS = 2000


class Bringing:
    """The addresses for letters that are brought in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Return the routes."""
        writes = {"/api/letters": self.read, "/api/letters/template": self.make}
        return [Route(path, answer, methods=["POST"]) for path, answer in writes.items()]

    async def read(self, request: Request) -> Response:
        """Say what is in a letter, and what is asked about its words."""
        body = await body_of(request, LARGEST)
        return JSONResponse(await self._desk.press.run("letter_read", *_letter_in(body), urgency=0))

    async def make(self, request: Request) -> Response:
        """Make a template of a letter with the answers to what was asked about it."""
        body = await body_of(request, LARGEST)
        title, answers = text_in(body, "title"), body.get("answers")
        if not isinstance(answers, list) or len(answers) > _MOST_ANSWERS:
            raise BadRequest("Deze vraag is niet te lezen")
        name = name_of(title)
        text, wanted = await self._desk.press.run("letter_text", *_letter_in(body), answers, title, urgency=0)
        from toolkit.adopt.making import make_template

        folder, unfit = await asyncio.to_thread(
            make_template, self._desk.workspace, name, title, text, wanted
        )
        lost = [{"sample": sample, "why": in_both(error.said())} for sample, error in unfit.items()]
        return JSONResponse({"template": folder.name, "unfit": lost}, 201)


def _letter_in(body: dict[str, Any]) -> tuple[str, bytes]:
    """Return the name and the content of the letter in a request: a file, or what was pasted."""
    for name, kind in zip(PASTED, ("html", "text"), strict=True):
        if isinstance(body.get(kind), str):
            return name, body[kind].encode("utf-8", "replace")
    try:
        return text_in(body, "name")[-120:], b64decode(text_in(body, "content"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadRequest("Dit bestand is niet te lezen") from error
