"""`tact lint` from the command line: what it reads, what it tells, and what it leaves in the files."""

from __future__ import annotations

import json
import stat
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from tests.compose.records import MANIFEST
from toolkit.cli import main
from toolkit.reporters import FORMATS
from toolkit.workspace import shipped

TEMPLATE = (
    "{% block subject %}Uw factuur{% endblock %}\n{% block sms %}Betaal vandaag.{% endblock %}\n"
    "{% block body %}\nU moet derhalve voldoen.\n{% endblock %}\n"
)


def tact(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], input=text)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    return tmp_path


@pytest.fixture
def letter(here: Path) -> Path:
    path = here / "brief.md"
    path.write_text("Beste klant,\n\nU moet derhalve voldoen.\n", "utf-8")
    return path


@pytest.fixture
def work(here: Path) -> Path:
    """A workspace with one template of its own, `proef`, and one sample."""
    folder = here / "templates" / "proef"
    (folder / "samples").mkdir(parents=True)
    (here / "tact.toml").write_text("", "utf-8")
    (folder / "template.toml").write_text(MANIFEST, "utf-8")
    (folder / "nl.md.j2").write_text(TEMPLATE, "utf-8")
    sample = shipped("templates") / "_samples" / "nl-consumer.toml"
    (here / "templates" / "_samples").mkdir()
    (here / "templates" / "_samples" / "nl-consumer.toml").write_text(sample.read_text("utf-8"), "utf-8")
    ordinary = shipped("templates") / "reminder" / "samples" / "ordinary.toml"
    (folder / "samples" / "gewoon.toml").write_text(ordinary.read_text("utf-8"), "utf-8")
    return folder


def findings(result: Result) -> list[tuple[str, str]]:
    return [(f["file"], f["excerpt"]) for f in json.loads(result.stdout)["findings"]]


JSON = ("--format", "json", "--select", "jargon")


# What it reads.


def test_a_text_is_linted_and_findings_are_told(letter: Path) -> None:
    result = tact("lint", "brief.md", "--select", "jargon")
    assert result.exit_code == 1
    assert "brief.md:3:17: waarschuwing W01 jargon" in result.stdout
    assert "liever: betalen" in result.stdout


def test_html_on_standard_input_is_read_as_html(here: Path) -> None:
    result = tact(
        "lint", "-", *JSON, text="<!doctype html><p>U moet vol<b>doen</b>.<script>derhalve</script>"
    )
    assert findings(result) == [("<stdin>", "voldoen")]


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.txt", "Betaal één keer derhalve.", "cp1252"),
        ("a.txt", "Betaal één keer derhalve.", "utf-16"),
        ("a.html", "<meta charset='windows-1252'><p>Betaal één keer derhalve.", "cp1252"),
    ],
)
def test_a_fix_keeps_the_encoding_of_a_file(here: Path, name: str, text: str, encoding: str) -> None:
    (here / name).write_bytes(text.encode(encoding))
    result = tact("lint", name, "--select", "jargon", "--fix")
    assert "1 bestand veranderd" in result.stderr
    assert (here / name).read_bytes() == text.replace("derhalve", "daarom").encode(encoding)


def test_a_clean_text_gives_0(here: Path) -> None:
    (here / "schoon.txt").write_text("Betaal vandaag. Bel ons.", "utf-8")
    result = tact("lint", "schoon.txt")
    assert (result.exit_code, result.stdout) == (0, "Geen bevindingen in 1 bestand.\n")


def test_standard_input_is_linted() -> None:
    result = tact("lint", "-", *JSON, text="U moet voldoen, één keer.")
    assert findings(result) == [("<stdin>", "voldoen")]


def test_a_folder_of_texts_is_linted_and_other_files_are_named(here: Path) -> None:
    folder = here / "brieven" / "oud"
    folder.mkdir(parents=True)
    for name in ("a.txt", "b.html", "c.xlsx", ".verborgen.md"):
        (folder / name).write_text("voldoen", "utf-8")
    result = tact("lint", "brieven", *JSON)
    assert findings(result) == [("brieven/oud/a.txt", "voldoen"), ("brieven/oud/b.html", "voldoen")]
    assert "brieven: overgeslagen: 1 × .xlsx (oud/c.xlsx)" in result.stderr


