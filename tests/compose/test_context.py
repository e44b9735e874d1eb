"""What a template may say: the law's amounts where they belong, the steps of the schedule, nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.compose.records import a_record, body, compose
from tests.records.test_notice import record
from toolkit.catalogue import Catalogue
from toolkit.compose import Composer
from toolkit.compose.message import plain, texts
from toolkit.errors import NoRateKnown, RecordError, UnknownField
from toolkit.workspace import Workspace


def said(message_body: object) -> str:
    return plain(tuple(texts(message_body)))  # type: ignore[arg-type]


def noticing(folder: Path, text: str, stage: str = "last-notice", **more: object) -> object:
    """Compose a template of a stage for a consumer with 119.00 open, on 23 November 2026."""
    compose(folder, body("leeg"))  # writes the workspace
    manifest = folder / "templates" / "proef" / "template.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('"reminder"', f'"{stage}"'), encoding="utf-8")
    (folder / "templates" / "proef" / "nl.md.j2").write_text(body(text), encoding="utf-8")
    place = Workspace(folder)
    template = Catalogue(place).template("proef")
    return Composer(place).compose(template, record(**more), "letter", mapped=True)  # type: ignore[arg-type]


def test_a_last_notice_knows_its_costs_its_term_and_its_last_day(tmp_path: Path) -> None:
    text = "{{ costs.total|euro }}, {{ term.costs_from|date }}, {{ pay_by|date }}, {{ to_pay|euro }}"
    made = noticing(tmp_path, text)
    assert said(made.body).replace("\u00a0", " ") == (  # type: ignore[attr-defined]
        "€ 40,00, 15 december 2026, 14 december 2026, € 119,00"
    )
    assert made.notice.costs.total == 40  # type: ignore[attr-defined]


def test_another_message_knows_no_costs(tmp_path: Path) -> None:
    with pytest.raises(UnknownField, match="unknown field 'costs'"):
        compose(tmp_path, body("{{ costs.total|euro }}"))
    assert compose(tmp_path, body("ja")).notice is None


def test_a_wrong_word_about_the_costs_gets_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(UnknownField, match=r"unknown field 'costs.totl'; did you mean 'costs.total'"):
        noticing(tmp_path, "{{ costs.totl|euro }}")


def test_a_message_that_the_law_does_not_allow_is_not_composed_whatever_it_says(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="er is nog geen laatste herinnering"):
        noticing(tmp_path, "geen woord over kosten", "handover")


def test_a_rate_that_is_not_known_is_told_with_the_template_that_asks_it(tmp_path: Path) -> None:
    with pytest.raises(NoRateKnown) as error:
        noticing(
            tmp_path,
            "ja",
            "handover",
            kind="business",
            on=date(2027, 1, 4),
            creditor={"charges_interest": True},
        )
    assert error.value.place
    assert error.value.place.file == "proef/nl.md.j2"


def test_the_steps_are_those_of_the_firms_own_schedule(tmp_path: Path) -> None:
    (tmp_path / "schedule.toml").write_text(
        """
[channels]
general = ["email"]
student = ["email"]
worker = ["email"]
elderly = ["letter"]

[[step]]
name = "first"
template = "reminder"
day = 9
says = "schrijven wij u"

[[step]]
name = "secret"
template = "reminder"
day = 12
""",
        encoding="utf-8",
    )
    made = compose(
        tmp_path, body("{% for step in steps %}Na {{ step.day }} dagen {{ step.says }}. {% endfor %}")
    )
    assert said(made.body) == "Na 9 dagen schrijven wij u."


def test_a_credit_note_is_no_invoice_and_is_still_in_the_list(tmp_path: Path) -> None:
    of = a_record(invoices=2)
    credit = of.invoices[1].model_copy(update={"amount": -of.invoices[1].amount, "number": "C"})
    of = of.model_copy(update={"invoices": (credit, of.invoices[0])})
    text = (
        "{{ invoices|length }} {{ invoice.number }} {{ credits|length }} {{ lines|length }} {{ reference }}"
    )
    assert said(compose(tmp_path, body(text), of).body) == "1 2026-0001 1 2 2026-0001"
