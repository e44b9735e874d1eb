"""A firm's own workspace, the desk that runs in it, and Debian's Chromium to look at it with."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from toolkit.cli.init import fill
from toolkit.preview.files import file_id

ROOT = Path(__file__).parents[2]
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
PATIENCE = 30_000  # milliseconds: a machine that builds may be slow
TEXT = "reminder/nl.md.j2"
TEXTS = len(list((ROOT / "templates").glob("*/template.toml")))
"""How many texts are shipped."""
OWN = "Deze zin is van de proef."
"""A sentence of the firm's own, so that the tests quote as little as they can of the texts that are shipped."""


@dataclass(frozen=True)
class Answer:
    """What the desk answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Firm:
    """A running desk: its address, its token, and the folder it works in."""

    address: str
    token: str
    folder: Path
    cookie: str | None = None

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def file(self, name: str) -> Path:
        return self.folder / "templates" / name

    def ask(self, path: str, *, method: str = "GET", body: Any = None, **headers: str | None) -> Answer:
        """Ask exactly this path, with the cookie of the page; a header that is None is left out."""
        sent = {
            "Host": self.host,
            "Cookie": self.cookie,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.putrequest(method, path, skip_host=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        connection.putheader("Content-Length", str(len(content)))
        connection.endheaders(content)
        response = connection.getresponse()
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        connection.close()
        return answer

    def write(self, path: str, body: Any, **headers: str | None) -> Answer:
        """Ask for a write as the page itself does, but for `headers`."""
        own = {"Origin": f"http://{self.host}", "X_Tact_Token": self.token}
        return self.ask(path, method="POST", body=body, **{**own, **headers})

    def source(self, name: str) -> Any:
        return self.ask(f"/api/source/{file_id(name)}").json


@contextmanager
def running(folder: Path, port: int = 0) -> Iterator[Firm]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "toolkit.cli", "preview", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = re.findall(r"http:\S+", process.stdout.readline())[0]
            stranger = Firm(address, "", folder)
            entry = stranger.ask(f"/?{urlsplit(address).query}")
            cookie = entry.headers["set-cookie"].split(";")[0]
            page = stranger.ask(entry.headers["location"], Cookie=cookie).body.decode()
            yield Firm(address, page.split('name="tact-token" content="')[1].split('"')[0], folder, cookie)
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    folder = tmp_path_factory.mktemp("firm")
    fill(folder)
    text = folder / "templates" / TEXT
    before, closing, after = text.read_text(encoding="utf-8").rpartition('{% include "afsluiting" %}')
    assert closing, "the text does not close as it did: put our sentence elsewhere"
    text.write_text(f"{before}{OWN}\n\n{closing}{after}", encoding="utf-8")
    with running(folder) as firm:
        yield firm


@pytest.fixture
def firm(desk: Firm, tmp_path: Path) -> Iterator[Firm]:
    """The desk, whose texts are as they were when the test is done."""
    kept = tmp_path / "kept"
    shutil.copytree(desk.folder / "templates", kept)
    yield desk
    for path in (desk.folder / "templates").rglob("*"):
        before = kept / path.relative_to(desk.folder / "templates")
        if path.is_file() and not before.exists():
            path.unlink()
        elif path.is_file() and path.read_bytes() != before.read_bytes():
            path.write_bytes(before.read_bytes())


@pytest.fixture
def shelf(firm: Firm) -> Iterator[Firm]:
    """A desk whose folder holds no more templates afterwards than before."""
    before = {path.name for path in (firm.folder / "templates").iterdir()}
    yield firm
    for path in (firm.folder / "templates").iterdir():
        if path.name not in before:
            shutil.rmtree(path)


def assert_reads_well(page: Page) -> None:
    """Axe finds nothing serious on the page, and nothing sticks out at its side."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    serious = [
        (each["id"], each["help"], [node["html"][:160] for node in each["nodes"][:4]])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of 1280 by 800 that shows the source of texts; any error of a script fails the test."""
    with _page(browser) as view:
        view.add_init_script(
            "try { localStorage.setItem('tact:how', 'source') } catch { /* an empty page */ }"
        )
        yield view


@pytest.fixture
def writer(browser: Browser) -> Iterator[Page]:
    """The same in a browser that is new here."""
    with _page(browser) as view:
        yield view


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    view = browser.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    view.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    wrong: list[str] = []
    view.on("pageerror", lambda error: wrong.append(str(error)))
    view.on(
        "console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield view
    view.close()
    assert wrong == []


@contextmanager
def listening(firm: Firm) -> Iterator[Callable[[str], Any]]:
    """Listen to what the desk tells: give what waits for an event of a kind, and returns its data."""
    connection = http.client.HTTPConnection(firm.host, timeout=60)
    connection.request("GET", "/api/events", headers={"Cookie": firm.cookie or ""})
    stream = connection.getresponse()

    def heard(event: str) -> Any:
        until = time.monotonic() + 60
        while f"event: {event}".encode() not in (line := stream.readline()):
            assert line
            assert time.monotonic() < until, f"nothing told of {event}"
        return json.loads(stream.readline().partition(b":")[2])

    yield heard
    connection.close()
