from __future__ import annotations

import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.channels.letter_pdf import MM, collisions, glyphs, lines, texts, words_in
from tests.channels.messages import message, paragraph, record
from toolkit.channels.letter import Letterpress
from toolkit.channels.letter_window import DEFAULTS, read_window
from toolkit.errors import SettingsError
from toolkit.workspace import Workspace, shipped

PRESETS = tomllib.loads((shipped("styles") / "windows.toml").read_text(encoding="utf-8"))

NAMES = {
    "ordinary": {},
    "two": {
        "partner": {"salutation": "meneer", "initials": "B.", "last_name": "Wit"},
        "company": "Kade B.V.",
    },
    "long": {"last_name": "Aldegonde van der Werff Soestdijkerbos " * 8},
    "unbroken": {"last_name": "W" * 300},
    "high": {"last_name": "ÅÑÔy" * 40},
}


@pytest.fixture(scope="module", params=sorted(PRESETS))
def press(request: pytest.FixtureRequest) -> tuple[str, Letterpress]:
    return request.param, Letterpress(Workspace(), request.param)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_glyph_of_the_address_leaves_its_window(press: tuple[str, Letterpress], name: str) -> None:
    preset, letterpress = press
    left, top, width, height = PRESETS[preset]["box"]
    content = letterpress.render(message("letter", record(customer=NAMES[name]))).content
    near = [
        glyph
        for glyph in glyphs(content)
        if left - 2 <= glyph.middle[0] <= left + width + 8 and top <= glyph.middle[1] <= top + height + 4
    ]
    out = [
        glyph
        for glyph in near
        if not (left - 0.3 <= glyph.left and glyph.right <= left + width and glyph.bottom <= top + height)
    ]
    assert out == []
    assert words_in(content, PRESETS[preset]["box"]).endswith("Kerkstraat31234ABUTRECHT")


def test_nothing_but_address_and_sender_stands_in_the_field(press: tuple[str, Letterpress]) -> None:
    preset, letterpress = press
    content = letterpress.render(message("letter")).content
    sender = "Retouradres:BakkerijDeKorenbloemB.V.,Langestraat12,3811AAAMERSFOORT"
    address = "MevrouwA.deVriesKerkstraat31234ABUTRECHT"
    inside = sender + address if PRESETS[preset]["return"] == "inside" else address
    assert words_in(content, PRESETS[preset]["field"]) == inside


SENDERS: dict[str, dict[str, Any]] = {
    "long": {
        "name": "Coöperatieve Vereniging Wijkzorg Noordoostpolder en Omgeving U.A.",
        "department": "Afdeling Facturen en Bewonerszaken",
        "address": {
            "street": "Burgemeester Van Vollenhovenstraat 1284 B",
            "extra": "Gebouw De Waterkant, ingang aan de zuidzijde",
            "postcode": "8302 AB",
            "town": "Emmeloord",
        },
        "email": "facturen-en-betalingen@wijkzorg-noordoostpolder-en-omgeving.example",
        "website": "https://www.wijkzorg-noordoostpolder-en-omgeving.example/facturen/betalen",
        "signatory": {"name": "Wilhelmina van Bourgondië-Schimmelpenninck"},
    },
    "hostile": {
        "name": "Vandersmissen-Oudenbosch " * 12,
        "department": "W" * 300,
        "address": {"street": "M" * 300, "extra": "x " * 150, "postcode": "8302 AB", "town": "W" * 200},
        "website": f"https://www.korenbloem.example/{'m' * 300}",
        "signatory": {"name": "Å" * 300},
    },
}


@pytest.mark.parametrize("name", sorted(SENDERS))
def test_a_long_sender_keeps_off_address_references_and_text(
    press: tuple[str, Letterpress], name: str
) -> None:
    preset, letterpress = press
    blocks = (paragraph("woord " * 1500),)
    of = record(creditor=SENDERS[name], customer={"id": "2026-NOP-000018842"})
    letter = letterpress.render(message("letter", of, blocks=blocks))
    for sheet in range(len(texts(letter.content))):
        assert collisions(letter.content, sheet) == [], sheet
    field = words_in(letter.content, PRESETS[preset]["field"])
    assert field.endswith("MevrouwA.deVriesKerkstraat31234ABUTRECHT")
    assert "2026-NOP-000018842" in "".join(texts(letter.content)[0].split()) or name == "hostile"
    assert letter.warnings or name == "long"


