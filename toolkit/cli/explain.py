"""`tact explain`: why a rule is there, what to do, and what it does and does not find."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.wording import LANGUAGES, interface_language, worded

if TYPE_CHECKING:
    from toolkit.lint.model import Example, Rule

_NL = {
    "why": "Waarom",
    "do": "Wat te doen",
    "source": "Bron",
    "options": "Instellingen",
    "bad": "Dit vindt de regel",
    "good": "Dit niet",
    "fixed": "Dit maakt --fix ervan",
    "quiet": "Toch zo laten? Zet op de regel, of boven het blok:",
}
_EN = {
    "why": "Why",
    "do": "What to do",
    "source": "Source",
    "options": "Settings",
    "bad": "The rule finds",
    "good": "Not this",
    "fixed": "What --fix makes of it",
    "quiet": "Keep it all the same? Put on the line, or above the block:",
}
_WIDTH = 92


@click.command()
@click.argument("rule")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of the text. Default: that in which tact speaks.",
)
def command(rule: str, lang: str | None) -> None:
    """Tell all about RULE (a name or a code): why, what to do, its settings, examples."""
    from toolkit.errors import SettingsError, did_you_mean
    from toolkit.lint.rules import all_rules
    from toolkit.lint.settings import read_settings

    rules = read_settings(Path.cwd(), all_rules()).known(all_rules())
    known = {each.name: each for each in rules} | {each.code: each for each in rules}
    if rule not in known:
        hint = did_you_mean(rule, known) or "'tact rules' lists them"
        raise SettingsError(worded("unknown rule '{rule}'", rule=rule), hint=hint)
    click.echo("\n".join(explained(known[rule], lang or interface_language())))


def explained(rule: Rule, language: str) -> Iterator[str]:
    """Yield the lines that explain a rule in 'nl' or 'en'."""
    words = _EN if language == "en" else _NL
    yield f"{rule.code} {rule.name}: {rule.title.to(language)} ({rule.severity.called(language)}, {rule.group})"
    for heading, text in (
        ("why", rule.why.to(language)),
        ("do", rule.advice.to(language)),
        ("source", rule.source),
    ):
        yield ""
        yield words[heading]
        yield from textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    for heading, examples in (("bad", rule.bad), ("good", rule.good)):
        yield ""
        yield words[heading]
        for example in examples:
            yield from _example(example)
    if rule.fixed:
        yield ""
        yield words["fixed"]
        for before, after in rule.fixed:
            yield from _example(f"{before} → {after}")
    if rule.options:
        yield ""
        yield words["options"]
        yield f"  [lint.rules.{rule.name}]"
        yield from (f"  {name} = {toml_value(value)}" for name, value in rule.options.items())
    yield ""
    yield words["quiet"]
    yield f"  {{# tact: ignore[{rule.name}] … #}}"


def _example(example: Example | str) -> Iterator[str]:
    text = example if isinstance(example, str) else example.text
    first, *more = text.strip().split("\n")
    yield from textwrap.wrap(first, _WIDTH, initial_indent="  - ", subsequent_indent="    ") or ["  -"]
    for line in more:
        yield f"    {line}".rstrip()


def toml_value(value: object) -> str:
    """Return a value of a setting as it stands in a settings file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    return str(value)
