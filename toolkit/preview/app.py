"""The app itself: which address gives what. It listens to this machine only; see `safety` for who may ask."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from toolkit.errors import TactError
from toolkit.preview.answers import Answers
from toolkit.preview.bringing import Bringing
from toolkit.preview.desk import Desk
from toolkit.preview.firm import Firm
from toolkit.preview.pen import Pen
from toolkit.preview.problems import described, status_of
from toolkit.preview.reading_round import ReadingRound
from toolkit.preview.safety import POLICY, Guard, Secrets
from toolkit.preview.texts import Texts

STATIC = Path(__file__).parent / "static"


def app(desk: Desk, known: Secrets) -> Starlette:
    """Return the ASGI app of a desk; `known` holds what opens it, and what every write must carry."""
    rooms = (Answers(desk), Texts(desk), Bringing(desk), Pen(desk), Firm(desk), ReadingRound(desk))

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(desk.follow())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await desk.close()

    def page(request: Request) -> Response:
        nonce = secrets.token_urlsafe(12)
        language = "en" if request.query_params.get("lang") == "en" else "nl"
        html = (STATIC / "index.html").read_text(encoding="utf-8")
        for name, value in (("token", known.token), ("nonce", nonce), ("lang", language)):
            html = html.replace(f"%{name}%", value)
        return HTMLResponse(html, headers={"content-security-policy": POLICY.format(nonce=nonce)})

    def failed(request: Request, error: Exception) -> Response:
        if not isinstance(error, TactError):
            raise error
        language = "en" if request.query_params.get("lang") == "en" else "nl"
        return JSONResponse(described(error, language, desk.look_up), status_of(error))

    return Starlette(
        routes=[
            Route("/", page),
            *(route for room in rooms for route in room.routes()),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, known=known)],
        exception_handlers={TactError: failed},
        lifespan=life,
    )
