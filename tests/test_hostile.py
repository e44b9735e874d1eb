"""Bad input, from a file on the disk to the files that come out: an error that names it, or the words themselves."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.channels.letter_pdf import failures, texts
from toolkit.cli import main

LITERAL = {
    "script": "<script>alert(1)</script>",
    "jinja": "{{ 7*7 }}",
    "jinja tag": "{% include '/etc/passwd' %}",
    "markdown": "*_# [klik](https://evil.example) | ~x~",
    "path": "../../x",
    "formula": "=cmd()",
    "emoji": "Zoë 😀",
    "hebrew": "שרה כהן",
    "arabic": "مريم العلي",
    "entity": '&lt;b&gt; &amp; "O\'Neil"',
    "long": " ".join(["Vandersmissen-Oudenbosch"] * 12),
    "unbroken": "x" * 300,
}
"""Values that are nobody's name and still somebody's: they come out as they are."""

REFUSED = {
    "line break": ("Vries\r\nBcc: dief@boef.example", "meer dan één regel"),
    "tab": ("Vries\tx", "stuurteken (U+0009)"),
    "null": ("Vries\0x", "stuurteken (U+0000)"),
    "override": ("Vries\u202e00 61", "leesrichting omkeert (U+202E)"),
    "isolate": ("Vries\u2067x", "leesrichting omkeert (U+2067)"),
    "giant": ("x" * 2001, "2000"),
}
"""Values that would change what stands beside them: the record is refused, with the field."""

FIELDS = (
    ("creditor", "name"),
    ("creditor", "account_holder"),
    ("creditor", "department"),
    ("customer", "last_name"),
    ("customer", "id"),
    ("customer", "address", "street"),
    ("invoices", 0, "number"),
    ("invoices", 0, "description"),
)


def record() -> dict[str, Any]:
    return {
        "id": "A1",
        "date": "2026-12-04",
        "pay_by": "2026-12-18",
        "creditor": {
            "name": "Bakkerij De Korenbloem B.V.",
            "address": {"street": "Langestraat 12", "postcode": "3811 AA", "town": "Amersfoort"},
            "phone": "033 470 00 00",
            "email": "administratie@korenbloem.example",
            "iban": "NL91 ABNA 0417 1643 00",
            "account_holder": "Bakkerij De Korenbloem B.V.",
            "registration": "12345678",
        },
        "customer": {
            "last_name": "Jansen",
            "address": {"street": "Kerkstraat 3", "postcode": "1234 AB", "town": "Utrecht"},
            "email": "jansen@post.example",
            "mobile": "06 00 00 00 41",
        },
        "invoices": [
            {
                "number": "2026-0413",
                "date": "2026-10-26",
                "due_date": "2026-11-09",
                "amount": "119.00",
                "description": "Brood",
            }
        ],
    }


def put(value: str, fields: tuple[tuple[str | int, ...], ...] = FIELDS) -> dict[str, Any]:
    """Return the standing record with `value` in these fields."""
    whole = record()
    for *path, last in fields:
        inner: Any = whole
        for step in path:
            inner = inner[step]
        inner[last] = value
    return whole


def render(*files: str, channel: str = "all") -> Result:
    arguments = ["reminder", *(part for name in files for part in ("-r", name)), "-c", channel, "-o", "made"]
    return CliRunner().invoke(main, ["render", *arguments])


def made() -> dict[str, bytes]:
    return {
        path.name.partition("_reminder.")[2]: path.read_bytes()
        for path in Path().rglob("*")
        if path.is_file() and path.parent == Path("made")
    }


def words(text: str) -> str:
    """What a text says, however it was broken into lines."""
    return "".join(text.replace("\r\n", "\n").split())


class Page(HTMLParser):
    """The words of a page and the names of its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: set[str] = set()
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.elements.add(tag)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tact.toml").write_text('[sms]\nsender = "Bakkerij"\n', encoding="utf-8")


