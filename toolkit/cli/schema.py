"""`tact schema`: what a record may hold, for editors and for programs that make records."""

from __future__ import annotations

import json

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of a record.

    An editor completes and checks a record file with it; a program can check its own export.
    """
    from toolkit.records.readers import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