def test_a_template_is_linted_by_name_by_folder_and_by_file(work: Path) -> None:
    expected = [("templates/proef/nl.md.j2", "derhalve"), ("templates/proef/nl.md.j2", "voldoen")]
    for named in ("proef", "templates/proef", "templates/proef/nl.md.j2", work):
        assert findings(tact("lint", named, *JSON)) == expected


def test_without_a_name_all_templates_of_the_workspace_are_linted(work: Path) -> None:
    files = {
        file for file, _ in findings(tact("lint", "--format", "json", "--select", "jargon,uncovered-branch"))
    }
    assert "templates/proef/nl.md.j2" in files


def test_a_folder_of_templates_is_linted(work: Path) -> None:
    assert len(findings(tact("lint", "templates", *JSON))) == 2
    assert len(findings(tact("lint", ".", *JSON))) == 2


def test_the_same_file_twice_is_linted_once(letter: Path) -> None:
    assert len(findings(tact("lint", "brief.md", "./brief.md", letter, *JSON))) == 2


# What it refuses.


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["weg.md"], "weg.md: bestaat niet"),
        (["weg/ergens"], "weg/ergens: bestaat niet"),
        (["remindr"], "remindr: is geen bestand, geen map en geen tekst; bedoelt u 'reminder'?"),
        (["leeg"], "leeg: in deze map staat niets om na te lezen"),
        (["brief.pptx"], "een bestand van de soort '.pptx' is niet na te lezen"),
        (["latin.txt"], "latin.txt:1: is geen UTF-8"),
        (["brief.md", "--select", "jargn"], "de regel 'jargn' bestaat niet; bedoelt u 'jargon'?"),
        (["brief.md", "--ignore", "x1"], "de regel 'x1' bestaat niet"),
        (["brief.md", "--fail-on", "fatal"], "'fatal' is niet een van 'error', 'warning', 'hint'"),
        (["brief.md", "--format", "xml"], "'xml' is niet een van"),
        (["brief.md", "--write-baseline"], "bij --write-baseline hoort --baseline"),
        (["brief.md", "--baseline", "weg.json"], "weg.json: de nulmeting bestaat niet"),
        (["brief.md", "--fix", "--diff"], "kies er één"),
        (["-", "--fix"], "--fix kan de standaardinvoer niet veranderen"),
        (["brief.md", "--statistics", "--format", "json"], "--statistics is een tekst"),
        (["brief.md", "--output", "weg/rapport.json"], "weg/rapport.json: kan niet geschreven worden"),
    ],
)
def test_what_cannot_be_done_gives_2_with_the_reason(
    here: Path, letter: Path, arguments: list[str], what: str
) -> None:
    (here / "leeg").mkdir()
    (here / "brief.pptx").write_bytes(b"x")
    (here / "latin.txt").write_bytes("één".encode("cp850"))
    result = tact("lint", *arguments, text="x")
    assert result.exit_code == 2, result.output
    assert what in result.stderr


def test_a_broken_template_gives_2_and_the_others_are_linted(work: Path, letter: Path) -> None:
    (work / "nl.md.j2").write_text(TEMPLATE.replace("{% endblock %}", "", 1), "utf-8")
    result = tact("lint", "proef", "brief.md", *JSON)
    assert result.exit_code == 2
    assert "templates/proef/nl.md.j2:" in result.stderr
    assert findings(result) == [("brief.md", "derhalve"), ("brief.md", "voldoen")]


def test_a_broken_sample_gives_2(work: Path) -> None:
    (work / "samples" / "gewoon.toml").write_text('id = "x"', "utf-8")
    result = tact("lint", "proef")
    assert result.exit_code == 2
    assert "gewoon.toml" in result.stderr


def test_a_template_outside_a_collection_gives_2(here: Path, work: Path) -> None:
    work.rename(here / "los")
    result = tact("lint", "los")
    assert result.exit_code == 2
    assert "moet in een map liggen die templates/ heet" in result.stderr


