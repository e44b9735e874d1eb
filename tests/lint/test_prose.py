"""The measure of prose in a template counts what a writer reads, and the shipped texts are mostly sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.lint.prose import prose_share

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/nl.md.j2")), ids=lambda path: path.parent.name)
def test_seven_of_ten_lines_of_a_shipped_text_are_prose(path: Path) -> None:
    assert prose_share(path.read_text(encoding="utf-8")).percent >= 70


@pytest.mark.parametrize(
    ("text", "prose", "program", "parts"),
    [
        ("Dag.\n\nTot ziens.\n", 2, 0, 0),
        ("{# Een aantekening\n   van twee regels. #}\nDag.", 1, 0, 0),
        ("{% if a %}\nDag.\n{% endif %}\n", 1, 2, 0),
        ("{% if a: %} Dag.\n{{ greeting }},\n", 2, 0, 0),
        ('{% include "slot" %}\n  {%- include "slot" if a %}\nMet {% include "slot" %}.', 1, 0, 2),
        ("::: choices\n- Bel ons.\n:::\n| :-- |\n", 1, 3, 0),
        ("{% set a = [\n1,\n2] %}\r\nDag.\r\n", 1, 3, 0),
        ("", 0, 0, 0),
    ],
)
def test_a_line_is_prose_program_or_the_name_of_a_part(
    text: str, prose: int, program: int, parts: int
) -> None:
    share = prose_share(text)
    assert (share.prose, share.program, share.parts) == (prose, program, parts)


def test_the_most_program_after_each_other_is_known() -> None:
    share = prose_share("{% if a %}\nDag.\n{% else %}\n{% set b = 1 %}\n{% endif %}\nTot ziens.\n")
    assert share.most == (3, 5)
    assert share.percent == 33
    assert prose_share("Dag.").most == (1, 1)
