"""What the pages say of the program is true, and said in one place."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from toolkit.cli import VERBS, main

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
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
