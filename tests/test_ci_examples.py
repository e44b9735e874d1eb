"""The examples for CI are what they say: valid YAML, whose commands run in a new workspace."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.reporters import FORMATS

ROOT = Path(__file__).parents[1]


def commands(read: Any) -> Iterator[str]:
    """Yield every command line of an example, wherever it stands."""
    if isinstance(read, dict):
        for key, value in read.items():
            if key == "run":
                yield from value.strip().splitlines()
            elif key == "script":
                yield from value
            else:
                yield from commands(value)
    elif isinstance(read, list):
        for value in read:
            yield from commands(value)


def examples() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "docs" / "ci").glob("*.yml")):
        for command in commands(yaml.safe_load(path.read_text("utf-8"))):
            if command.startswith("tact "):
                yield path.name, command


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, as in a repository of letters."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    assert CliRunner().invoke(main, ["init", "."]).exit_code == 0
    return tmp_path


def test_there_is_an_example_for_both_services() -> None:
    assert {name for name, _ in examples()} == {"github-actions.yml", "gitlab-ci.yml"}


@pytest.mark.parametrize(("name", "command"), tuple(examples()))
def test_a_command_of_an_example_runs(workspace: Path, name: str, command: str) -> None:
    words = shlex.split(command)[1:]
    result = CliRunner().invoke(main, [*words, "--select", "unknown-field,missing-fact"])
    assert result.exit_code in (0, 1), result.output
    if "--output" in words:
        assert json.loads((workspace / words[words.index("--output") + 1]).read_text("utf-8")) is not None


def test_the_hooks_for_pre_commit_name_commands_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["tact-lint", "tact-lint-templates"]
    for hook in hooks:
        program, verb = hook["entry"].split()
        assert (program, hook["language"]) == ("tact", "python")
        assert CliRunner().invoke(main, [verb, "--help"]).exit_code == 0


def test_the_guide_names_every_format_and_every_option_of_lint() -> None:
    guide = (ROOT / "docs" / "linter.md").read_text("utf-8")
    help_text = CliRunner().invoke(main, ["lint", "--help"]).output
    options = {word.rstrip(",:;.") for word in help_text.split() if word.startswith("--")} - {"--help"}
    assert [name for name in (*FORMATS, *options) if f"`{name}" not in guide] == []


def test_no_page_and_no_hint_installs_another_program() -> None:
    """`tact` on PyPI is not ours: every install line names the distribution."""
    others = re.compile(r"pip install ['\"]?tact(?!-letters)\b|tact\[|tact @ ")
    kinds = {".py", ".md", ".toml", ".yml", ".yaml", ".sh", ".js", ".j2"}
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in files if Path(name).suffix in kinds}
    assert len(texts) > 300
    wrong = {name: found for name, text in texts.items() if (found := others.findall(text))}
    assert {name for name in wrong if name != "tests/test_ci_examples.py"} == set()
