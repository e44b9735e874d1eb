"""The desk answers its own page and nobody else."""

from __future__ import annotations

import socket

import pytest

from tests.preview.conftest import TEXT, Firm
from toolkit.preview.files import file_id


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
    for name in ("../evil", "a/b", ".hidden", "", "a" * 60):
        body = {"template": "reminder", "sample": "ordinary", "name": name}
        assert firm.write("/api/samples", body).status == 400


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
    outside = socket.gethostbyname(socket.gethostname())
    if outside.startswith("127."):
        outside = "127.0.0.2"
    with socket.socket() as knock:
        knock.settimeout(5)
        assert knock.connect_ex((outside, port)) != 0


def test_values_that_are_no_numbers_are_refused(desk: Firm) -> None:
    for width in ("-1", "0", "99999", "abc", "１００"):
        assert desk.ask(f"/api/letter?template=reminder&sample=ordinary&width={quoted(width)}").status == 400


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())
