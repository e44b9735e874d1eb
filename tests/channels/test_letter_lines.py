"""Lines that letters share are those that each letter breaks and draws alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tests.channels.test_letter_styles import messages
from toolkit.channels import letter_lines
from toolkit.channels.letter import Letterpress
from toolkit.channels.letter_assets import Assets
from toolkit.channels.letter_inside import hermetic_fonts
from toolkit.channels.letter_lines import keep_lines, quick_paths
from toolkit.workspace import Workspace

SPACE = Workspace()
ASSETS = Assets([*SPACE.styles])
FACES = str(SPACE.style("fonts.css"))

WORDS = st.text(
    st.sampled_from("aefil V.€é-­שלום مرحبا0123456789\N{NO-BREAK SPACE}☃😀"), min_size=1, max_size=60
)
LOOKS = st.fixed_dictionaries(
    {
        "font-size": st.sampled_from(["9pt", "10.5pt", "11pt", "17pt"]),
        "letter-spacing": st.sampled_from(["normal", "1pt"]),
        "white-space": st.sampled_from(["normal", "pre-wrap", "nowrap"]),
        "text-overflow": st.sampled_from(["clip", "ellipsis", "clip; text-align: justify"]),
        "overflow-wrap": st.sampled_from(["normal", "break-word"]),
        "text-decoration": st.sampled_from(["none", "underline line-through"]),
        "font-weight": st.sampled_from(["400", "700"]),
        "width": st.sampled_from(["30mm", "80mm"]),
    }
)


def fonts(*, kept: bool) -> tuple[FontConfiguration, CSS]:
    configuration = hermetic_fonts()
    if kept:
        keep_lines(configuration)
    return configuration, CSS(filename=FACES, font_config=configuration, url_fetcher=ASSETS)


KEPT, PLAIN = fonts(kept=True), fonts(kept=False)


def page(lines: list[tuple[str, dict[str, str]]]) -> HTML:
    rows = "".join(
        f"<p style='overflow:hidden;{''.join(f'{name}:{value};' for name, value in look.items())}'>{words}</p>"
        for words, look in lines
    )
    return HTML(string=f"<html lang=nl><body style='font-family:\"Atkinson Hyperlegible Next\"'>{rows}")


def printed(html: HTML, made: tuple[FontConfiguration, CSS]) -> Any:
    configuration, faces = made
    with quick_paths():
        return html.write_pdf(stylesheets=[faces], font_config=configuration)


@given(st.lists(st.tuples(WORDS, LOOKS), min_size=1, max_size=4))
def test_any_text_in_any_look_is_printed_as_weasyprint_prints_it(
    lines: list[tuple[str, dict[str, str]]],
) -> None:
    html = page(lines)
    plain = printed(html, PLAIN)
    assert printed(html, KEPT) == plain
    assert printed(html, KEPT) == plain


def test_a_letter_with_shared_lines_has_the_bytes_of_one_without() -> None:
    press, alone = Letterpress(SPACE), Letterpress(SPACE)
    del alone._fonts.lines
    for message in messages("reminder", "last-notice", "payment-plan", "call-summary"):
        assert press.render(message).content == alone.render(message).content


def test_a_letter_like_an_earlier_one_breaks_and_draws_no_line_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Letterpress(SPACE)
    message = next(messages("reminder"))
    first = press.render(message).content

    def never(*_: Any) -> None:
        raise AssertionError("a line was made twice")

    monkeypatch.setattr(letter_lines, "split_first_line", never)
    monkeypatch.setattr(letter_lines, "draw_first_line", never)
    assert press.render(message).content == first


def test_the_lines_of_one_customer_are_forgotten_and_those_of_all_stay() -> None:
    kept = letter_lines._Recent()
    kept["greeting"] = "Met vriendelijke groet,"
    for number in range(10 * letter_lines.MOST):
        kept[number] = number
        assert kept["greeting"] == "Met vriendelijke groet,"
    assert 0 not in kept
    assert 0 not in kept.earlier
    assert len(kept) + len(kept.earlier) <= 2 * letter_lines.MOST
