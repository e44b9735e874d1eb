"""Answers about the firm itself: its house style, its ledgers and its words."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from toolkit.preview.asking import body_of, text_in
from toolkit.preview.desk import Desk
from toolkit.preview.house import change, house, put_logo, tried
from toolkit.preview.problems import BadRequest, NotThere
from toolkit.preview.watch import Changed
from toolkit.preview.word_list import add_word
from toolkit.wording import in_both
from toolkit.workspace import Workspace, open_workspace

_LOOK = Changed((), look=True)


class Firm:
    """The addresses of the house style."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _workspace(self) -> Workspace:
        """The workspace as its files are now."""
        root = self._desk.workspace.root
        return open_workspace(root) if root else self._desk.workspace

    def routes(self) -> list[Route]:
        """Return the routes."""
        reads = {"/api/house": self.house, "/api/house/logo": self.logo, "/api/ledger": self.ledger}
        writes = {
            "/api/house": self.change,
            "/api/house/try": self.tried,
            "/api/house/logo": self.put_logo,
            "/api/ledger": self.choose,
            "/api/words": self.add_word,
        }
        return [
            *(Route(path, answer, methods=["GET"]) for path, answer in reads.items()),
            *(Route(path, answer, methods=["POST"]) for path, answer in writes.items()),
        ]

    async def house(self, _: Request) -> Response:
        """Give who the firm is and how its letters look."""
        return JSONResponse(await asyncio.to_thread(house, self._workspace))

    async def tried(self, request: Request) -> Response:
        """Say what is wrong with changes, and how well colours can be told apart; nothing is written."""
        return JSONResponse(tried(self._workspace, _changes_in(await body_of(request))))

    async def change(self, request: Request) -> Response:
        """Write changes, and let every page show them."""
        changes = _changes_in(await body_of(request))
        await asyncio.to_thread(change, self._workspace, changes)
        self._desk.tell(_LOOK)
        return JSONResponse(await asyncio.to_thread(house, self._workspace))

    async def put_logo(self, request: Request) -> Response:
        """Write a logo, and let every page show it."""
        logo = await asyncio.to_thread(put_logo, self._workspace, await body_of(request))
        self._desk.tell(_LOOK)
        told = {"width": logo.width, "height": logo.height, "contrast": logo.contrast}
        return JSONResponse({**told, "warnings": [in_both(text) for text in logo.warnings]})

    async def logo(self, _: Request) -> Response:
        """Give the logo."""
        name = house(self._workspace)["logo"]
        if not name:
            raise NotThere("Er is nog geen logo")
        path = await asyncio.to_thread(self._workspace.file, name)
        return FileResponse(path)

    async def ledger(self, request: Request) -> Response:
        """Give the customers of a ledger that have the sought words."""
        query = request.query_params
        slot = f"ledger:{query.get('client', '')}"
        found = await self._desk.reader.run(
            "ledger_records", query.get("file", ""), query.get("sought", "")[:100], slot=slot, urgency=0
        )
        return JSONResponse(found)

    async def choose(self, request: Request) -> Response:
        """Keep a customer of a ledger as values to look at a text with."""
        body = await body_of(request)
        choice = self._desk.choice({name: text_in(body, name) for name in ("template", "sample")})
        values = await self._desk.reader.run(
            "ledger_values", choice, text_in(body, "file"), text_in(body, "id"), urgency=0
        )
        return JSONResponse({"draft": self._desk.drafts.keep(values)})

    async def add_word(self, request: Request) -> Response:
        """Put a word in the firm's own list, with what to write instead."""
        body = await body_of(request)
        name = await asyncio.to_thread(
            add_word, self._workspace, text_in(body, "word"), text_in(body, "instead")
        )
        self._desk.tell(_LOOK)
        return JSONResponse({"file": name})


def _changes_in(body: dict[str, Any]) -> dict[str, Any]:
    changes = body.get("changes")
    if not isinstance(changes, dict):
        raise BadRequest("Deze vraag is niet te lezen")
    return changes
