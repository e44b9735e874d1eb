from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.letter_pdf import failures, fonts, texts
from tests.channels.messages import message, record
from toolkit.channels.letter import Letterpress
from toolkit.channels.letter_assets import Assets, careful, printable
from toolkit.errors import RenderError
from toolkit.workspace import Workspace, shipped

FONTS = shipped("styles") / "fonts"
OURS = ("Atkinson-Hyperlegible-Next", "Noto-Sans")


@pytest.fixture(scope="module")
def press() -> Letterpress:
    return Letterpress(Workspace())


def characters(name: str) -> set[str]:
    with TTFont(BytesIO((FONTS / name).read_bytes())) as font:
        return set(map(chr, font.getBestCmap()))


def test_the_fonts_of_the_text_have_every_character_of_dutch_letters() -> None:
    wanted = set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 €.,:;!?'\"()/&%+-–—…•·‘’“”„«»°²³½"
    )
    wanted |= set("éèëêáàäâïíìîóòöôúùüûçñÉÈËÁÀÄÏÍÓÒÖÚÙÜÇÑłŁśŚžŽčČšŠřŘğĞıİşŞőŐűŰ\u00a0\u202f\u2011×−")
    for face in ("Regular", "Italic", "Bold", "BoldItalic"):
        assert wanted - characters(f"AtkinsonHyperlegibleNext-{face}.ttf") == set(), face


def test_the_figures_of_a_table_are_equally_wide_on_demand() -> None:
    with TTFont(FONTS / "AtkinsonHyperlegibleNext-Regular.ttf") as font:
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features


@pytest.mark.parametrize("face", ["Regular", "Italic", "Bold", "BoldItalic"])
def test_a_zero_has_no_slash_and_the_width_of_the_other_figures(face: str) -> None:
    with TTFont(FONTS / f"AtkinsonHyperlegibleNext-{face}.ttf") as font:
        tables = [
            table.mapping
            for lookup in font["GSUB"].table.LookupList.Lookup
            for table in lookup.SubTable
            if "zero" in getattr(table, "mapping", {})
        ]
        (tabular,) = tables
        for name in ("zero", tabular["zero"]):
            pen = DecomposingRecordingPen(font.getGlyphSet())
            font.getGlyphSet()[name].draw(pen)
            assert [step for step, _ in pen.value].count("closePath") == 2
        assert len({font["hmtx"][name][0] for name in tabular.values()}) == 1


def test_every_font_lies_beside_its_licence_and_may_be_embedded() -> None:
    licences = " ".join(path.read_text(encoding="utf-8") for path in FONTS.glob("OFL*.txt"))
    assert licences.count("SIL OPEN FONT LICENSE Version 1.1") == len(list(FONTS.glob("OFL*.txt"))) == 4
    for path in FONTS.glob("*.ttf"):
        with TTFont(path) as font:
            assert font["OS/2"].fsType == 0, path.name
            assert "https://" in str(font["name"].getDebugName(14)), path.name


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("Jansen", "Atkinson-Hyperlegible-Next"),
        ("Παπαδόπουλος", "Noto-Sans"),
        ("Иванов", "Noto-Sans"),
        ("Nguyễn Thị Hồng", "Noto-Sans"),
        ("אברהם כהן", "Noto-Sans-Hebrew"),
        ("محمد علي", "Noto-Sans-Arabic"),
    ],
)
def test_a_name_in_another_script_is_printed_and_read(press: Letterpress, name: str, font: str) -> None:
    made = press.render(message("letter", record(customer={"last_name": name, "prefix": ""})))
    assert made.warnings == ()
    assert failures(made.content) == []
    assert any(used.endswith(font) for used in fonts(made.content))
    if font in OURS:
        assert name in texts(made.content)[0]


def test_a_letter_holds_no_font_of_the_machine(press: Letterpress) -> None:
    customer = {"last_name": "Jansen 日本 😀 Ω Ж א ع", "prefix": ""}
    used = fonts(press.render(message("letter", record(customer=customer))).content)
    assert used
    assert all(used.values())
    assert [name for name in used if not any(ours in name for ours in OURS)] == []


