"""A plan on disk: one line a message, whole, private, and read back as it was."""

from __future__ import annotations

import csv
import json
import stat
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.schedule.town import MONDAY, TODAY, customer, invoice, planned, record, sent, town
from toolkit.errors import RecordError, RenderError
from toolkit.records.readers import read_records
from toolkit.schedule import Plan
from toolkit.schedule.plan_file import BadLine, PlanLine, is_plan, read_plan, write_plan


def full() -> Plan:
    ledger, agreements = town(150)
    return planned(*ledger, on=MONDAY, sent=None, agreements=agreements)


TOWN = planned(*town(23)[0], sent=None)


def messages(path: Path) -> list[PlanLine]:
    return [line for line in read_plan(path) if isinstance(line, PlanLine)]


def problems(path: Path) -> list[str]:
    bad = [line for line in read_plan(path) if isinstance(line, BadLine)]
    return [str(problem) for line in bad for problem in line.problems]


def changed(folder: Path, **fields: object) -> Path:
    """Write a plan of one message with other fields; None takes a field away."""
    write_plan(planned(record(invoice("1", 7))), folder, {})
    path = folder / "plan.jsonl"
    line = json.loads(path.read_text("utf-8")) | fields
    kept = {name: value for name, value in line.items() if value is not None}
    path.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    return path


def test_every_message_is_read_back_as_it_was_planned(tmp_path: Path) -> None:
    made = full()
    write_plan(made, tmp_path, {})
    lines = messages(tmp_path / "plan.jsonl")
    assert [(each.step, each.template, each.channel, each.record, each.sent.invoices) for each in lines] == [
        (each.step, each.template, each.channel, each.record, each.covers) for each in made.messages
    ]


def test_a_line_explains_every_legal_amount(tmp_path: Path) -> None:
    write_plan(full(), tmp_path, {})
    lines = [json.loads(line) for line in (tmp_path / "plan.jsonl").read_text("utf-8").splitlines()]
    notices = [line for line in lines if line["step"] == "last-notice"]
    assert len(notices) > 5
    for line in notices:
        costs = line["notice"]["costs"]
        assert sum(Decimal(step["amount"]) for step in costs["explanation"]) == Decimal(costs["total"])
        assert line["notice"]["term"]["pay_by"] == line["record"]["pay_by"]
    assert all(line["notice"] is None for line in lines if line not in notices)
    assert {line["version"] for line in lines} == {1}


def test_the_files_that_records_name_go_into_the_folder_of_the_plan(tmp_path: Path) -> None:
    ledgers, out = tmp_path / "ledgers", tmp_path / "out"
    (ledgers / "pdf").mkdir(parents=True)
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    (ledgers / "pdf" / "1.pdf").write_bytes(b"%PDF")
    out.mkdir()
    files = [{"file": name, "name": "Kopie"} for name in ("pdf/1.pdf", "../secret.pdf", "gone.pdf")]
    write_plan(planned(record(invoice("1", 7), attachments=files)), out, {"K1": ledgers})
    (line,) = messages(out / "plan.jsonl")
    copy = line.beside / "pdf" / "1.pdf"
    assert line.beside.is_relative_to(out.resolve())
    assert copy.read_bytes() == b"%PDF"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert list(out.rglob("*.pdf")) == [out / "plan-files" / "1" / "pdf" / "1.pdf"]
    write_plan(planned(record(invoice("1", 7))), out, {"K1": ledgers})
    assert not (out / "plan-files").exists()


@pytest.mark.parametrize("beside", ["/etc", "..", "a/../..", "out", "\x00"])
def test_a_plan_that_leaves_its_folder_is_refused(tmp_path: Path, beside: str) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "out").symlink_to(tmp_path)
    (told,) = problems(changed(tmp_path / "plan", beside=beside))
    assert "ligt buiten de map van het plan" in told
    assert "maak het plan opnieuw" in told


