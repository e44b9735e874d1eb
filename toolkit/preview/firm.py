"""Answers about the firm itself: its house style."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from toolkit.preview.asking import body_of
from toolkit.preview.desk import Desk
from toolkit.preview.house import change, house, put_logo, tried
from toolkit.preview.problems import BadRequest, NotThere
from toolkit.preview.watch import Changed
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
        writes = {"/api/house": self.change, "/api/house/try": self.tried, "/api/house/logo": self.put_logo}
        return [
            Route("/api/house", self.house, methods=["GET"]),
            Route("/api/house/logo", self.logo, methods=["GET"]),
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


def _changes_in(body: dict[str, Any]) -> dict[str, Any]:
    changes = body.get("changes")
    if not isinstance(changes, dict):
        raise BadRequest("Deze vraag is niet te lezen")
    return changes
