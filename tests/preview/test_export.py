"""The static site, for people without the tool."""

from __future__ import annotations

import stat
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from toolkit.catalogue import Catalogue
from toolkit.cli import main
from toolkit.workspace import open_workspace

TEMPLATE = "due-soon"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = CliRunner().invoke(
        main, ["preview", "--export", str(folder), "--template", TEMPLATE, "--jobs", "1"]
    )
    assert done.exit_code == 0, done.output
    return folder


def test_every_sample_has_a_page_with_its_three_channels(site: Path, page: Page) -> None:
    samples = Catalogue(open_workspace()).template(TEMPLATE).samples
    page.goto((site / "index.html").as_uri())
    expect(page.locator(".card")).to_have_count(len(samples))
    page.locator(".card", has_text="ordinary").click()
    expect(page.locator(".page img").first).to_be_visible()
    assert page.locator(".page img").first.evaluate("image => image.naturalWidth") > 0
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("Beste mevrouw Yilmaz")
    expect(page.locator(".bubble")).not_to_be_empty()


def test_every_link_of_the_site_leads_to_a_file_in_it(site: Path, page: Page) -> None:
    for file in sorted(site.rglob("*.html")):
        if file.name.endswith(".email.html"):
            continue
        page.goto(file.as_uri())
        links = page.evaluate(
            """() => [...document.querySelectorAll('[href], [src]')]
              .map((each) => each.getAttribute('href') ?? each.getAttribute('src'))"""
        )
        assert [each for each in links if not (file.parent / unquote(each)).is_file()] == []


def test_the_site_runs_no_script_and_asks_nobody(site: Path) -> None:
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "<script" not in text
        if not file.name.endswith(".email.html"):
            assert "http://" not in text
            assert 'sandbox=""' in text or file.name == "index.html"


def test_an_unknown_template_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["preview", "--export", str(tmp_path), "--template", "remindr"])
    assert done.exit_code == 2
    assert "bedoelt u 'reminder'?" in done.output


def test_the_site_is_its_owners_only(site: Path) -> None:
    modes = {path.is_dir(): set[int]() for path in site.rglob("*")}
    for path in (site, *site.rglob("*")):
        modes[path.is_dir()].add(stat.S_IMODE(path.stat().st_mode))
    assert modes == {True: {0o700}, False: {0o600}}
