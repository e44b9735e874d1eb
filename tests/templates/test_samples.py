"""The samples show every way through the texts, with data that is nobody's."""

from __future__ import annotations

import pytest

from tests.templates.collection import CATALOGUE, COMPOSER, FOLDER, NAMES, cases
from tests.templates.reading import text
from toolkit.records.readers import read_record

USUAL = {"ordinary", "several-invoices", "long-names", "part-payment", "minimal", "business", "be-ogm"}
SAMPLES = sorted(FOLDER.glob("*/samples/*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_the_usual_samples(name: str) -> None:
    assert {path.stem for path in CATALOGUE.template(name).samples} >= USUAL


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_composes_on_every_channel_of_its_template(name: str) -> None:
    template = CATALOGUE.template(name)
    assert len(cases(name)) == len(template.samples) * len(template.channels)
    assert all(text(case.message).strip() for case in cases(name))


def test_the_samples_reach_every_branch_that_says_something() -> None:
    taken = {branch for name in NAMES for case in cases(name) for branch in case.message.branches or ()}
    missed = [
        f"{branch.file}, offset {branch.start}: {branch.kind}"
        for name in NAMES
        for anatomy in COMPOSER.anatomy(CATALOGUE.template(name), "nl").values()
        for branch in anatomy.branches
        if branch.kind != "empty" and (branch.file, branch.number) not in taken
    ]
    assert missed == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_needs_only_what_it_reads(name: str) -> None:
    template = CATALOGUE.template(name)
    read = {use.path for anatomy in COMPOSER.anatomy(template, "nl").values() for use in anatomy.uses}
    assert [
        path for path in template.needs if not any(f"{each}.".startswith(f"{path}.") for each in read)
    ] == []


def test_the_samples_are_of_one_winter_and_lead_to_nobody() -> None:
    for path in SAMPLES:
        record = read_record(path)
        assert "2026-11-21" <= record.date.isoformat() <= "2027-02-28", path
        assert record.creditor.email.endswith(".example"), path
        assert record.customer.email
        assert record.customer.email.endswith(".example"), path
        assert all(
            "betaal.example" in (invoice.payment_link or "betaal.example") for invoice in record.invoices
        )


def test_a_sample_has_the_name_of_its_template_and_its_file() -> None:
    for path in SAMPLES:
        assert read_record(path).id == f"{path.parent.parent.name}-{path.stem}"


def test_every_attachment_of_a_sample_lies_beside_it() -> None:
    attached = [(path, item.file) for path in SAMPLES for item in read_record(path).attachments]
    assert attached
    assert [str(path) for path, file in attached if not (path.parent / file).is_file()] == []