def test_broken_settings_give_2(work: Path, here: Path) -> None:
    (here / "tact.toml").write_text("[lint]\nselct = []", "utf-8")
    result = tact("lint", "proef")
    assert result.exit_code == 2
    assert "bedoelt u 'select'?" in result.stderr


# Options.


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("hint", 1)])
def test_fail_on_says_what_is_bad_enough(letter: Path, fail_on: str, code: int) -> None:
    assert tact("lint", "brief.md", "--select", "jargon", "--fail-on", fail_on).exit_code == code


def test_rules_are_selected_and_ignored(letter: Path) -> None:
    assert tact("lint", "brief.md", "--select", "words", "--ignore", "W01,W02").exit_code == 0
    assert tact("lint", "brief.md", "--select", "tone").exit_code == 0


def test_settings_of_the_folder_of_a_text_count(letter: Path, here: Path) -> None:
    (here / "tact.toml").write_text('[lint]\nignore = ["words"]', "utf-8")
    assert tact("lint", "brief.md").exit_code == 0
    assert tact("lint", "brief.md", "--select", "words").exit_code == 1


def test_the_profile_says_whose_words_count(here: Path) -> None:
    (here / "brief.md").write_text("U krijgt een ingebrekestelling.", "utf-8")
    for profile in ("nl", "be"):
        assert tact("lint", "brief.md", "--profile", profile).exit_code in (0, 1)
    assert tact("lint", "brief.md", "--profile", "de").exit_code == 2


def test_messages_are_dutch_or_english(letter: Path) -> None:
    assert "waarschuwing" in tact("lint", "brief.md").stdout
    assert "warning" in tact("lint", "brief.md", "--lang", "en").stdout


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_written_to_a_file(letter: Path, here: Path, name: str) -> None:
    result = tact("lint", "brief.md", "--format", name, "--output", "rapport")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "rapport" in result.stderr
    written = (here / "rapport").read_text("utf-8")
    if name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(written)
    if name == "junit":
        ElementTree.fromstring(written)  # noqa: S314
    assert "brief.md" in written


def test_statistics_count_per_rule(letter: Path) -> None:
    result = tact("lint", "brief.md", "--select", "jargon", "--statistics")
    assert result.exit_code == 1
    assert result.stdout.split()[:3] == ["2", "W01", "jargon"]


