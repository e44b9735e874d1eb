"""The recipes of CONTRIBUTING, followed to the letter in a copy of the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FAX = '''"""The fax."""

from toolkit.channels.rendering import Rendering
from toolkit.compose import Message


def render_fax(message: Message) -> Rendering:
    """Return the fax as plain text."""
    return Rendering("fax", f"FAX\\n{message.subject}\\n".encode())
'''

LINE = """    Channel(
        name="fax",
        nl=("fax", "faxen"),
        en=("fax", "faxes"),
        blocks=("subject", "body"),
        suffix=".fax",
        media_type="text/plain",
        folder="faxes",
        calls=10,
        needs="phone",
        lacks="geen faxnummer",
        full=False,
    ),
)})"""

MAKER = """def _fax(press: Press, message: Message, folder: Path) -> Rendering:
    from toolkit.channels.fax import render_fax

    return render_fax(message)


MAKERS: """

RUN = """
import sys
from toolkit.cli import main

for line in sys.stdin.read().splitlines():
    try:
        main(line.split(), prog_name="tact", standalone_mode=False)
    except SystemExit as end:
        if end.code:
            raise
"""


def change(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the program with a template that goes by fax and e-mail."""
    for name in ("toolkit", "templates", "styles"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    note = tmp_path / "templates" / "fax-note"
    shutil.copytree(tmp_path / "templates" / "reminder", note)
    for sample in (note / "samples").glob("*.toml"):
        if sample.stem != "ordinary":
            sample.unlink()
    (note / "template.toml").write_text(
        'title = "Faxje"\npurpose = "Een fax"\nstage = "reminder"\nchannels = ["fax"]\nlanguages = ["nl"]\n',
        "utf-8",
    )
    return tmp_path


def add_line(copy: Path) -> None:
    (copy / "toolkit" / "channels" / "fax.py").write_text(FAX, encoding="utf-8")
    change(copy / "toolkit" / "delivery.py", (")})", LINE))


def add_maker(copy: Path) -> None:
    change(
        copy / "toolkit" / "channels" / "press.py",
        ("MAKERS: ", MAKER),
        ('"sms": _sms}', '"sms": _sms, "fax": _fax}'),
    )


def tact(copy: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    work = copy / "work"
    work.mkdir(exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", RUN], input="\n".join(lines), cwd=work, env=environment, text=True,
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip


def test_a_channel_made_by_the_recipe_is_rendered_offered_batched_exported_and_listed(copy: Path) -> None:
    add_line(copy)
    add_maker(copy)
    record = copy / "templates" / "fax-note" / "samples" / "ordinary.toml"
    done = tact(
        copy,
        f"render fax-note -r {record} -c fax -o made",
        "batch --help",
        f"batch {record} -t fax-note -c fax -o run -y -q --no-lint -j 1",
        "templates",
        "preview --export site -t fax-note -j 1",
    )
    assert done.returncode == 0, done.stderr
    work = copy / "work"
    (made,) = work.glob("made/*.fax.fax")
    assert made.read_text(encoding="utf-8").startswith("FAX\n")
    assert [path.read_bytes() for path in work.glob("run/faxes/*.fax")] == [made.read_bytes()]
    assert "[auto|letter|email|sms|fax|all]" in done.stdout
    assert "gemaakt: 1 fax (" in done.stdout
    assert "Faxje" in done.stdout
    page = (work / "site" / "fax-note" / "ordinary.html").read_text(encoding="utf-8")
    assert '<a href="fax-note-ordinary.fax">' in page
    assert (work / "site" / "fax-note" / "fax-note-ordinary.fax").read_bytes() == made.read_bytes()


def test_a_channel_without_its_maker_is_told_with_where_to_add_it(copy: Path) -> None:
    add_line(copy)
    record = copy / "templates" / "fax-note" / "samples" / "ordinary.toml"
    done = tact(copy, f"render fax-note -r {record} -c fax -o made")
    assert done.returncode == 3
    assert "niets maakt 'fax'" in done.stderr
    assert not list((copy / "work" / "made").iterdir())
