"""`tact rules`: what the linter looks for."""

from __future__ import annotations

import json

import click

from toolkit.wording import LANGUAGES, interface_language


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
def command(form: str, lang: str | None) -> None:
    """List the rules of the linter: code, name, severity, what it finds.

    'tact explain RULE' tells all of one.
    """
    from toolkit.cli.table import count, table
    from toolkit.lint.rules import all_rules

    rules, language = all_rules(), lang or interface_language()
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
        [rule.code, rule.name, rule.group, rule.severity.value, rule.title.to(language)] for rule in rules
    ]
    click.echo(table(["code", "rule", "group", "severity", "finds"], rows))
    click.echo(f"\n{count(len(rules), 'rule')}")