@pytest.mark.parametrize("value", LITERAL.values(), ids=LITERAL.keys())
def test_a_strange_value_comes_out_as_it_is_on_every_channel(value: str) -> None:
    Path("record.json").write_text(json.dumps(put(value)), encoding="utf-8")
    result = render("record.json")
    assert result.exit_code == 0, result.output
    files = made()
    assert files.keys() == {"letter.pdf", "email.eml", "sms.txt", "sms.json"}
    assert {path.name for path in Path().iterdir()} == {"tact.toml", "record.json", "made"}

    mail = message_from_bytes(files["email.eml"], policy=default)
    assert isinstance(mail, EmailMessage)
    assert [part.defects for part in mail.walk() if part.defects] == []
    assert [address.addr_spec for address in mail["To"].addresses] == ["jansen@post.example"]
    assert words(mail["From"].addresses[0].display_name) == words(value)
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    page = Page(html)
    assert page.elements.isdisjoint({"script", "iframe", "b"})
    for text in (plain, " ".join(page.said)):
        assert words(text).count(words(value)) >= 5
    assert "49" not in plain

    assert words(value) in words(files["sms.txt"].decode())
    assert failures(files["letter.pdf"]) == []
    letter = words(" ".join(texts(files["letter.pdf"])))
    shown = words(value).replace("😀", "\ufffd")
    if value == LITERAL["arabic"]:  # the reader gives joined letters in the order of their shapes
        assert set(shown) <= set(letter)
    else:
        assert shown in letter.replace("\ufffe", "-")


@pytest.mark.parametrize(
    ("value", "told"),
    [(LITERAL["emoji"], "U+1F600"), (LITERAL["arabic"], "SMS")],
    ids=["letter", "sms"],
)
def test_what_a_channel_cannot_show_is_told(value: str, told: str) -> None:
    Path("record.json").write_text(json.dumps(put(value)), encoding="utf-8")
    result = render("record.json")
    assert any(
        told.lower() in line.lower() for line in result.stderr.splitlines() if "waarschuwing: " in line
    )


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: ".".join(map(str, field)))
@pytest.mark.parametrize(("value", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_a_value_that_would_bend_its_surroundings_is_refused_by_name(
    value: str, told: str, field: tuple[str | int, ...]
) -> None:
    Path("record.json").write_text(json.dumps(put(value, (field,))), encoding="utf-8")
    result = render("record.json")
    assert result.exit_code == 1
    assert (
        f"probleem: record.json: {'.'.join(str(step) for step in field)}".replace(".0.", "[1].")
        in result.stderr
    )
    assert told in result.stderr
    assert not any(line.startswith("Bcc") for line in result.stderr.splitlines())
    assert made() == {}


@pytest.mark.parametrize("value", LITERAL.values(), ids=LITERAL.keys())
def test_an_id_of_any_kind_stays_a_file_in_the_folder(value: str) -> None:
    Path("record.json").write_text(json.dumps(record() | {"id": value}), encoding="utf-8")
    assert render("record.json", channel="sms").exit_code == 0
    files = [path for path in Path().rglob("*") if path.is_file()]
    assert {path.parent for path in files} == {Path(), Path("made")}
    assert all(path.name.isascii() and len(path.name) < 120 for path in files)


def write_toml(values: dict[str, Any]) -> str:
    def line(name: str, value: str) -> str:
        return f"{name} = {json.dumps(value, ensure_ascii=False)}\n"

    lines = [line(name, value) for name, value in values.items() if isinstance(value, str)]
    for table in ("creditor", "customer"):
        inner = values[table]
        lines += [f"[{table}]\n", *(line(*item) for item in inner.items() if isinstance(item[1], str))]
        lines += [f"[{table}.address]\n", *(line(*item) for item in inner["address"].items())]
    lines += ["[[invoices]]\n", *(line(*item) for item in values["invoices"][0].items())]
    Path("record.toml").write_text("".join(lines), encoding="utf-8")
    return "record.toml"


def write_json(values: dict[str, Any]) -> str:
    Path("record.json").write_text(json.dumps(values), encoding="utf-8")
    return "record.json"


def write_csv(values: dict[str, Any]) -> str:
    customer, invoice = values["customer"], values["invoices"][0]
    row = {
        "klantnummer": "A1",
        "achternaam": customer["last_name"],
        "straat": customer["address"]["street"],
        "postcode": customer["address"]["postcode"],
        "plaats": customer["address"]["town"],
        "email": customer["email"],
        "mobiel": customer["mobile"],
        "factuurnummer": invoice["number"],
        "factuurdatum": "26-10-2026",
        "vervaldatum": "09-11-2026",
        "bedrag": "119,00",
        "omschrijving": invoice["description"],
    }
    with Path("ledger.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(row), delimiter=";")
        table.writeheader()
        table.writerow(row)
    lines = (
        f"{name} = {json.dumps(value)}\n" for name, value in values["creditor"].items() if name != "address"
    )
    place = (f"{name} = {json.dumps(value)}\n" for name, value in values["creditor"]["address"].items())
    with Path("tact.toml").open("a", encoding="utf-8") as settings:
        settings.writelines(["[creditor]\n", *lines, "[creditor.address]\n", *place])
    return "ledger.csv"


IN_CSV = (("customer", "address", "street"), ("invoices", 0, "description"))


@pytest.mark.parametrize("write", [write_toml, write_json, write_csv])
@pytest.mark.parametrize("value", LITERAL.values(), ids=LITERAL.keys())
def test_a_strange_value_is_read_the_same_from_every_kind_of_file(
    value: str, write: Callable[[dict[str, Any]], str]
) -> None:
    result = render(write(put(value, IN_CSV)), channel="email")
    assert result.exit_code == 0, result.output
    mail = message_from_bytes(made()["email.eml"], policy=default)
    assert isinstance(mail, EmailMessage)
    assert words(value) in words(" ".join(Page(mail.get_body(("html",)).get_content()).said))


def test_a_cell_that_holds_no_name_is_refused_with_its_place() -> None:
    result = render(write_csv(put("{{ 7*7 }}", (("customer", "last_name"),))))
    assert result.exit_code == 1
    assert 'probleem: ledger.csv:2: kolom "achternaam": "{{ 7*7 }}" is geen naam' in result.stderr
    assert made() == {}


@pytest.mark.parametrize("write", [write_toml, write_json, write_csv])
@pytest.mark.parametrize(
    "value", [REFUSED["line break"], REFUSED["override"]], ids=["line break", "override"]
)
def test_a_value_that_bends_is_refused_from_every_kind_of_file(
    value: tuple[str, str], write: Callable[[dict[str, Any]], str]
) -> None:
    result = render(write(put(value[0], IN_CSV[:1])))
    assert result.exit_code == 1
    assert value[1] in result.stderr
    assert made() == {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"amount": "veel"}, "is geen bedrag"),
        ({"amount": "119.005"}, "meer dan twee cijfers achter de komma"),
        ({"due_date": "2026-10-01"}, "de vervaldatum ligt vóór de factuurdatum"),
        ({"due_date": "2026-02-30"}, "is een dag die niet bestaat"),
        ({"amount": None}, "amount"),
    ],
)
def test_a_bad_invoice_makes_nothing_and_says_why(change: dict[str, Any], told: str) -> None:
    whole = record()
    whole["invoices"][0] |= change
    whole["invoices"][0] = {name: value for name, value in whole["invoices"][0].items() if value is not None}
    result = render(write_json(whole))
    assert result.exit_code == 1
    assert told in result.stderr
    assert made() == {}


