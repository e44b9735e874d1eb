"""A new workspace to type commands in."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toolkit.cli import main


def tact(*arguments: str | Path, typed: str | None = None) -> Result:
    """Type a command, and what it asks for."""
    return CliRunner().invoke(main, [str(each) for each in arguments], input=typed)


def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> None:
    """Make a new workspace, and go there; `files` are those that its settings name."""
    tact("init", tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    if files:
        path = Path("tact.toml")
        named = "".join(f'{name} = "{file}"\n' for name, file in files.items())
        path.write_text(f"{path.read_text('utf-8')}\n[files]\n{named}", "utf-8")