def test_files_are_private_and_no_temporary_ones_stay(tmp_path: Path) -> None:
    files = write_plan(full(), tmp_path, {})
    assert {path.name for path in files} == {"plan.jsonl", "calls.jsonl", "calls.csv", "held.csv"}
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in files}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_an_old_call_list_does_not_stay_beside_a_plan_without_calls(tmp_path: Path) -> None:
    write_plan(full(), tmp_path, {})
    write_plan(planned(record(invoice("1", 7))), tmp_path, {})
    assert [path.name for path in tmp_path.iterdir()] == ["plan.jsonl"]


def test_the_call_list_opens_in_a_spreadsheet_and_runs_nothing(tmp_path: Path) -> None:
    who = customer(
        last_name='=HYPERLINK("x")', mobile="+31 6 00 00 00 41", remarks=["-1+1", "Belt graag; 's avonds"]
    )
    who["id"] = ""
    made = planned(record(invoice("1", 26, "1234.50"), of=who), on=MONDAY, sent=None)
    write_plan(made, tmp_path, {})
    text = (tmp_path / "calls.csv").read_bytes().decode("utf-8-sig")
    head, row = csv.reader(text.splitlines(), delimiter=";")
    assert head[:4] == ["klant", "telefoon", "bereikbaar", "bedrag"]
    assert row[:4] == ['="=HYPERLINK(""x""), Utrecht"', '="+31 6 00 00 00 41"', "", "1234,50"]
    assert row[6] == '="-1+1 / Belt graag; \'s avonds"'


