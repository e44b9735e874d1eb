"""The desk answers its own page and nobody else."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from starlette.responses import PlainTextResponse

from tests.preview.conftest import TEXT, Firm
from toolkit.preview.asking import LARGEST
from toolkit.preview.files import file_id
from toolkit.preview.safety import Guard, Secrets
from toolkit.preview.serve import open_in_browser


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost", ""]
)
def test_a_foreign_host_is_refused(desk: Firm, host: str) -> None:
    assert desk.ask("/", Host=host).status == 403
    assert desk.ask("/api/desk", Host=host).status == 403


def test_the_names_of_this_machine_are_answered(desk: Firm) -> None:
    port = desk.host.partition(":")[2]
    assert [desk.ask("/", Host=f"{name}:{port}").status for name in ("127.0.0.1", "localhost")] == [200, 200]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://localhost"]
)
def test_a_foreign_origin_is_refused(desk: Firm, origin: str) -> None:
    assert desk.ask("/api/desk", Origin=origin).status == 403


def test_another_site_in_the_same_browser_is_refused(desk: Firm) -> None:
    assert desk.ask("/api/desk", Sec_Fetch_Site="cross-site").status == 403


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_write_without_the_token_is_refused_and_writes_nothing(firm: Firm, token: str | None) -> None:
    before = firm.file(TEXT).read_text(encoding="utf-8")
    body = {"text": "weg", "digest": firm.source(TEXT)["digest"]}
    answer = firm.write(f"/api/source/{file_id(TEXT)}", body, X_Tact_Token=token)
    assert answer.status == 403
    assert firm.file(TEXT).read_text(encoding="utf-8") == before


def test_a_write_without_an_origin_is_refused(firm: Firm) -> None:
    body = {"text": "weg", "digest": firm.source(TEXT)["digest"]}
    assert firm.write(f"/api/source/{file_id(TEXT)}", body, Origin=None).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/api/source/../../tact.toml",
        "/api/source/..%2f..%2ftact.toml",
        "/api/source/reminder%2fnl.md.j2",
        "/api/letter?template=../reminder&sample=ordinary",
        "/api/letter?template=reminder&sample=../samples/ordinary",
        "/api/letter?template=_samples&sample=nl-consumer",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/fonts/..%2fOFL.ttf",
        "/kept/..%2f..%2fetc%2fpasswd",
        "/frame/..%2f../light",
        "/file/../letter",
    ],
)
def test_a_path_is_never_an_id(desk: Firm, path: str) -> None:
    assert desk.ask(path).status == 404


def test_a_new_sample_cannot_be_written_outside_its_folder(firm: Firm) -> None:
    before = {path for path in firm.folder.rglob("*") if path.suffix == ".toml"}
    body = {"template": "reminder", "sample": "ordinary"}
    for name in ("../evil", "a/b", ".hidden", "a" * 60, "nul\0", "C:\\x"):
        assert firm.write("/api/samples", {**body, "name": name}).status == 201
    made = {path for path in firm.folder.rglob("*") if path.suffix == ".toml"} - before
    assert {path.parent for path in made} == {firm.file("reminder/samples")}
    assert all(re.fullmatch(r"[a-z0-9-]{1,40}\.toml", path.name) for path in made)
    for name in ("", "..", "/", "…"):
        assert firm.write("/api/samples", {**body, "name": name}).status == 400


def test_the_page_and_the_frame_run_no_foreign_script(desk: Firm) -> None:
    policy = desk.ask("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    frame = desk.ask("/api/email?template=reminder&sample=ordinary").json["frame"]
    shown = desk.ask(f"{frame}/light")
    assert shown.status == 200
    assert "sandbox allow-same-origin" in shown.headers["content-security-policy"]
    assert "script-src" not in shown.headers["content-security-policy"]
    assert "default-src 'none'" in shown.headers["content-security-policy"]


def test_only_this_machine_can_reach_the_desk(desk: Firm) -> None:
    port = int(desk.host.partition(":")[2])
    outside = "127.0.0.2"
    with suppress(OSError):  # a bare machine may not know its own name
        outside = next(
            (at for at in socket.gethostbyname_ex(socket.gethostname())[2] if at[:4] != "127."), outside
        )
    with socket.socket() as knock:
        knock.settimeout(5)
        assert knock.connect_ex((outside, port)) != 0


def test_values_that_are_no_numbers_are_refused(desk: Firm) -> None:
    for width in ("-1", "0", "99999", "abc", "１００"):
        assert desk.ask(f"/api/letter?template=reminder&sample=ordinary&width={quoted(width)}").status == 400


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


NOBODY = """
import encodings.idna, http.client, json, os, sys
host, asked = json.loads(sys.argv[1])
if os.getuid() == 0:  # whoever runs the tests, it is not the user of the desk who asks
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
found = []
for method, path, headers in asked:
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request(method, path, "{}" if method == "POST" else None, headers)
    found.append(connection.getresponse().status)