def test_a_character_that_no_font_has_is_shown_as_missing_and_reported(press: Letterpress) -> None:
    made = press.render(message("letter", record(customer={"last_name": "Jansen 😀 日"})))
    assert made.warnings == ("Deze tekens staan niet in het lettertype: 日 (U+65E5), 😀 (U+1F600).",)
    assert "Jansen \ufffd \ufffd" in texts(made.content)[0]
    assert failures(made.content) == []


KNOWN = frozenset("abcdefghijklmnopqrstuvwxyzé ")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_can_be_printed_and_every_loss_is_told(text: str) -> None:
    made, notes = printable(text, KNOWN)
    assert set(made) <= KNOWN | set("\t\n\r\ufffd")
    assert (made.count("\ufffd") == 0) or notes


def test_letters_are_composed_before_they_are_looked_up() -> None:
    assert printable("cafe\u0301", KNOWN) == ("café", ())


def test_signs_that_show_nothing_are_left_out_in_silence() -> None:
    assert printable("a\u00adb\u200bc\ufe0f\ufeff", KNOWN) == ("abc", ())


def test_signs_that_turn_the_text_around_are_left_out_and_told() -> None:
    made, notes = printable("ab\u202ecd", KNOWN)
    assert (made, notes) == ("abcd", ("Dit teken draait de leesrichting om en is weggelaten: U+202E.",))


def test_a_file_outside_the_workspace_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    assets = Assets([tmp_path / "inside"])
    for url in (
        (tmp_path / "secret.png").as_uri(),
        (tmp_path / "inside" / ".." / "secret.png").as_uri(),
        "https://evil.example/x.png",
        "ftp://evil.example/x.png",
    ):
        with pytest.raises(PermissionError):
            assets.fetch(url)


def test_a_link_that_leads_out_of_the_workspace_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "inside" / "logo.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(PermissionError):
        Assets([tmp_path / "inside"]).fetch((tmp_path / "inside" / "logo.png").as_uri())


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ('@font-face { font-family: X; src: url("missing.ttf") }', "'missing.ttf' cannot be read"),
        ('@font-face { font-family: X; src: url("../../x.ttf") }', "'x.ttf' lies outside the workspace"),
        ('@import "https://evil.example/x.css";', "'x.css' lies outside the workspace"),
    ],
)
def test_a_style_sheet_that_asks_for_a_wrong_file_is_an_error_that_names_it(
    tmp_path: Path, rule: str, problem: str
) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tokens.css").write_text(rule, encoding="utf-8")
    with pytest.raises(RenderError, match=problem):
        Letterpress(Workspace(tmp_path))


def test_a_mistake_in_a_firms_style_sheet_is_told_with_every_letter(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    tokens = (shipped("styles") / "tokens.css").read_text(encoding="utf-8")
    (tmp_path / "styles" / "tokens.css").write_text(f"{tokens}\nh1 {{ colr: red }}\n", encoding="utf-8")
    press = Letterpress(Workspace(tmp_path))
    for _ in range(2):
        (told,) = press.render(message("letter")).warnings
        assert told.startswith("Opmaak: ")
        assert "colr" in told


def test_an_error_that_is_not_of_weasyprint_passes_through() -> None:
    with pytest.raises(KeyError), careful("brief"):
        raise KeyError("x")


def test_letters_need_no_font_on_the_machine(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig/>", encoding="utf-8")
    code = (
        "from tests.channels.messages import message; from toolkit.channels.letter import Letterpress;"
        "from toolkit.workspace import Workspace; import sys;"
        "sys.stdout.buffer.write(Letterpress(Workspace()).render(message('letter')).content)"
    )
    bare = dict(os.environ) | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONHASHSEED": "7"}
    made = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=bare,
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
    ).stdout
    assert made == Letterpress(Workspace()).render(message("letter")).content
