"""`tact adopt`: a letter of Word becomes a template, its fields confirmed one by one, and renders at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result

from tests.reading.word_files import SECTION, p, r, word
from toolkit.cli import main

TEXT = "nl.md.j2"
CONTENT = word(
    p("De Korenbloem")
    + p("Geachte heer Jansen,")
    + p("Factuur 2026-0413 van ", r("€ 119,00", "<w:b/>"), " is niet betaald. Betaal [iets] aan «Wie».")
    + p("Ons nummer is 2026-0413.")
    + SECTION,
    header1=p("kop"),
    footer1=p("KvK 12345678"),
)


def adopt(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, ["adopt", *arguments], input=text)


def body(name: str = "brief") -> str:
    return Path("templates", name, TEXT).read_text("utf-8").partition("{% block body %}\n")[2]


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("tact.toml").touch()
    Path("Brief.docx").write_bytes(CONTENT)
    return tmp_path


def test_with_yes_every_proposal_is_taken_and_the_letter_is_there_at_once() -> None:
    result = adopt("Brief.docx", "--yes")
    assert result.exit_code == 1  # two places are still open
    assert body() == (
        "{{ greeting }},\n\nFactuur {{ invoice.number }} van **{{ total|euro }}** is niet betaald. Betaal [iets] aan"
        " [Wie].\n\nOns nummer is {{ invoice.number }}.\n{% endblock %}\n"
    )
    assert [path.name for path in Path("output").iterdir()] == ["2026-0413_brief.letter.pdf"]
    assert "boven de aanhef: De Korenbloem" in result.stderr
    assert "kopteksten, voetteksten en noten: kop / KvK 12345678" in result.stderr
    assert "‘[iets]’ is nog niet ingevuld" in result.stdout
    assert 'needs = ["invoice.number"]' in Path("templates", "brief", "template.toml").read_text("utf-8")


def test_each_answer_is_taken_and_the_same_words_are_asked_once() -> None:
    result = adopt("Brief.docx", "--name", "eerste-brief", text="\nn\n?\nbedrag\ndate|date\ncustomer.name\n")
    assert result.exit_code == 0, result.output
    assert body("eerste-brief") == (
        "{{ greeting }},\n\nFactuur {{ invoice.number }} van **€ 119,00** is niet betaald. Betaal {{ date|date }} aan"
        " {{ customer.name }}.\n\nOns nummer is {{ invoice.number }}.\n{% endblock %}\n"
    )
    assert "1 van 4: 2026-0413" in result.stderr
    assert "… Factuur →2026-0413← van € 119,00 is niet betaald" in result.stderr
    assert "'bedrag' is geen veld" in result.stderr
    assert "creditor.iban|iban" in result.stderr


def test_a_sample_that_cannot_have_the_letter_leaves_and_is_named() -> None:
    Path("brief.txt").write_text("Dag,\n\nBeste [achternaam].\n", "utf-8")
    result = adopt("brief.txt", "--yes")
    samples = {path.stem for path in Path("templates", "brief", "samples").glob("*.toml")}
    assert "1-nl-consument" in samples
    for name in {"2-nl-bedrijf", "4-be-bedrijf"} - samples:
        assert f"het voorbeeld {name}" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "text", "what"),
    [
        (("weg.docx",), "", "kan niet gelezen worden"),
        (("-",), "Dag,", "--yes"),
        (("leeg.txt", "--yes"), "", "geen woorden"),
        (("Brief.docx", "--yes", "--name", "Fout!"), "", "naam"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_left(
    work: Path, arguments: tuple[str, ...], text: str, what: str
) -> None:
    Path("leeg.txt").touch()
    result = adopt(*arguments, text=text)
    assert (result.exit_code, what in result.stderr) == (2, True), result.stderr
    assert not (work / "templates").exists() or not list((work / "templates").glob("[a-z]*"))


def test_a_template_that_exists_is_not_written_over() -> None:
    adopt("Brief.docx", "--yes")
    before = body()
    result = adopt("Brief.docx", "--yes")
    assert (result.exit_code, body()) == (2, before)


def test_a_pasted_letter_is_adopted() -> None:
    result = adopt("-", "--yes", "--name", "geplakt", text="Dag,\n\nBetaal € 10,00.\n")
    assert result.exit_code == 0, result.output
    assert body("geplakt") == "{{ greeting }},\n\nBetaal {{ total|euro }}.\n{% endblock %}\n"


def test_a_person_at_a_terminal_is_asked_and_sees_the_findings(work: Path) -> None:
    program = Path(sys.executable).with_name("tact")
    child = pexpect.spawn(str(program), ["adopt", "Brief.docx"], cwd=str(work), encoding="utf-8", timeout=60)
    answers = {"1 van 4: 2026-0413": "", "2 van 4": "", "3 van 4": "date|date", "4 van 4": "customer.name"}
    for shown, answer in answers.items():
        child.expect_exact(shown)
        child.expect_exact("lijst")
        child.sendline(answer)
    child.expect_exact("De tekst staat in")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "{{ date|date }} aan {{ customer.name }}." in body()
