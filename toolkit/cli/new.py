"""`tact new`: a template that composes and renders at once, to write further in."""

from __future__ import annotations

import click

from toolkit.cli.saying import say


@click.command()
@click.argument("purpose")
@click.option("--title", help="What the template is called for people, in Dutch. Default: PURPOSE in words.")
@click.option("--like", metavar="TEMPLATE", help="Begin with a copy of this template.")
def command(purpose: str, title: str | None, like: str | None) -> None:
    """Add the template PURPOSE, such as 'moved-address', to the workspace.

    It gets a text with all three blocks, and five sample records, so that it renders at once.
    """
    from toolkit.catalogue import Catalogue
    from toolkit.catalogue.shelf import new_template
    from toolkit.workspace import open_workspace

    workspace = open_workspace()
    model = Catalogue(workspace).template(like) if like else None
    folder = new_template(workspace, purpose, title or purpose.replace("-", " ").capitalize(), model)
    sample = min((folder / "samples").glob("*.toml"))
    text = folder / "nl.md.j2"
    say("The template is in {folder}. Write in {file}, and look at it with:", folder=folder, file=text)
    click.echo(f"\n  tact render {purpose} --record {sample}")
