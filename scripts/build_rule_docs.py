"""Writes a page for every rule of the linter, and their index, to docs/rules/.

Run it after any change of a rule: python scripts/build_rule_docs.py
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from toolkit.cli.explain import toml_value  # noqa: E402
from toolkit.lint.model import Example, Rule  # noqa: E402
from toolkit.lint.rules import all_rules  # noqa: E402

FOLDER = ROOT / "docs" / "rules"
GROUPS = {
    "words": "Woorden",
    "sentences": "Zinnen",
    "tone": "Toon",
    "structure": "Opbouw",
    "facts": "Feiten",
    "law": "Wet",
    "channel": "Kanaal",
    "template": "Sjabloon",
}
SEVERITIES = {"error": "fout", "warning": "waarschuwing", "hint": "tip"}
MADE = "<!-- Gemaakt door scripts/build_rule_docs.py: verander de regel, niet deze bladzijde. -->"


def pages() -> dict[str, str]:
    """Return the text of every page by its file name."""
    rules = all_rules()
    return {f"{rule.name}.md": "\n".join(page(rule)) for rule in rules} | {
        "README.md": "\n".join(index(rules))
    }


def index(rules: tuple[Rule, ...]) -> Iterator[str]:
    """Yield the lines of the index: a table for each group."""
    yield MADE
    yield ""
    yield "# Regels"
    yield ""
    yield f"Tact heeft {len(rules)} regels. `tact rules` laat ze zien, `tact explain REGEL` vertelt er alles over."
    yield "Hoe u een regel instelt of een vondst laat staan, staat in [linter.md](../linter.md)."
    for group, title in GROUPS.items():
        listed = [rule for rule in rules if rule.group == group]
        if listed:
            yield from (
                "",
                f"## {title}",
                "",
                "| code | regel | ernst | vindt |",
                "| --- | --- | --- | --- |",
            )
            for rule in listed:
                severity = SEVERITIES[rule.severity]
                yield f"| {rule.code} | [{rule.name}]({rule.name}.md) | {severity} | {rule.title.nl} |"
    yield ""


def page(rule: Rule) -> Iterator[str]:
    """Yield the lines of the page of a rule."""
    yield from (MADE, "", f"# {rule.code} {rule.name}: {rule.title.nl}", "")
    yield f"Groep: {GROUPS[rule.group].lower()}. Ernst: {SEVERITIES[rule.severity]}."
    yield from ("", "## Waarom", "", rule.why.nl, "", "## Wat te doen", "", rule.advice.nl)
    yield from ("", "## Dit vindt de regel", "")
    yield from _examples(rule.bad)
    yield from ("## Dit niet", "")
    yield from _examples(rule.good)
    if rule.fixed:
        yield from ("## Dit maakt `--fix` ervan", "")
        yield from (f"- {before} → {after}" for before, after in rule.fixed)
        yield ""
    yield from ("## Instellen", "")
    yield from ("```toml", f"[lint.rules.{rule.name}]") if rule.options else ("```toml", "[lint.severity]")
    if rule.options:
        yield from (f"{name} = {toml_value(value)}" for name, value in rule.options.items())
    else:
        yield f'{rule.name} = "{rule.severity}"'
    yield from ("```", "", f"Eén vondst laten staan: `{{# tact: ignore[{rule.name}] waarom #}}`.")
    yield from ("", "## Bron", "", f"{rule.source}.")
    yield from ("", "## In English", "", f"**{rule.title.en}.** {rule.why.en} {rule.advice.en}", "")


def _examples(examples: tuple[Example | str, ...]) -> Iterator[str]:
    for example in examples:
        case = Example(example) if isinstance(example, str) else example
        scene = _scene(case)
        if scene:
            yield from (scene, "")
        yield "```jinja" if isinstance(example, Example) else "```text"
        for line in case.text.strip().split("\n"):
            yield from textwrap.wrap(line, 100, break_long_words=False, break_on_hyphens=False) or [""]
        yield from ("```", "")


def _scene(case: Example) -> str:
    """Return in one line what differs from an ordinary letter."""
    usual = Example("")
    parts = []
    if case.channel != usual.channel:
        parts.append({"email": "In een e-mail", "sms": "In een sms"}[case.channel])
    if case.subject != usual.subject:
        parts.append(f"met het onderwerp ‘{case.subject}’")
    if case.stage != usual.stage:
        parts.append(f"in een bericht van de soort `{case.stage}`")
    parts += [f"met `{name} = {value!r}`" for name, value in case.record.items()]
    if case.needs:
        parts.append(f"met `needs = {list(case.needs)}`")
    if case.samples != usual.samples:
        parts.append(f"met {case.samples} voorbeeld" + ("en" if case.samples != 1 else ""))
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}:" if text else ""


def main() -> None:
    """Write the pages, and remove those of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(made)} pages in {FOLDER}\n")


if __name__ == "__main__":
    main()
