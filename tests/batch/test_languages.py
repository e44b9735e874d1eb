"""A batch for customers who read another language: nobody gets a letter in the wrong one by accident."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.batch.ledgers import HEAD, ON, ROOT, manifest, row, tact

ARGUMENTS = (
    "klanten.csv",
    "-t",
    "reminder",
    "-c",
    "sms",
    "-o",
    "out",
    "-y",
    "-q",
    "--no-lint",
    "-j",
    "1",
    *ON,
)


def french_ledger(folder: Path) -> None:
    """Write the settings of a firm, and a ledger of two customers who read French and one who reads Dutch."""
    settings = ROOT / "toolkit" / "cli" / "starter" / "workspace" / "tact.toml"
    (folder / "tact.toml").write_bytes(settings.read_bytes())
    names = (("M. Luc Lambert", "FR"), ("Mme Rose Lambert", "Français"), ("mevr. R. Visser", "NL"))
    lines = [f"{row(at, Klantnaam=name)};{tag}" for at, (name, tag) in enumerate(names)]
    (folder / "klanten.csv").write_text("\r\n".join([f"{HEAD};Taal", *lines, ""]), encoding="utf-8-sig")


def test_a_customer_whose_language_a_text_lacks_is_held_back_and_counted_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    french_ledger(tmp_path)
    done = tact(*ARGUMENTS, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    made = [line for line in manifest(tmp_path / "out") if line["status"] == "done"]
    assert len(made) == 1
    with (tmp_path / "out" / "failed.csv").open(encoding="utf-8-sig", newline="") as file:
        failed = list(csv.reader(file, delimiter=";"))
    told = [line for line in failed if any("leest 'fr'" in cell for cell in line)]
    assert len(told) == 2
    assert not any("Lambert" in path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.txt"))


def test_a_fallback_in_the_settings_makes_the_message_and_the_manifest_says_so(tmp_path: Path) -> None:
    french_ledger(tmp_path)
    settings = tmp_path / "tact.toml"
    settings.write_text('fallback = "nl"\n' + settings.read_text("utf-8"), encoding="utf-8")
    done = tact(*ARGUMENTS, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = manifest(tmp_path / "out")
    said = [str(line.get("warnings")) for line in lines]
    assert ["de klant leest 'fr', het bericht is in 'nl'" in each for each in said] == [True, True, False]
