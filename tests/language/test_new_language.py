"""The recipe for a language in CONTRIBUTING, followed to the letter with a made-up one, in a copy of the project."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from toolkit.errors import SettingsError
from toolkit.language.pack import MANIFEST, read_pack

ROOT = Path(__file__).parents[2]
NAMES = """
def greeting(people, *, country, company=None):
    return f"Hallo {people[0].last_name if people else company or 'klanto'}"

def full_name(person, *, country):
    return f"Siro {person.last_name}"

def attention(people, *, country):
    return f"voro {people[0].last_name}"
"""
TEXT = """{% block subject %}Billo {{ invoice.number }}{% endblock %}
{% block body %}
{{ greeting }},

Payo {{ total|euro }} byo {{ pay_by|date }}.
{% endblock %}
{% block sms %}Payo {{ total|euro }} byo {{ pay_by|date }}.{% endblock %}
"""
WORDS = {"title": "Toyish", "locale": "en_GB", "date": "Dayo", "return_address": "Backo: {address}"}


def own_manifest(**words: str) -> str:
    lines = (ROOT / "toolkit/language/nl" / MANIFEST).read_text(encoding="utf-8").splitlines()
    return "\n".join(
        f'{name} = "{words[name]}"' if (name := line.partition(" = ")[0]) in words else line for line in lines
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a language that CONTRIBUTING's recipe made."""
    tmp_path = tmp_path_factory.mktemp("copy")
    for folder in ("toolkit", "templates", "styles"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    pack, template = tmp_path / "toolkit/language/xx", tmp_path / "templates/reminder"
    pack.mkdir()
    (pack / "__init__.py").write_text('"""Toyish."""\n')
    (pack / MANIFEST).write_text(own_manifest(**WORDS), encoding="utf-8")
    (pack / "names.py").write_text(NAMES)
    (template / "xx.md.j2").write_text(TEXT)
    manifest = template / "template.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('languages = ["nl"]', 'languages = ["nl", "xx"]'))
    ordinary = (template / "samples" / "ordinary.toml").read_text("utf-8")
    toy = template / "samples" / "toy.toml"
    toy.write_text(ordinary + '\n[customer]\nlanguage = "Toyish"\n', encoding="utf-8")
    return tmp_path


def tact(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit.cli", *arguments],
        check=False,
        cwd=copy,
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin", "XDG_CACHE_HOME": str(copy / ".cache")},
        capture_output=True,
        text=True,
    )


def test_the_recipe_names_every_file_that_this_test_makes_and_every_one_that_may_be_left_out() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipe = " ".join(text.partition("**Language.**")[2].partition("\n\n")[0].split())
    for made in ("toolkit/language/<tag>/", "__init__.py", MANIFEST, "names.py", "<tag>.md.j2", "languages"):
        assert f"`{made}`" in recipe
    assert "`greeting`, `full_name` and `attention`" in recipe
    own = {path.stem for path in (ROOT / "toolkit/language/nl").glob("*.py")}
    for left_out in ("reader", "detectors", "wording"):
        assert f"`{left_out}.py`" in recipe
        assert left_out in own


def test_a_made_up_language_is_linted_by_the_rules_that_need_no_words_of_another(copy: Path) -> None:
    done = tact(copy, "lint", "templates/reminder/xx.md.j2", "--format", "json", "--no-cache")
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)["findings"]
    toyish = {each["rule"] for each in found if each["file"].endswith("xx.md.j2")}
    assert "missing-fact" in toyish
    assert not toyish & {"jargon", "passive", "readability", "missing-contact"}
    note = "reminder/xx.md.j2: the language is Toyish (xx), so "
    assert note in done.stderr
    assert "has no words for: what to do when paying is hard" in done.stderr
    said = " ".join(each["message"] for each in found if each["file"].endswith("xx.md.j2"))
    assert "het rekeningnummer" in said
    assert "als betalen niet lukt" not in said
    assert (
        tact(copy, "lint", "reminder").stderr == tact(copy, "lint", "reminder").stderr
    )  # from the cache too


def test_a_made_up_language_speaks_in_the_letter_the_e_mail_and_the_text_message(copy: Path) -> None:
    made = tact(copy, "render", "reminder", "-r", "templates/reminder/samples/toy.toml", "-o", "out")
    assert made.returncode == 0, made.stderr
    (pdf,), (mail,), (sms,) = (list((copy / "out").glob(name)) for name in ("*.pdf", "*.eml", "*.txt"))
    letter = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for said in (
        "Siro Yilmaz",
        "Hallo Yilmaz",
        "Backo: ",
        "Dayo 4 December 2026",
        "€186.50",
        "10 December 2026",
    ):
        assert said in letter.replace("\xa0", " ")
    body = message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None
    assert "Payo €186.50 byo 10 December 2026." in body.get_content()
    assert sms.read_text("utf-8").replace("\xa0", " ") == "Payo €186.50 byo 10 December 2026."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text.replace('date = "Datum"\n', ""), r"xx/pack.toml: lacks date"),
        (lambda text: text.replace("{pages}", ""), "label page needs {page} and {pages}"),
        (
            lambda text: text.replace("[labels]\n", '[labels]\nhobby = "x"\n'),
            "labels that nothing uses: hobby",
        ),
        (lambda text: text + '\nhobby = ["x"]\n', "labels that nothing uses: hobby"),
    ],
)
def test_a_pack_that_lacks_something_says_what(tmp_path: Path, change, sentence: str) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / MANIFEST).write_text(change(own_manifest()), encoding="utf-8")
    with pytest.raises(SettingsError, match=sentence):
        read_pack(tmp_path / "xx")


def test_a_pack_without_names_or_with_an_unknown_locale_says_so(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / MANIFEST).write_text(own_manifest(locale="qq_QQ"), encoding="utf-8")
    pack = read_pack(tmp_path / "xx")
    with pytest.raises(SettingsError, match=r"language/xx/names.py: is missing"):
        _ = pack.names
    with pytest.raises(SettingsError, match="no locale 'qq_QQ'"):
        pack.check()
