"""Templates are found by name, and what is wrong in a folder is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compose.records import MANIFEST, body, workspace
from toolkit.catalogue import Catalogue
from toolkit.errors import TemplateError


def test_an_unknown_template_gets_the_nearest_name(tmp_path: Path) -> None:
    catalogue = Catalogue(workspace(tmp_path, {}))
    with pytest.raises(TemplateError, match="did you mean 'reminder'"):
        catalogue.template("remindr")


def test_the_users_template_comes_before_the_shipped_one(tmp_path: Path) -> None:
    files = {"reminder/template.toml": MANIFEST, "reminder/nl.md.j2": body("x")}
    catalogue = Catalogue(workspace(tmp_path, files))
    assert catalogue.template("reminder").title == "Proef"
    assert "payment-plan" in catalogue.names()


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ("title = ", "not valid TOML"),
        (MANIFEST.replace("title", "titel"), "'title'"),
        (MANIFEST.replace('"letter"', '"fax"'), "channels"),
        (MANIFEST.replace('"nl"', '"nl", "fr"'), "fr.md.j2 is missing"),
        (MANIFEST + '\nwithout = { letter = "te traag" }\n', "'letter' is among the channels"),
    ],
)
def test_a_wrong_manifest_is_refused_with_its_place(tmp_path: Path, manifest: str, says: str) -> None:
    files = {"proef/template.toml": manifest, "proef/nl.md.j2": body("x")}
    with pytest.raises(TemplateError, match=says) as caught:
        Catalogue(workspace(tmp_path, files)).template("proef")
    assert str(caught.value.place) == "proef/template.toml"


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="is missing"):
        Catalogue(workspace(tmp_path, {"proef/nl.md.j2": "x"})).template("proef")


def test_every_shipped_template_can_be_read() -> None:
    from toolkit.workspace import Workspace

    names = [template.name for template in Catalogue(Workspace())]
    assert len(names) == len(set(names)) >= 15


def test_every_shipped_template_says_why_it_lacks_a_channel() -> None:
    from toolkit.delivery import NAMES
    from toolkit.workspace import Workspace

    silent = [
        (template.name, channel)
        for template in Catalogue(Workspace())
        for channel in NAMES
        if channel not in template.channels and not template.without.get(channel)
    ]
    assert not silent
