"""Who may ask this app anything: this machine's own page, and nobody else.

Guards against a web page elsewhere that points a name of its own at 127.0.0.1 (DNS rebinding: the Host header),
and against one that sends requests here (Origin, Sec-Fetch-Site, and for every write a token it cannot know).
"""

from __future__ import annotations

import secrets
from asyncio import CancelledError
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")
TOKEN_HEADER = "x-tact-token"  # noqa: S105 - the name of the header, not a secret

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin"
)
"""For the frame with an e-mail: no script runs, nothing is fetched. The page around it is of the same origin, so
that it can tell which word is clicked; without scripts in the frame that gives the e-mail nothing."""


class Guard:
    """Refuses what does not come from this app's own page, and sends every answer with safe headers."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a stranger, else pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if reason := self._stranger(scope["method"], Headers(scope=scope), scope.get("server")):
            await JSONResponse({"kind": "Refused", "message": reason}, 403)(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", FRAME_POLICY)
                headers.setdefault("cache-control", "no-store")
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "no-referrer"
                headers["cross-origin-opener-policy"] = "same-origin"
                headers["cross-origin-resource-policy"] = "same-origin"
            await send(message)

        with suppress(CancelledError):  # the server stops, or nobody waits any more
            await self._app(scope, receive, send_safely)

    def _stranger(self, method: str, headers: Headers, server: tuple[str, int | None] | None) -> str | None:
        port = server[1] if server else None
        hosts = {f"{name}:{port}" for name in NAMES}
        if headers.get("host") not in hosts:
            return "Dit adres hoort niet bij deze app"
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in hosts:
            return "Deze vraag komt van een andere website"
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "Deze vraag komt van een andere website"
        if method not in ("GET", "HEAD") and (
            origin is None or not secrets.compare_digest(headers.get(TOKEN_HEADER, ""), self._token)
        ):
            return "Deze vraag mist het bewijs dat hij van deze app komt"
        return None