def test_a_bad_account_makes_nothing_and_says_why() -> None:
    result = render(write_json(put("NL91 ABNA 0417 1643 01", (("creditor", "iban"),))))
    assert result.exit_code == 1
    assert "creditor.iban: " in result.stderr
    assert "is geen geldig IBAN" in result.stderr
    assert made() == {}


def test_instalments_that_do_not_add_up_make_nothing() -> None:
    plan = {
        "kind": "payment-plan",
        "agreed_on": "2026-12-01",
        "instalments": [
            {"due_date": "2026-12-18", "amount": "60.00"},
            {"due_date": "2027-01-18", "amount": "58.00"},
        ],
    }
    result = render(write_json(record() | {"agreement": plan}))
    assert result.exit_code == 1
    assert "de termijnen zijn samen 118.00 euro, maar er staat 119.00 euro open" in result.stderr
    assert made() == {}


def test_an_image_that_is_missing_stops_letter_and_email_and_leaves_no_part_of_them() -> None:
    result = render(write_json(put("gone.png", (("creditor", "logo"),))))
    assert result.exit_code == 3
    assert result.stderr.count("gone.png") == 2
    assert made().keys() == {"sms.txt", "sms.json"}


def test_an_attachment_that_is_missing_stops_the_email_only() -> None:
    terms = [{"file": "gone.pdf", "name": "Voorwaarden", "kind": "terms"}]
    result = render(write_json(record() | {"attachments": terms}))
    assert result.exit_code != 0
    assert "gone.pdf" in result.stderr
    assert "email.eml" not in made()


@pytest.mark.parametrize("name", ["../factuur.pdf", "/etc/hostname"])
def test_a_file_outside_the_workspace_is_never_sent_along(name: str) -> None:
    Path("inside").mkdir()
    Path("factuur.pdf").write_bytes(b"%PDF-1.7 not theirs")
    Path("inside/record.json").write_text(
        json.dumps(record() | {"attachments": [{"file": name, "name": "x", "kind": "other"}]}),
        encoding="utf-8",
    )
    result = render("inside/record.json", channel="email")
    assert result.exit_code != 0
    assert made() == {}


def test_a_disk_that_is_full_leaves_no_file_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = render(write_json(record()))
    assert result.exit_code == 3
    assert "de schijf is vol" in result.stderr
    assert list(Path("made").iterdir()) == []
