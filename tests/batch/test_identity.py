"""What a run is made with has a name that changes when any of it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compose.records import MANIFEST, body, workspace
from toolkit.batch.identity import version_of


@pytest.mark.parametrize(
    "name",
    [
        "proef/nl.md.j2",
        "proef/template.toml",
        "_parts/nl/slot.md.j2",
        "_names/nl.toml",
        "_layouts/email.html.j2",
    ],
)
def test_the_version_of_a_text_changes_with_all_it_is_made_of(tmp_path: Path, name: str) -> None:
    place = workspace(tmp_path, {"proef/template.toml": MANIFEST, "proef/nl.md.j2": body("Dag.")})
    before = version_of(place, tmp_path / "templates/proef")
    workspace(tmp_path, {name: "anders"})
    assert version_of(place, tmp_path / "templates/proef") != before
