"""Who may ask this app anything: the page of whoever started it, and nobody else.

Guards against a web page elsewhere that points a name of its own at 127.0.0.1 (DNS rebinding: the Host header),
against one that sends requests here (Origin, Sec-Fetch-Site, and for every write a token it cannot know), and
against other users of this machine: only the printed address holds the key, which is exchanged for a cookie.
"""

from __future__ import annotations

import secrets
from asyncio import CancelledError
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit.wording import interface_language, translated, worded

NAMES = ("127.0.0.1", "localhost")
HTTP = 80
KEY = "key"
"""The name in the printed address that its key follows."""

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


@dataclass(frozen=True, slots=True)
class Secrets:
    """What strangers do not know: `key` opens the desk, `session` replaces it, `token` is for writes."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


class Guard:
    """Refuses what does not come from this app's own page, and sends every answer with safe headers."""

    def __init__(self, app: ASGIApp, known: Secrets) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a stranger, else pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        if reason := self._foreign(scope["method"], request):
            answer: ASGIApp | None = JSONResponse({"kind": "Refused", "message": translated(reason)}, 403)
        elif KEY in request.query_params and scope["method"] == "GET":
            answer = self._exchange(request)
        elif not self._knows(request.cookies.get(_cookie(request)), self._known.session):
            answer = _locked(request)
        else:
            answer = None

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
            await (answer or self._app)(scope, receive, send_safely)

    def _exchange(self, request: HTTPConnection) -> Response:
        """Answer whoever has the key with the cookie, and send them on to an address without the key.

        A page of another origin (the file that `--open` opens) is sent on by a page of our own: a redirect of it
        would count as cross-site, and take no strict cookie along.
        """
        if not self._knows(request.query_params[KEY], self._known.key):
            return _locked(request)
        onward = f"/?{urlencode([each for each in request.query_params.multi_items() if each[0] != KEY])}"
        answer: Response
        if _from_elsewhere(request.headers):
            page = f'<!doctype html><meta http-equiv="refresh" content="0;url={escape(onward)}">'
            answer = HTMLResponse(page, headers={"content-security-policy": "default-src 'none'"})
        else:
            answer = RedirectResponse(onward, 303)
        answer.set_cookie(_cookie(request), self._known.session, httponly=True, samesite="strict")
        return answer

    @staticmethod
    def _knows(said: str | None, secret: str) -> bool:
        return secrets.compare_digest((said or "").encode(), secret.encode())

    def _foreign(self, method: str, request: HTTPConnection) -> str | None:
        headers = request.headers
        hosts = {f"{name}:{_port(request)}" for name in NAMES}
        if _port(request) == HTTP:
            hosts.update(NAMES)  # a browser leaves the port out that everybody knows
        if headers.get("host") not in hosts:
            return worded("Dit adres hoort niet bij deze app")
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in hosts:
            return worded("Deze vraag komt van een andere website")
        if _from_elsewhere(headers) and KEY not in request.query_params:
            return worded("Deze vraag komt van een andere website")
        if method not in ("GET", "HEAD") and (
            origin is None or not self._knows(headers.get(TOKEN_HEADER), self._known.token)
        ):
            return worded("Deze vraag mist het bewijs dat hij van deze app komt")
        return None


def _from_elsewhere(headers: Headers) -> bool:
    return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _port(request: HTTPConnection) -> int | None:
    server = request.scope.get("server")
    return server[1] if server else None


def _cookie(request: HTTPConnection) -> str:
    """Return the name of the cookie: a browser shares cookies between ports, and two desks may be open."""
    return f"tact-{_port(request)}"


def _locked(request: HTTPConnection) -> Response:
    """Return what somebody sees who may be the user with an old address, or another user of this machine."""
    message = translated(worded("Open het hele adres dat 'tact preview' liet zien, met de sleutel erin"))
    if "text/html" in request.headers.get("accept", ""):
        head = f'<!doctype html><html lang="{interface_language()}"><meta charset="utf-8"><title>Tact</title>'
        page = f"{head}<p>{message}.</p></html>"
        return HTMLResponse(page, 403)
    return JSONResponse({"kind": "Locked", "message": message}, 403)
