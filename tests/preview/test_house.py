"""The house style at the desk: the firm's own data, colours, font, envelope and logo, checked before they are kept."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.preview.conftest import Firm, assert_reads_well
from tests.preview.test_browser import letter_says, look
from toolkit.cli.init import fill
from toolkit.preview.colours import contrast, token, with_token
from toolkit.preview.house import change, house, tried
from toolkit.preview.logo import read_logo
from toolkit.preview.problems import BadRequest, Unfit
from toolkit.preview.watch import changes
from toolkit.workspace import Workspace, open_workspace

ROOM = (95.0, 18.0)  # millimetres


def logo(colour: str = "#0b5563", size: tuple[int, int] = (900, 170), kind: str = "PNG") -> bytes:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((4, 4, size[0] // 2, size[1] - 4), fill=colour)
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    fill(tmp_path)
    return open_workspace(tmp_path)


@pytest.fixture
def own(firm: Firm) -> Iterator[Firm]:
    """A desk whose firm is afterwards who it was."""
    kept = {
        path: path.read_bytes() for path in (firm.folder / "tact.toml", firm.folder / "styles" / "tokens.css")
    }
    yield firm
    for path, content in kept.items():
        path.write_bytes(content)
    (firm.folder / "logo.png").unlink(missing_ok=True)


def settings(workspace: Workspace) -> str:
    assert workspace.root
    return (workspace.root / "tact.toml").read_text(encoding="utf-8")


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#767676", "#fff"), 2) == 4.54
    assert contrast("#0b5563", "#0b5563") == 1


def test_a_variable_gets_another_value_and_all_else_stays() -> None:
    css = "/* --accent: #111; */\n:root {\n  --accent-soft: #eee;\n  --accent: #0b5563; /* naam */\n}\n"
    assert token(css, "accent") == "#0b5563"
    assert with_token(css, "accent", "#123456") == css.replace("#0b5563", "#123456")
    assert token(with_token(css, "ink", "#000"), "ink") == "#000"
    assert token(css, "cent") == ""


def test_a_change_writes_that_value_and_keeps_every_comment(workspace: Workspace) -> None:
    before = settings(workspace)
    change(
        workspace, {"creditor.phone": " 030 470 00 10 ", "letter.window": "nl-right", "--accent": "#7a1f1f"}
    )
    after = settings(workspace)
    assert [line for line in before.splitlines() if line not in after.splitlines()] == [
        'phone = "033 470 00 40"'
    ]
    assert 'phone = "030 470 00 10"' in after
    anew = open_workspace(workspace.root)
    assert (anew.settings["letter"]["window"], house(anew)["values"]["--accent"]) == ("nl-right", "#7a1f1f")
    assert workspace.root
    assert list((workspace.root / ".tact" / "versions" / "tact.toml").glob("*.json"))  # what it was is kept


def test_what_is_emptied_goes_and_so_does_a_table_with_nothing_in_it(workspace: Workspace) -> None:
    change(workspace, {"creditor.signatory.role": ""})
    assert "signatory" in open_workspace(workspace.root).settings["creditor"]
    with pytest.raises(Unfit):  # who signs has a name, or is nobody
        change(
            open_workspace(workspace.root), {"creditor.signatory.name": "", "creditor.signatory.role": "x"}
        )
    change(open_workspace(workspace.root), {"creditor.signatory.name": ""})
    assert "signatory" not in open_workspace(workspace.root).settings["creditor"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("creditor.iban", "NL91 ABNA 0417 1643 01"),
        ("creditor.name", " "),
        ("creditor.address.postcode", "38 EF"),
        ("creditor.website", "geen website"),
        ("letter.window", "nl-onder"),
        ("--accent", "groen"),
        ("--accent", "#bbbbbb"),
        ("--accent-soft", "#444444"),
        ("--font", "Comic Sans"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(
    workspace: Workspace, field: str, value: str
) -> None:
    before = settings(workspace)
    assert set(tried(workspace, {field: value})["wrong"]) == {field}
    with pytest.raises(Unfit) as told:
        change(workspace, {field: value, "creditor.department": "Anders"})
    assert set(told.value.fields) == {field}
    assert settings(workspace) == before


@pytest.mark.parametrize("changes", [{"lint.select": "x"}, {"creditor": "x"}, {"creditor.name": 3}])
def test_only_fields_of_the_page_are_changed(workspace: Workspace, changes: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        change(workspace, changes)


def test_a_logo_is_measured_for_paper() -> None:
    found = read_logo(logo(), ROOM)
    assert (found.suffix, found.width, found.height, found.warnings) == ("png", 900, 170, ())
    assert found.contrast > 8
    assert len(read_logo(logo("#ffd94d"), ROOM).warnings) == 1  # light yellow
    assert len(read_logo(logo(size=(500, 95)), ROOM).warnings) == 1  # few pixels
    assert read_logo(logo(kind="JPEG"), ROOM).suffix == "jpg"


@pytest.mark.parametrize(
    "content",
    [
        b"geen plaatje",
        logo("white"),
        logo(size=(90, 17)),
        logo(kind="GIF"),
        logo() + bytes(300_000),
        logo()[:-40],
        logo(kind="JPEG")[:-400],
    ],
    ids=["text", "white", "coarse", "gif", "heavy", "torn", "torn-jpeg"],
)
def test_a_logo_that_cannot_be_printed_is_refused(content: bytes) -> None:
    import weasyprint.images  # noqa: F401  # lets Pillow read torn pictures

    with pytest.raises(BadRequest):
        read_logo(content, ROOM)


def test_the_firm_is_changed_beside_a_letter_that_shows_it(own: Firm, page: Page) -> None:
    look(page, own, "template=reminder&channel=letter")
    page.get_by_role("button", name="Huisstijl").click()
    name = page.get_by_label("Naam", exact=True)
    shown = page.locator(".house-letter img")
    before = shown.get_attribute("src")
    name.fill("")
    page.keyboard.type("Fietsen Bos B.V.")
    page.keyboard.press("Tab")
    expect(page.locator(".house [role=status]").last).to_have_text("Bewaard")
    expect(shown).not_to_have_attribute("src", before or "")
    account = page.get_by_label("IBAN", exact=True)
    account.fill("NL00 ABNA 0417 1643 00")
    page.keyboard.press("Tab")
    expect(account).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".wrong .wrong-text")).not_to_be_empty()
    account.fill("NL91 ABNA 0417 1643 00")
    page.keyboard.press("Tab")
    expect(account).to_have_attribute("aria-invalid", "false")
    page.get_by_role("button", name="Bericht", exact=True).click()
    letter_says(page, "Fietsen Bos B.V.")
    written = (own.folder / "tact.toml").read_text(encoding="utf-8")
    assert 'name = "Fietsen Bos B.V."' in written
    assert "# KvK-nummer, of ondernemingsnummer in België" in written


def test_colours_show_their_contrast_while_one_types_on_a_phone_in_the_dark(own: Firm, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    look(page, own, "view=house")
    colour = page.get_by_label("Kleur van naam, koppen en lijnen", exact=True)
    colour.fill("#cccccc")
    expect(page.locator('.contrast[data-of="--accent"]')).to_contain_text("te weinig")
    colour.fill("#7a1f1f")
    expect(page.locator('.contrast[data-of="--accent"]')).to_contain_text("✓")
    page.keyboard.press("Tab")
    page.locator("#logo").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": logo()})
    expect(page.locator(".house .drop img")).to_be_visible()
    expect(page.locator(".house-letter img")).to_be_visible()
    assert_reads_well(page)
    assert "--accent: #7a1f1f;" in (own.folder / "styles" / "tokens.css").read_text(encoding="utf-8")
    assert 'logo = "logo.png"' in (own.folder / "tact.toml").read_text(encoding="utf-8")


def test_settings_that_are_replaced_more_than_once_are_told_each_time(workspace: Workspace) -> None:
    async def told() -> list[bool]:
        heard = changes(workspace)
        assert isinstance(heard, AsyncGenerator)
        looks = []
        for phone in ("030 470 00 11", "030 470 00 12", "030 470 00 13"):
            waiting = asyncio.ensure_future(anext(heard))
            await asyncio.sleep(0.3)
            change(workspace, {"creditor.phone": phone})  # a new file takes the place of the old one
            looks.append((await asyncio.wait_for(waiting, 30)).look)
        await heard.aclose()
        return looks

    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have a loop in this one
        assert thread.submit(lambda: asyncio.run(told())).result() == [True, True, True]


def test_a_logo_that_is_no_picture_is_refused_and_nothing_is_left(own: Firm) -> None:
    answer = own.write("/api/house/logo", {"content": b64encode(b"tekst").decode()})
    assert answer.status == 400
    assert not (own.folder / "logo.png").exists()
    assert own.ask("/api/house/logo").status == 404
