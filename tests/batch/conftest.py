"""A firm's folder to run in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.ledgers import ROOT


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """Return a folder with the settings of a firm."""
    settings = ROOT / "toolkit" / "cli" / "starter" / "workspace" / "tact.toml"
    (tmp_path / "tact.toml").write_bytes(settings.read_bytes())
    return tmp_path