def test_an_ordinary_sender_is_set_in_its_own_size_and_place(press: tuple[str, Letterpress]) -> None:
    preset, letterpress = press
    content = letterpress.render(message("letter")).content
    left, top, _ = PRESETS[preset]["references"]
    first = next(glyph for glyph in glyphs(content) if abs(glyph.left - left) < 1 < glyph.middle[1] - top < 4)
    assert first.char == "D"
    assert 9 * 0.6 < (first.bottom - first.top) * MM < 9 * 0.75  # the height of a capital


def test_the_address_starts_at_the_left_top_of_its_box_in_eleven_points(
    press: tuple[str, Letterpress],
) -> None:
    preset, letterpress = press
    left, top, *_ = PRESETS[preset]["box"]
    content = letterpress.render(message("letter")).content
    first = next(glyph for glyph in glyphs(content) if abs(glyph.left - left) < 1 < glyph.middle[1] - top < 4)
    assert first.char == "M"
    assert 0 <= first.left - left < 0.6
    assert 0 < first.top - top < 2
    assert 11 * 0.6 < (first.bottom - first.top) * MM < 11 * 0.75  # the height of a capital


def test_marks_stand_where_the_sheet_is_folded_and_punched(press: tuple[str, Letterpress]) -> None:
    preset, letterpress = press
    content = letterpress.render(message("letter")).content
    marks = {round(top, 1): round(length, 1) for left, top, length in lines(content) if left < 10}
    wanted = dict.fromkeys(PRESETS[preset]["folds"], 4.0) | {PRESETS[preset]["punch"]: 6.0}
    assert {
        min(wanted, key=lambda place: abs(place - top)): length for top, length in marks.items()
    } == wanted
    assert all(min(abs(place - top) for place in wanted) < 0.2 for top in marks)


def test_every_preset_names_its_source_and_how_sure_it_is() -> None:
    grades = ("(V)", "(S)", "(1)")
    assert [name for name, preset in PRESETS.items() if not any(g in preset["source"] for g in grades)] == []


def test_every_preset_keeps_the_white_that_bpost_wants_right_of_the_address() -> None:
    assert [name for name, preset in PRESETS.items() if preset["box"][0] + preset["box"][2] > 210 - 15] == []


def test_din_5008_fields_lie_where_the_standard_has_them() -> None:
    for name, top, folds in (("din-a", 27, [87, 192]), ("din-b", 45, [105, 210])):
        assert PRESETS[name]["field"] == [20, top, 85, 45]
        assert (PRESETS[name]["folds"], PRESETS[name]["punch"]) == (folds, 148.5)
        assert PRESETS[name]["box"][1] + PRESETS[name]["box"][3] == top + 45


@pytest.mark.parametrize(("country", "preset"), sorted(DEFAULTS.items()))
def test_the_creditors_country_chooses_the_window(country: str, preset: str) -> None:
    assert list(read_window(Workspace(), None, country).box) == PRESETS[preset]["box"]


def settings(tmp_path: Path, letter: Any) -> Workspace:
    return Workspace(tmp_path, MappingProxyType({"letter": letter}))


def test_tact_toml_chooses_another_window(tmp_path: Path) -> None:
    workspace = settings(tmp_path, {"window": "din-b"})
    assert list(read_window(workspace, None, "BE").box) == PRESETS["din-b"]["box"]


def test_a_caller_chooses_before_tact_toml(tmp_path: Path) -> None:
    workspace = settings(tmp_path, {"window": "din-b"})
    assert list(read_window(workspace, "nl-left", "BE").box) == PRESETS["nl-left"]["box"]


@pytest.mark.parametrize("letter", [{"window": "nl-lft"}, {"window": ["nl-left"]}, "nl-left"])
def test_a_window_that_does_not_exist_is_an_error_of_settings(tmp_path: Path, letter: Any) -> None:
    with pytest.raises(SettingsError, match=r"window|letter"):
        read_window(settings(tmp_path, letter), None, "NL")


def test_a_misspelt_window_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="did you mean 'nl-left'"):
        read_window(settings(tmp_path, {"window": "nl-lft"}), None, "NL")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[nl-left]\nbox = [1, 2, 3]\n", "nl-left"),
        ("[nl-left", "not valid TOML"),
        ("nl-left = 3\n", "nl-left"),
    ],
)
def test_a_broken_file_of_windows_is_an_error_that_names_it(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "windows.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=problem) as caught:
        read_window(Workspace(tmp_path), None, "NL")
    assert caught.value.place is not None
    assert caught.value.place.file.endswith("windows.toml")
