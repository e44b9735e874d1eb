"""The rooms keep to their layers, and a light verb stays light."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    "jinja2",
    "markdown_it",
    "pydantic",
    "PIL",
    "pypdfium2",
    "rich",
    "starlette",
    "textstat",
    "uvicorn",
    "weasyprint",
)


def modules_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_every_room_imports_only_what_stands_below_it_and_no_module_leads_back_to_itself() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_place_in_the_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {name.strip(" ()") for layer in layers for name in layer.split("|")}
    rooms = {path.parent.name for path in (ROOT / "toolkit").glob("*/__init__.py")}
    assert rooms <= placed


def test_the_help_of_tact_loads_no_heavy_library() -> None:
    assert modules_after("from toolkit.cli import main; main(['--help'], standalone_mode=False)").isdisjoint(
        HEAVY
    )


@pytest.mark.parametrize(
    "verb",
    [
        "render",
        "batch",
        "preview",
        "demo",
        "init",
        "new",
        "templates",
        "schema",
        "doctor",
        "plan",
        "costs",
        "lint",
        "rules",
        "explain",
        "measure",
    ],
)
def test_the_help_of_a_verb_loads_no_heavy_library(verb: str) -> None:
    loaded = modules_after(f"from toolkit.cli import main; main(['{verb}', '--help'], standalone_mode=False)")
    assert loaded.isdisjoint(HEAVY)


def test_a_text_is_linted_without_the_libraries_of_templates(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("U moet voldoen.\n", "utf-8")
    loaded = modules_after(
        f"from toolkit.cli import main; main(['lint', {str(path)!r}], standalone_mode=False)"
    )
    assert loaded.isdisjoint({*HEAVY, "babel", "nltk"})


def test_a_template_is_linted_without_the_makers_of_letters_and_emails() -> None:
    loaded = modules_after(
        "from toolkit.cli import main; main(['lint', 'reminder', '--no-cache'], standalone_mode=False)"
    )
    assert {"jinja2", "pydantic"} <= loaded
    assert loaded.isdisjoint({"weasyprint", "css_inline", "textstat", "nltk", "rich", "PIL"})


def test_a_text_message_is_made_without_the_maker_of_letters() -> None:
    assert "weasyprint" not in modules_after("import toolkit.channels.sms, toolkit.cli.produce")
