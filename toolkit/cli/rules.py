"""`tact rules`: what the linter looks for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.saying import say
from toolkit.wording import LANGUAGES, interface_language

if TYPE_CHECKING:
    from toolkit.lint.settings import Settings


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to tell it.",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of the titles. Default: that in which tact speaks.",
)
@click.option("--check", is_flag=True, help="Try the examples of your own rules; exit with 1 when one fails.")
def command(form: str, lang: str | None, check: bool) -> None:
    """List the rules of the linter, your own among them: code, name, severity, what it finds.

    'tact explain RULE' tells all of one.
    """
    from toolkit.cli.table import count, table
    from toolkit.lint.rules import all_rules
    from toolkit.lint.settings import read_settings

    settings, language = read_settings(Path.cwd(), all_rules()), lang or interface_language()
    rules = settings.known(all_rules())
    if check:
        _check(settings)
        return
    if form == "json":
        listed = [
            {
                "code": rule.code,
                "name": rule.name,
                "group": rule.group,
                "severity": rule.severity.value,
                "title": rule.title.to(language),
                "reads": rule.reads,
                "options": dict(rule.options),
            }
            for rule in rules
        ]
        click.echo(json.dumps({"version": 1, "rules": listed}, ensure_ascii=False, indent=2))
        return
    rows = [
        [rule.code, rule.name, rule.group, rule.severity.called(language), rule.title.to(language)]
        for rule in rules
    ]
    click.echo(table(["code", "rule", "group", "severity", "finds"], rows))
    click.echo(f"\n{count(len(rules), 'rule')}")


def _check(settings: Settings) -> None:
    """Try the examples of the firm's own rules and word lists, and tell which do not hold."""
    from toolkit.errors import ExitCode
    from toolkit.lint.own import failed_examples
    from toolkit.lint.words import read

    entries = sum(len(read(path)) for path in settings.words)
    failed = list(failed_examples(settings.own))
    for each in failed:
        if each.is_bad:
            say("{rule} does not find: {example}", rule=each.rule, example=each.example)
        else:
            say("{rule} finds, and should not: {example}", rule=each.rule, example=each.example)
    examples = sum(len(rule.good) + len(rule.bad) for rule in settings.own)
    say(
        "{rules} own rules with {examples} examples, {entries} own words; {failed} examples fail",
        rules=len(settings.own),
        examples=examples,
        entries=entries,
        failed=len(failed),
    )
    click.get_current_context().exit(ExitCode.FINDINGS if failed else ExitCode.CLEAN)