print(json.dumps([os.getuid(), found]))
"""


def test_another_user_of_this_machine_reads_nothing_and_writes_nothing(firm: Firm) -> None:
    before = firm.file(TEXT).read_text(encoding="utf-8")
    reads = ["/", "/?key=", "/?key=guessed", "/api/desk", "/api/source/" + file_id(TEXT), "/api/events"]
    reads += ["/static/js/main.js", "/fonts/Regular.ttf", "/file/letter?template=reminder&sample=ordinary"]
    own = {"Origin": f"http://{firm.host}", "X-Tact-Token": firm.token, "Content-Type": "application/json"}
    writes = ["/api/source/" + file_id(TEXT), "/api/draft", "/api/samples"]
    asked = [("GET", path, {}) for path in reads] + [("POST", path, own) for path in writes]
    command = [sys.executable, "-c", NOBODY, json.dumps([firm.host, asked])]
    uid, found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert uid != 0
    assert set(found) == {403}
    assert len(found) == len(asked)
    assert firm.file(TEXT).read_text(encoding="utf-8") == before


def test_the_printed_address_gives_a_cookie_that_no_script_and_no_other_site_gets(desk: Firm) -> None:
    entry = desk.ask(desk.address.removeprefix(f"http://{desk.host}") + "&template=reminder", Cookie=None)
    assert (entry.status, entry.headers["location"]) == (303, "/?template=reminder")
    assert {"HttpOnly", "SameSite=strict"} <= set(entry.headers["set-cookie"].split("; "))


def test_a_page_without_the_key_says_what_to_open(desk: Firm) -> None:
    locked = desk.ask("/", Cookie=None, Accept="text/html")
    assert locked.status == 403
    assert "Open het hele adres" in locked.body.decode()


def test_the_browser_is_opened_without_a_secret_in_the_arguments_of_a_process(
    desk: Firm, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    with ExitStack() as leaving:
        open_in_browser(desk.address, leaving)
        assert "key" not in opened[0]
        file = Path(opened[0].removeprefix("file://"))
        assert file.parent.stat().st_mode & 0o777 == 0o700
        page = browser.new_page()
        page.goto(opened[0])
        page.wait_for_selector("#list li", timeout=30_000)
        assert "key" not in page.url
        page.close()
    assert not file.exists()


@pytest.mark.parametrize(
    ("host", "status"), [("127.0.0.1", 200), ("localhost", 200), ("127.0.0.1:80", 200), ("127.0.0.1:81", 403)]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_port_that_browsers_leave_out_works(host: str, status: int, method: str) -> None:
    known = Secrets()
    headers = {"host": host, "cookie": f"tact-80={known.session}"}
    headers |= {"origin": f"http://{host}", "x-tact-token": known.token}
    scope = {
        "type": "http",
        "method": method,
        "path": "/",
        "query_string": b"",
        "server": ("127.0.0.1", 80),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    with pytest.raises(StopIteration):  # nothing in it waits; the browser's own loop may be running
        Guard(PlainTextResponse("in"), known)(scope, receive, send).send(None)  # type: ignore[attr-defined]
    assert sent[0]["status"] == status


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 200_000, b'{"a":' * 200_000, b'{"values": "\xff\xfe"}', b"1" * 5000, b"[]", b"null"],
)
def test_a_body_that_cannot_be_read_is_a_bad_request(desk: Firm, body: bytes) -> None:
    assert desk.write("/api/draft", body).status == 400


def test_a_body_without_end_is_refused(desk: Firm) -> None:
    assert desk.write("/api/draft", b" " * (LARGEST + 1)).status == 413
