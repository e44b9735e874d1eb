"""What the pages say of the program is true, and said in one place."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.bank.made import Paid, old_camt
from toolkit.cli import VERBS, main

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^    (tact .+)$", re.MULTILINE)
TOML = re.compile(r"```toml\n(.*?)```", re.DOTALL)
CODED = re.compile(r"`[^`\n]*`")


def test_the_readme_names_every_verb_and_no_other() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    rows = {line for line in text.splitlines() if line.startswith("| `tact ")}
    assert {verb for row in rows for verb in re.findall(r"`tact ([a-z]+)", row.split("|")[1])} == set(VERBS)


def test_the_exit_codes_stand_in_one_table() -> None:
    tables = [page.name for page in PAGES if re.search(r"^\| 3 \|", page.read_text("utf-8"), re.MULTILINE)]
    assert tables == ["operators.md"]


def test_every_link_to_a_page_leads_somewhere() -> None:
    wrong = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", CODED.sub("", page.read_text("utf-8")))
        if not (page.parent / target).exists()
    ]
    assert wrong == []


def test_the_code_of_the_page_for_programs_runs_in_a_new_workspace(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "firm")]).exit_code == 0
    pieces = CODE.findall((ROOT / "docs" / "api.md").read_text("utf-8"))
    assert len(pieces) > 5
    (tmp_path / "firm" / "program.py").write_text("\n".join(pieces), "utf-8")
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path / "firm",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace with the other files that the page for operators names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert CliRunner().invoke(main, ["init", "firm"]).exit_code == 0
    monkeypatch.chdir("firm")
    page = (ROOT / "docs" / "operators.md").read_text("utf-8")
    blocks = TOML.findall(page)
    Path("afspraken.toml").write_text(next(each for each in blocks if "[[agreement]]" in each), "utf-8")
    settings = Path("tact.toml")
    named = next(each for each in blocks if each.startswith("[files]"))
    settings.write_text(f"{settings.read_text('utf-8')}\n{named}", "utf-8")
    Path("klanten.csv").write_text(
        "Klantnummer;Klantnaam;E-mail\n1001;mevr. F. Yilmaz;f@post.example\n", "utf-8"
    )
    paid = Paid(date(2026, 11, 20), "119.00", "NL20INGB0001234567", "F. Yilmaz", "2026-0413")
    Path("afschrift.xml").write_bytes(old_camt([paid], "NL91ABNA0417164300"))
    return Path.cwd()


def test_each_command_of_the_page_for_operators_works_in_a_new_workspace(firm: Path) -> None:
    commands = COMMAND.findall((ROOT / "docs" / "operators.md").read_text("utf-8"))
    verbs = [command.split()[1] for command in commands]
    assert {"columns", "plan", "agree", "match", "render", "batch", "costs", "preview", "doctor"} <= set(
        verbs
    )
    for command in commands:
        done = CliRunner().invoke(main, shlex.split(command)[1:])
        assert done.exit_code in (0, 1), f"{command}\n{done.output}"
        assert not isinstance(done.exception, Exception), command
    assert Path("output/2026-11-23/run/print-run.pdf").stat().st_size > 1000
    assert Path("review/index.html").exists()


def test_each_option_that_a_page_names_of_a_verb_exists() -> None:
    """Also in examples that no test runs; options stand after the verb on the same line."""
    for page in PAGES:
        for line in re.findall(r"\btact ([a-z]+) ([^`\n]*)", page.read_text("utf-8")):
            if line[0] not in VERBS:
                continue
            command = main.get_command(click.Context(main), line[0])
            known = {name for each in command.params for name in each.opts + each.secondary_opts}
            for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line[1]):
                assert option in known | {"--help"}, f"{page.name}: tact {line[0]} {option}"