def test_colour_is_for_terminals_unless_it_is_asked_for(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b[" not in tact("lint", "brief.md").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in tact("lint", "brief.md").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in tact("lint", "brief.md").stdout


# Fixing.


def test_fix_makes_the_safe_replacements_and_tells_what_is_left(letter: Path) -> None:
    letter.chmod(0o640)
    result = tact("lint", "brief.md", "--select", "jargon", "--fix")
    assert letter.read_text("utf-8") == "Beste klant,\n\nU moet daarom voldoen.\n"
    assert result.exit_code == 1
    assert "1 bestand veranderd" in result.stderr
    assert "‘voldoen’" in result.stdout
    assert "derhalve" not in result.stdout
    assert stat.S_IMODE(letter.stat().st_mode) == 0o640


def test_fix_keeps_line_breaks_and_byte_order_mark(here: Path) -> None:
    path = here / "brief.txt"
    path.write_bytes(b"\xef\xbb\xbfDag.\r\nWij bellen derhalve.\r\n")
    assert tact("lint", "brief.txt", "--fix").exit_code == 0
    assert path.read_bytes() == b"\xef\xbb\xbfDag.\r\nWij bellen daarom.\r\n"


def test_fix_changes_the_words_of_a_template(work: Path) -> None:
    tact("lint", "proef", "--fix")
    assert (work / "nl.md.j2").read_text("utf-8") == TEMPLATE.replace("derhalve", "daarom")


def test_fix_twice_is_fix_once(work: Path) -> None:
    tact("lint", "proef", "--fix")
    once = (work / "nl.md.j2").read_text("utf-8")
    assert "0 bestanden veranderd" in tact("lint", "proef", "--fix").stderr
    assert (work / "nl.md.j2").read_text("utf-8") == once


def test_diff_shows_what_fix_would_change_and_changes_nothing(letter: Path, work: Path) -> None:
    before = letter.read_text("utf-8")
    result = tact("lint", "brief.md", "proef", "--diff")
    assert result.exit_code == 1
    assert "--- brief.md\n+++ brief.md\n@@ -1,3 +1,3 @@" in result.stdout
    assert "-U moet derhalve voldoen.\n+U moet daarom voldoen.\n" in result.stdout
    assert "--- templates/proef/nl.md.j2" in result.stdout
    assert letter.read_text("utf-8") == before
    assert (work / "nl.md.j2").read_text("utf-8") == TEMPLATE


def test_diff_of_standard_input_and_of_nothing() -> None:
    assert "+Wij bellen daarom.\n" in tact("lint", "-", "--diff", text="Wij bellen derhalve.\n").stdout
    result = tact("lint", "-", "--diff", text="Wij bellen.")
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_email_is_never_changed(here: Path) -> None:
    path = here / "mail.eml"
    path.write_bytes(b"Subject: Dag\n\nWij bellen derhalve.\n")
    result = tact("lint", "mail.eml", "--select", "jargon", "--fix")
    assert "mail.eml#text:1:12" in result.stdout
    assert "let op: mail.eml#text blijft zoals het is" in result.stderr
    assert path.read_bytes() == b"Subject: Dag\n\nWij bellen derhalve.\n"


# Baseline.


def test_a_baseline_lets_only_new_findings_fail(letter: Path, here: Path) -> None:
    base = ("lint", "brief.md", "--select", "jargon", "--baseline", "bekend.json")
    result = tact(*base, "--write-baseline")
    assert result.exit_code == 0
    assert "2 bevindingen geschreven in bekend.json" in result.stderr
    letter.write_text("Iets vooraf.\n\n" + letter.read_text("utf-8"), "utf-8")
    assert tact(*base).exit_code == 0
    letter.write_text(letter.read_text("utf-8") + "U moet weer voldoen.\n", "utf-8")
    result = tact(*base, "--format", "json")
    assert result.exit_code == 1
    assert findings(result) == [("brief.md", "voldoen")]


def test_what_is_mended_leaves_the_baseline(letter: Path, here: Path) -> None:
    base = ("lint", "brief.md", "--baseline", "bekend.json")
    tact(*base, "--write-baseline")
    letter.write_text("U moet voldoen.\n", "utf-8")
    result = tact(*base)
    assert "1 herstelde bevinding uit bekend.json gehaald" in result.stderr
    known = json.loads((here / "bekend.json").read_text("utf-8"))["findings"]["brief.md"]
    assert sum(known.values()) == 1
    letter.write_text("Wij bellen derhalve.\n", "utf-8")
    assert tact(*base, "--fail-on", "hint").exit_code == 1


def test_a_baseline_holds_for_other_files_and_from_other_folders(
    letter: Path, work: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tact("lint", "brief.md", "proef", "--select", "jargon", "--baseline", "bekend.json", "--write-baseline")
    assert tact("lint", "proef", "--select", "jargon", "--baseline", "bekend.json").exit_code == 0
    assert tact("lint", "brief.md", "--select", "jargon", "--baseline", "bekend.json").exit_code == 0
    monkeypatch.chdir(here / "templates")
    result = tact("lint", "../brief.md", "proef", "--select", "jargon", "--baseline", "../bekend.json")
    assert (result.exit_code, result.stderr) == (0, "")


# The other verbs.


def test_rules_lists_every_rule() -> None:
    listed = tact("rules").stdout
    data = json.loads(tact("rules", "--format", "json").stdout)
    assert data["version"] == 1
    assert len(data["rules"]) >= 30
    for rule in data["rules"]:
        assert rule["name"] in listed
        assert rule["code"] in listed
    assert "Jargon" in tact("rules", "--lang", "en").stdout


def test_explain_tells_why_what_to_do_and_shows_examples() -> None:
    told = tact("explain", "long-sentence").stdout
    for part in ("S01 long-sentence", "Waarom", "Wat te doen", "Bron", "Dit vindt de regel", "words = 20"):
        assert part in told
    assert tact("explain", "S01").stdout == told
    assert "What to do" in tact("explain", "S01", "--lang", "en").stdout


def test_explain_refuses_a_rule_that_is_not_there() -> None:
    result = tact("explain", "jargn")
    assert result.exit_code == 2
    assert "bedoelt u 'jargon'?" in result.stderr


def test_measure_tells_the_scores_and_each_sentence(here: Path) -> None:
    (here / "brief.txt").write_text("Beste klant,\n\nBetaal vandaag. Bel ons als dat niet lukt.\n", "utf-8")
    data = json.loads(tact("measure", "brief.txt", "--format", "json").stdout)
    (text,) = data["texts"]
    assert (data["version"], text["file"]) == (1, "brief.txt")
    assert list(text["measures"]) == [
        "words",
        "sentences",
        "syllables",
        "words_per_sentence",
        "flesch_douma",
        "lix",
        "effort",
    ]
    assert (text["measures"]["words"], text["measures"]["sentences"]) == (8, 2)
    assert text["measures"]["words_per_sentence"] == 4.0
    running = [s for s in text["sentences"] if s["role"] == "running"]
    assert [(s["text"], s["line"], s["words"]) for s in running] == [
        ("Betaal vandaag.", 3, 2),
        ("Bel ons als dat niet lukt.", 3, 6),
    ]
    assert sum(s["syllables"] for s in running) == text["measures"]["syllables"]
    told = tact("measure", "brief.txt").stdout
    assert "woorden per zin" in told
    assert "4,0" in told
    assert "Bel ons als dat niet lukt." in told


def test_measure_says_of_each_text_whether_it_is_easier_than_at_a_revision(here: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=T", "-c", "user.email=t@example.nl")
        subprocess.run(["git", *who, *arguments], cwd=here, check=True, capture_output=True)

    hard = "De betaling van het verschuldigde wordt door de klant derhalve per omgaande verricht.\n"
    (here / "a.txt").write_text(hard, "utf-8")
    (here / "b.txt").write_text("Betaal vandaag. Bel ons.\n", "utf-8")
    git("init", "-q")
    git("add", "a.txt", "b.txt")
    git("commit", "-qm", "Begin")
    (here / "a.txt").write_text("U betaalt vandaag. Bel ons.\n", "utf-8")
    (here / "c.txt").write_text("Bel ons.\n", "utf-8")
    done = tact("measure", "a.txt", "b.txt", "c.txt", "--compare", "HEAD", "--format", "json")
    told = {each["file"]: each["verdict"] for each in json.loads(done.stdout)["compared"]}
    assert told == {"a.txt": "easier", "b.txt": "same", "c.txt": "new"}
    assert "c.txt" in done.stderr
    assert "makkelijker" in tact("measure", ".", "--compare", "HEAD").stdout
    assert tact("measure", "a.txt", "--compare", "no-such").exit_code == 2
    assert (here / "a.txt").read_text("utf-8").startswith("U betaalt")


def test_measure_compares_outside_git_with_nothing_and_says_so(here: Path) -> None:
    (here / "a.txt").write_text("Bel ons.\n", "utf-8")
    done = tact("measure", "a.txt", "--compare", "HEAD")
    assert (done.exit_code, "git" in done.stderr) == (2, True)


def test_measure_reads_standard_input_html_and_refuses_the_rest(here: Path) -> None:
    assert '"words": 2' in tact("measure", "-", "--format", "json", text="Betaal vandaag.").stdout
    (here / "x.html").write_text("<p>Betaal &eacute;&eacute;n keer.</p>", "utf-8")
    (text,) = json.loads(tact("measure", "x.html", "--format", "json").stdout)["texts"]
    assert (text["sentences"][0]["start"], text["sentences"][0]["end"]) == (3, 33)
    assert tact("measure", "weg.md").exit_code == 2
