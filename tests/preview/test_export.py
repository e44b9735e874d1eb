"""The static site, for people without the tool."""

from __future__ import annotations

import stat
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from tests.preview.conftest import assert_reads_well
from toolkit.catalogue import Catalogue
from toolkit.cli import main
from toolkit.workspace import open_workspace

TEMPLATE = "due-soon"
MOST = 10_000_000  # bytes


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


def test_the_index_goes_by_stage_and_is_searched(site: Path, page: Page) -> None:
    page.goto((site / "index.html").as_uri())
    expect(page.locator(".index h2")).to_have_text(["Vóór de laatste dag"])
    page.get_by_label("Zoek een tekst of een voorbeeld").fill("binnenkort BEDRIJF")
    expect(page.locator("#told")).to_contain_text("gevonden")
    seen = page.locator(".card:visible").count()
    assert 0 < seen < page.locator(".card").count()
    page.get_by_label("Zoek een tekst of een voorbeeld").fill("bestaat niet")
    expect(page.locator(".card:visible")).to_have_count(0)
    assert_reads_well(page)


def test_a_site_of_all_texts_goes_by_e_mail(site: Path) -> None:
    catalogue = Catalogue(open_workspace())
    many = sum(len(catalogue.template(name).samples) for name in catalogue.names())
    shared = sum(path.stat().st_size for path in site.glob("*"))
    own = sum(path.stat().st_size for path in (site / TEMPLATE).iterdir())
    assert shared + many * own / len(catalogue.template(TEMPLATE).samples) < MOST


def test_what_the_customer_gets_goes_along_when_asked_for(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main,
        ["preview", "--export", str(tmp_path), "--template", "parents", "--jobs", "1", "--files"],
    )
    assert done.exit_code == 0, done.output
    assert {path.suffix for path in (tmp_path / "parents").iterdir()} >= {".pdf", ".webp", ".html"}


def test_no_page_but_the_index_runs_a_script_and_none_asks_anybody(site: Path) -> None:
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert ("<script" in text) == (file.name == "index.html")
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
