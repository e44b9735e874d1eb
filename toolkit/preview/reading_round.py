"""Answers for a round of reading: the file for readers, and their remarks when they come back."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toolkit.preview.asking import body_of
from toolkit.preview.desk import Desk
from toolkit.preview.problems import BadRequest
from toolkit.preview.remarks import Readers
from toolkit.preview.rounds import FILE
from toolkit.preview.worker import Worker

PATIENCE = 300.0
"""Seconds that a round of all texts may take."""


class ReadingRound:
    """The addresses of a round of reading."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._readers = Readers(desk.workspace, desk.files)

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/api/round", self.make, methods=["POST"]),
            Route("/api/remarks", self.remarks, methods=["GET"]),
            Route("/api/remarks", self.keep, methods=["POST"]),
            Route("/api/remarks/{id}/done", self.done, methods=["POST"]),
        ]

    async def make(self, request: Request) -> Response:
        """Make the file for readers, of what changed or of all texts."""
        is_all = (await body_of(request)).get("all") is True
        worker = Worker(self._desk.start, PATIENCE)  # one of its own: nobody's letter waits for it
        try:
            html, count = await worker.run("round", is_all)
        finally:
            await worker.close()
        return JSONResponse({"name": FILE, "html": html, "count": count})

    async def remarks(self, _: Request) -> Response:
        """Give the remarks of readers that are not done, and who agreed."""
        return JSONResponse(await asyncio.to_thread(self._readers.all))

    async def keep(self, request: Request) -> Response:
        """Keep what a reader gave back."""
        read = await asyncio.to_thread(self._readers.keep, await body_of(request))
        return JSONResponse({"who": read.who, "count": len(read.remarks), "agreed": len(read.agreed)}, 201)

    async def done(self, request: Request) -> Response:
        """Put a remark away, or back."""
        is_done = (await body_of(request)).get("done")
        if not isinstance(is_done, bool):
            raise BadRequest("Deze vraag is niet te lezen")
        await asyncio.to_thread(self._readers.done, request.path_params["id"], is_done=is_done)
        return JSONResponse({})
