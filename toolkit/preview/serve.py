"""Runs the app on this machine until it is stopped."""

from __future__ import annotations

import signal
import socket
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from html import escape
from pathlib import Path
from types import FrameType

from toolkit.errors import SettingsError
from toolkit.wording import overheard, worded

ADDRESS = "127.0.0.1"


def serve(port: int = 0, *, start: Path | None = None, ready: Callable[[str], None] = lambda _: None) -> None:
    """Serve the desk of the workspace that `start` lies in; `ready` gets the address,
    which holds the key: whoever knows it may read and write here. Returns when stopped.

    Raises SettingsError for a port that is taken, or a workspace that is not usable.
    """
    from toolkit.preview.desk import Desk

    desk = Desk(start)  # its processes start while the rest is loaded
    import uvicorn

    from toolkit.preview.app import app
    from toolkit.preview.safety import KEY, Secrets

    known = Secrets()

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen()  # whoever opens the address at once, waits a moment
    except OSError as error:
        raise SettingsError(
            worded("port {port} cannot be used: {reason}", port=port, reason=overheard(error.strerror)),
            hint="leave out --port",
        ) from error
    config = uvicorn.Config(
        app(desk, known),
        log_level="error",
        access_log=False,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=1,
    )

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            """Let the pages that listen go first, so that nothing has to be cut off."""
            desk.hub.end()
            super().handle_exit(sig, frame)

    server = Server(config)
    ready(f"http://{ADDRESS}:{listener.getsockname()[1]}/?{KEY}={known.key}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the workers end well, too
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def open_in_browser(address: str, leaving: ExitStack) -> None:
    """Open an address that holds a secret; a file of the user's own keeps it until `leaving` ends.

    Every user of a machine can read the arguments of its processes, so the browser is given a file and no address.
    """
    import webbrowser

    folder = leaving.enter_context(tempfile.TemporaryDirectory(prefix="tact-"))  # readable by its owner only
    page = Path(folder) / "tact.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={escape(address)}">'
        f'<title>Tact</title><a href="{escape(address)}">Tact</a>',
        encoding="utf-8",
    )
    webbrowser.open(page.as_uri())
