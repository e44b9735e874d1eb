from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner, Result

from toolkit.cli import main
from toolkit.cli.demo import render_samples

STAY = ("call-sheet", "reminder", "payment-plan")


class Links(HTMLParser):
    """The addresses that a page leads to or loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def few_samples(folder: Path) -> None:
    """Make a workspace in which each template has two samples, and most templates none."""
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    for sample in sorted(folder.glob("templates/*/samples/*.toml")):
        name = sample.parts[-3]
        kept = sorted(sample.parent.glob("*.toml"))[:2]
        if name not in STAY or sample not in kept:
            sample.unlink()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Result]]:
    folder = tmp_path_factory.mktemp("demo")
    few_samples(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder / "output" / "demo", CliRunner().invoke(main, ["demo"])


def test_the_demo_renders_every_sample_on_every_channel(made: tuple[Path, Result]) -> None:
    folder, result = made
    assert result.exit_code == 0, result.output
    assert len(list(folder.rglob("*.pdf"))) == 6
    assert len(list(folder.rglob("*.eml"))) == 4
    assert len(list(folder.rglob("*.sms.txt"))) == 4
    assert "14 berichten" in result.stdout
    assert f"overzicht: {folder / 'index.html'}" in result.stdout


def test_the_demo_says_which_share_of_the_letters_has_more_than_one_page(made: tuple[Path, Result]) -> None:
    _, result = made
    (line,) = [line for line in result.stdout.splitlines() if "meer dan één bladzijde" in line]
    said = re.match(r"(\d+) van de 4 brieven hebben meer dan één bladzijde \((\d+,\d)%\)", line)
    assert said
    longer = int(said[1])
    assert float(said[2].replace(",", ".")) == round(100 * longer / 4, 1)
    named = result.stdout.splitlines()[result.stdout.splitlines().index(line) + 1 :]
    assert len(named) == longer


def test_every_link_and_picture_of_the_sheet_leads_to_a_file_beside_it(made: tuple[Path, Result]) -> None:
    folder, _ = made
    links = Links((folder / "index.html").read_text(encoding="utf-8")).found
    paths = [folder / unquote(urlsplit(link).path) for link in links]
    assert [path for path in paths if not path.is_file()] == []
    assert len([path for path in paths if path.suffix == ".png"]) >= 6


def test_the_sheet_and_the_mails_in_it_load_nothing_from_elsewhere(made: tuple[Path, Result]) -> None:
    folder, _ = made
    for page in folder.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert re.findall(r"""(?:src|srcset|background)=["'](?!data:)(?:\w+:|//)""", html) == []
        assert re.findall(r"url\(\s*['\"]?(?!data:)\w+:", html) == []
    assert "<iframe sandbox " in (folder / "index.html").read_text(encoding="utf-8")


def test_the_sheet_shows_what_a_customer_reads(made: tuple[Path, Result]) -> None:
    folder, _ = made
    sheet = (folder / "index.html").read_text(encoding="utf-8")
    for text in folder.rglob("*.sms.txt"):
        first = text.read_text(encoding="utf-8").partition(":")[0]
        assert f'<p class="bubble">{first}:' in sheet


def test_a_name_that_looks_like_html_stays_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few_samples(tmp_path)
    monkeypatch.chdir(tmp_path)
    for sample in tmp_path.glob("templates/*/samples/*.toml"):
        sample.write_text(
            sample.read_text("utf-8").replace("[[", '[customer]\nlast_name = "<b>X</b>"\n[[', 1), "utf-8"
        )
    result = CliRunner().invoke(main, ["demo", "--jobs", "1"])
    sheet = (tmp_path / "output" / "demo" / "index.html").read_text(encoding="utf-8")
    assert result.exit_code == 0, result.output
    assert "<b>X" not in sheet
    assert "&lt;b&gt;X" in sheet


def test_two_processes_make_what_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few_samples(tmp_path)
    monkeypatch.chdir(tmp_path)
    one = render_samples(list(STAY), tmp_path / "one", 1)
    two = render_samples(list(STAY), tmp_path / "two", 2)
    assert [(sample.template, sample.name) for sample in one] == [
        (sample.template, sample.name) for sample in two
    ]
    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    ]
    assert files[0] == files[1] != {}


def test_a_sample_that_fails_is_told_shown_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_samples(tmp_path)
    monkeypatch.chdir(tmp_path)
    sample = min(tmp_path.glob("templates/reminder/samples/*.toml"))
    sample.write_text('id = "x"\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["demo", "--jobs", "1"])
    assert result.exit_code == 3
    assert f"mislukt: reminder/{sample.stem}: " in result.stderr
    assert "1 mislukt" in result.stdout
    assert 'class="notes failures"' in (tmp_path / "output" / "demo" / "index.html").read_text(
        encoding="utf-8"
    )


def test_the_demo_says_which_extra_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("toolkit.cli.demo.find_spec", lambda _: None)
    result = CliRunner().invoke(main, ["demo"])
    assert result.exit_code == 2
    assert "pip install 'tact-letters[preview]'" in result.stderr
    assert list(tmp_path.iterdir()) == []