@pytest.mark.parametrize(
    ("who", "hours"),
    [
        ({}, ""),
        ({"audience": "worker"}, "vaak buiten werktijd"),
        ({"audience": "elderly"}, "vaak overdag"),
        ({"audience": "elderly", "contact_hours": "na 17.00 uur"}, "na 17.00 uur"),
    ],
)
def test_the_call_list_says_when_somebody_can_be_reached(
    tmp_path: Path, who: dict[str, str], hours: str
) -> None:
    write_plan(planned(record(invoice("1", 26), of=customer(**who)), on=MONDAY, sent=None), tmp_path, {})
    (row,) = csv.DictReader((tmp_path / "calls.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert row["bereikbaar"] == hours


def test_an_empty_plan_is_a_plan_in_which_there_is_nothing_to_make(tmp_path: Path) -> None:
    write_plan(planned(record(invoice("1", -20))), tmp_path, {})
    assert is_plan(tmp_path / "plan.jsonl")
    with pytest.raises(RecordError, match=r"plan\.jsonl: er staat niets in om te maken"):
        list(read_plan(tmp_path / "plan.jsonl"))


def test_json_lines_of_records_are_no_plan(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(record(invoice("1", 7)).model_dump_json() + "\n", encoding="utf-8")
    assert not is_plan(path)
    assert not is_plan(tmp_path / "records.csv")
    assert len(read_records(path).records) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ('{"template"', "is geen goede JSON"),
        ('{"template": "x"}', "is geen bericht van een plan"),
        ("[]", "geen groep velden"),
        (
            '{"template": "x", "record": {}, "version": 2}',
            'een plan van versie "2"; deze tact leest versie 1',
        ),
        ('{"template": "x", "record": {}, "version": true}', "een plan van versie"),
        ('{"template": "x", "record": {}}', "een plan zonder versie"),
        ('{"template": "x", "record": {}, "version": 1}', "record.customer: ontbreekt"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_line_that_is_no_message_is_told_with_its_number_and_hides_no_other(
    tmp_path: Path, change: str, told: str, first: bool
) -> None:
    write_plan(planned(record(invoice("1", 7))), tmp_path, {})
    path = tmp_path / "plan.jsonl"
    good = path.read_text("utf-8")
    path.write_text(f"{change}\n{good}" if first else f"{good}{change}\n", encoding="utf-8")
    assert is_plan(path)
    assert len(messages(path)) == 1
    wrong = problems(path)
    assert any(told in each for each in wrong), wrong
    assert all(f"plan.jsonl:{1 if first else 2}" in each for each in wrong)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("channel", "phone", 'channel: "phone" is niet mogelijk'),
        ("step", None, "step: ontbreekt"),
        ("covers", [], "covers: heeft minstens 1 onderdeel nodig"),
        ("chanel", "email", "chanel: is een onbekend veld"),
    ],
)
def test_a_field_that_is_wrong_is_told_by_its_name(
    tmp_path: Path, field: str, value: object, told: str
) -> None:
    (problem,) = problems(changed(tmp_path, **{field: value}))
    assert told in problem


def test_a_record_that_was_changed_by_hand_is_checked_again(tmp_path: Path) -> None:
    write_plan(planned(record(invoice("1", 7))), tmp_path, {})
    path = tmp_path / "plan.jsonl"
    path.write_text(
        path.read_text("utf-8").replace('"amount": "119.00"', '"amount": "veel"'), encoding="utf-8"
    )
    (problem,) = problems(path)
    assert "plan.jsonl:1: record.invoices[1].amount" in problem


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_lines_never_hide_the_others(tmp_path: Path, data: st.DataObject) -> None:
    write_plan(TOWN, tmp_path, {})
    path = tmp_path / "plan.jsonl"
    lines = path.read_bytes().splitlines()
    hurt = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    for number in hurt:
        lines[number] = data.draw(
            st.one_of(
                st.integers(1, len(lines[number]) - 1).map(lambda at, line=lines[number]: line[:at]),
                st.binary(min_size=1, max_size=40).map(lambda junk: b"{" + junk.replace(b"\n", b"")),
                st.sampled_from([b'{"version": 9, "template": "x", "record": {}}', b"[" * 5000, b"null"]),
            )
        )
    path.write_bytes(b"\n".join(lines) + b"\n")
    read = list(read_plan(path))
    assert is_plan(path) or len(hurt) == len(lines)
    assert {line.number - 1 for line in read if isinstance(line, BadLine)} == hurt
    assert [line.record for line in read if isinstance(line, PlanLine)] == [
        each.record for number, each in enumerate(TOWN.messages) if number not in hurt
    ]


def test_a_plan_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="cannot be written"):
        write_plan(full(), tmp_path / "no", {})


def test_the_history_of_a_message_says_what_it_named() -> None:
    (message,) = planned(record(invoice("1", 40)), sent=None).messages
    assert message.sent == sent(
        "last-notice", ago=0, channel="letter", pay_by=message.record.pay_by, costs="40.00"
    )
    assert message.sent.on == TODAY


def test_who_waits_and_who_was_read_by_the_name_are_lists_of_their_own(tmp_path: Path) -> None:
    who = {**customer("K2", company="", salutation="mevrouw"), "stop": "deceased", "kind_by_name": True}
    files = write_plan(planned(record(invoice("2", 7), of=who)), tmp_path, {})
    assert [path.name for path in files] == ["plan.jsonl", "apart.jsonl", "held.csv", "names.csv"]
    (held,) = csv.DictReader((tmp_path / "held.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (held["klantnummer"], held["bedrag"], held["reden"]) == ("K2", "119,00", "stop")
    assert "schrijf de erven apart" in held["waarom en wat nu"]
    (named,) = csv.DictReader((tmp_path / "names.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (named["klant"], named["gelezen als"]) == ("Yilmaz", "particulier")
    (line,) = messages(tmp_path / "apart.jsonl")
    assert (line.template, line.record.customer.stop) == ("heirs", "deceased")


def test_lists_of_an_earlier_plan_give_way(tmp_path: Path) -> None:
    who = {**customer("K2"), "stop": "deceased", "kind_by_name": True}
    write_plan(planned(record(invoice("2", 7), of=who)), tmp_path, {})
    write_plan(planned(record(invoice("1", 7))), tmp_path, {})
    assert [path.name for path in tmp_path.iterdir()] == ["plan.jsonl"]
