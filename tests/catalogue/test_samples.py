"""Samples are of the firm itself, where there is one and the sample is of nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.catalogue.samples import read_sample, sample_table
from toolkit.cli.init import fill
from toolkit.errors import RecordErrors, SettingsError
from toolkit.workspace import Workspace, open_workspace

OWN = "Bakkerij Het Warme Brood B.V."
SAMPLE = """{base}
id = "1"
date = 2026-11-23

[[invoices]]
number = "1"
date = 2026-10-16
due_date = 2026-11-15
amount = "10.00"
"""


@pytest.fixture
def firm(tmp_path: Path) -> Workspace:
    fill(tmp_path)
    return open_workspace(tmp_path)


def sample(workspace: Workspace, base: str) -> Path:
    assert workspace.root
    path = workspace.root / "templates" / "reminder" / "samples" / "proef.toml"
    path.write_text(
        SAMPLE.format(base=f'base = "../../_samples/{base}.toml"' if base else ""), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize(
    ("base", "is_own"),
    [
        ("nl-consumer", True),
        ("nl-business", True),
        ("be-consumer", False),  # a firm of the Netherlands is no firm of Belgium
        ("nl-dentist", False),  # who the firm is matters to this sample
        ("nl-municipality", False),
    ],
)
def test_an_ordinary_sample_of_the_country_is_of_the_firm(firm: Workspace, base: str, is_own: bool) -> None:
    path = sample(firm, base)
    assert (read_sample(firm, path).creditor.name == OWN) == is_own
    assert (sample_table(firm, path)["creditor"]["name"] == OWN) == is_own


def test_without_a_firm_a_sample_keeps_the_creditor_of_its_base(firm: Workspace) -> None:
    path = sample(firm, "nl-consumer")
    assert read_sample(Workspace(firm.root), path).creditor.name == "Van Dam Installaties B.V."


def test_a_sample_that_names_its_creditor_keeps_it(firm: Workspace) -> None:
    path = sample(firm, "nl-consumer")
    path.write_text(path.read_text() + '\n[creditor]\nname = "Andere"\n', encoding="utf-8")
    assert read_sample(firm, path).creditor.name == "Andere"


def test_a_sample_without_a_creditor_is_of_the_firm_and_of_nobody_without_one(firm: Workspace) -> None:
    path = sample(firm, "")
    path.write_text(path.read_text() + '\n[customer]\nlast_name = "Yilmaz"\n', encoding="utf-8")
    assert read_sample(firm, path).creditor.name == OWN
    with pytest.raises(RecordErrors, match="creditor"):
        read_sample(Workspace(firm.root), path)


def test_a_firm_that_is_not_right_is_told_with_its_place(firm: Workspace) -> None:
    wrong = Workspace(firm.root, {"creditor": {"name": "x"}})
    with pytest.raises(SettingsError, match=r"creditor\.iban"):
        read_sample(wrong, sample(firm, "nl-consumer"))
