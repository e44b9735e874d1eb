"""`tact lint` of Word documents: findings a writer can find, comments, fixes, and folders with all kinds of files."""

from __future__ import annotations

import json
import stat
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner, Result

from tests.reading.word_files import SECTION, R, p, parts_of, r, table, word
from toolkit.cli import main
from toolkit.reading.word import read_word

BODY = (
    p("Dag.")
    + p("U moet ", r("derhalve", "<w:b/>"), " voldoen, en dat z.s.m. doen.")
    + table(("a", "b"), ("c", "z.s.m."))
)


def tact(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture(autouse=True)
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "brief.docx"
    path.write_bytes(word(BODY + SECTION, header1=p("x"), footer1=p("z.s.m.")))
    path.chmod(0o640)
    return path


def test_findings_are_told_at_a_place_that_a_writer_can_find() -> None:
    result = tact("lint", "brief.docx", "--select", "words,vague-time")
    assert result.exit_code == 1
    assert "brief.docx, alinea 2: waarschuwing W01 jargon\n" in result.stdout
    assert "\n     | U moet derhalve voldoen, en dat z.s.m. doen.\n" in result.stdout
    assert "ook in tabel 1, rij 2, voettekst\n" in result.stdout


@pytest.mark.parametrize(
    ("kind", "target", "said"),
    [
        ("aFChunk", "afchunk.html", "een ander document erin"),
        ("diagramData", "diagrams/data1.xml", "SmartArt"),
        ("chart", "charts/chart1.xml", "grafiek"),
    ],
)
def test_what_a_document_shows_and_nobody_reads_is_told(
    letter: Path, kind: str, target: str, said: str
) -> None:
    parts = parts_of(letter.read_bytes())
    known = parts["word/_rels/document.xml.rels"].decode()
    extra = f'<Relationship Id="x1" Type="{R}/{kind}" Target="{target}"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = known.replace("</Relationships>", extra).encode()
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    letter.write_bytes(out.getvalue())
    result = tact("lint", "brief.docx", "--select", "words")
    assert f"brief.docx: niet gelezen: 1 × {said}" in result.stderr


def test_every_format_tells_the_place_in_words() -> None:
    told = {
        form: tact("lint", "brief.docx", "--select", "vague-time", "--format", form).stdout
        for form in ("json", "sarif", "junit", "github", "gitlab", "rdjson")
    }
    (finding,) = json.loads(told["json"])["findings"]
    assert finding["where"] == "alinea 2"
    assert [each["where"] for each in finding["others"]] == ["tabel 1, rij 2", "voettekst"]
    (location,) = json.loads(told["sarif"])["runs"][0]["results"][0]["locations"]
    assert location["logicalLocations"] == [{"name": "alinea 2", "kind": "element"}]
    assert all("[alinea 2] ‘z.s.m.’" in told[form] for form in ("sarif", "github", "gitlab", "rdjson"))
    assert 'name="T02 vague-time alinea 2"' in told["junit"] or "vague-time alinea 2" in told["junit"]
    assert "paragraph 2" in tact("lint", "brief.docx", "--lang", "en").stdout


def test_comments_are_written_to_another_file_at_their_words(letter: Path) -> None:
    before = letter.read_bytes()
    result = tact("lint", "brief.docx", "--select", "words,vague-time", "--comments", "met.docx")
    assert (result.exit_code, letter.read_bytes()) == (1, before)
    assert "5 opmerkingen geschreven naar met.docx" in result.stderr
    assert stat.S_IMODE(Path("met.docx").stat().st_mode) == 0o600
    read = docx.Document("met.docx")
    assert [each.text.split("\n")[0] for each in read.comments if "jargon" in each.text] == [
        "‘derhalve’ is een woord dat klanten moeilijk vinden. (W01 jargon)",
        "‘voldoen’ is een woord dat klanten moeilijk vinden. (W01 jargon)",
    ]
    assert [each.text.split("\n")[1] for each in read.comments if "derhalve" in each.text] == [
        "liever: daarom"
    ]
    after = parts_of(Path("met.docx").read_bytes())
    assert {name for name, data in parts_of(before).items() if data != after[name]} == {
        "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("brief.docx", "--comments", "uit.docx", "--fix"), "verandert geen woorden"),
        (("brief.docx", "--comments", "brief.docx"), "een andere naam"),
        (("brief.docx", "--comments", "uit.docm"), "dezelfde soort: .docx"),
        (("brief.md", "--comments", "uit.docx"), "één Word-document"),
        (("brief.docx", "brief.docx", "--comments", "uit.docx"), "één Word-document"),
        (("brief.odt", "--comments", "uit.odt"), "één Word-document"),
    ],
)
def test_comments_that_cannot_be_made_are_refused_before_anything_is_written(
    arguments: tuple[str, ...], what: str
) -> None:
    result = tact("lint", *arguments)
    assert result.exit_code == 2
    assert what in result.stderr
    assert [path.name for path in Path().iterdir()] == ["brief.docx"]


def test_without_the_package_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    result = tact("lint", "brief.docx", "--comments", "uit.docx")
    assert result.exit_code == 2
    assert "kan nog niet; pip install 'tact-letters[word]'" in result.stderr
    assert not Path("uit.docx").exists()


def test_fix_mends_the_document_and_keeps_its_looks_and_its_rights(letter: Path) -> None:
    result = tact("lint", "brief.docx", "--select", "jargon", "--fix")
    assert "1 bestand veranderd" in result.stderr
    assert stat.S_IMODE(letter.stat().st_mode) == 0o640
    runs = docx.Document(BytesIO(letter.read_bytes())).paragraphs[1].runs
    assert [(run.text, run.bold) for run in runs][:2] == [("U moet ", None), ("daarom", True)]


def test_diff_shows_what_fix_would_change_in_the_words_of_the_document(letter: Path) -> None:
    before = letter.read_bytes()
    result = tact("lint", "brief.docx", "--diff")
    assert "\n-U moet derhalve voldoen, en dat z.s.m. doen.\n+U moet daarom voldoen" in result.stdout
    assert (result.exit_code, letter.read_bytes()) == (1, before)


def test_a_folder_says_how_many_files_of_which_kinds_it_left_out_and_names_them() -> None:
    for name in ("a.xlsx", "b.xlsx", "logo.png", "~$brief.docx", "c.doc"):
        Path(name).touch()
    result = tact("lint", ".", "--select", "vague-time")
    told = "1 × .doc, 1 × .docx, 1 × .png, 2 × .xlsx (a.xlsx, b.xlsx, c.doc, logo.png, ~$brief.docx)"
    assert f"overgeslagen: {told}\n" in result.stderr
    for number in range(9):
        Path(f"d{number}.png").touch()
    assert "d5.png en nog 6)" in tact("lint", ".", "--select", "vague-time").stderr.replace(
        "d4.png", "d5.png"
    )


def test_measure_reads_documents(letter: Path) -> None:
    wanted = Path("brief.md")
    wanted.write_text(read_word(letter.read_bytes(), "x").rendition.text, "utf-8")
    both = tact("measure", "brief.docx", "brief.md", "--format", "json")
    first, second = json.loads(both.stdout)["texts"]
    assert first["measures"] == second["measures"]


def test_a_broken_document_beside_a_good_one_is_an_error_and_the_good_one_is_linted() -> None:
    Path("stuk.docx").write_bytes(b"PK\x03\x04 niets")
    result = tact("lint", "stuk.docx", "brief.docx", "--select", "vague-time")
    assert result.exit_code == 2
    assert "stuk.docx: is beschadigd" in result.stderr
    assert "alinea 2" in result.stdout
