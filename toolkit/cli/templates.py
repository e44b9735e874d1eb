"""`tact templates`: what there is to send."""

from __future__ import annotations

import click

from toolkit.wording import translated


@click.command()
@click.option("--purpose", is_flag=True, help="Tell also what each template is for, in Dutch.")
def command(purpose: bool) -> None:
    """List the templates, their channels and their samples.

    A template of the workspace stands before a shipped one of the same name.
    """
    from toolkit.catalogue import Catalogue
    from toolkit.cli.inputs import in_order
    from toolkit.cli.table import count, table
    from toolkit.workspace import open_workspace

    workspace = open_workspace()
    templates = in_order(Catalogue(workspace))
    own = workspace.root / "templates" if workspace.root else None
    rows = [
        [
            each.name,
            each.title,
            each.stage,
            " ".join(each.channels),
            " ".join(each.languages),
            str(len(each.samples)),
            translated("workspace") if each.folder.parent == own else "tact",
            *([each.purpose] if purpose else []),
        ]
        for each in templates
    ]
    head = ("template", "title", "stage", "channels", "languages", "samples", "from", "purpose")
    click.echo(table(head[: 7 + purpose], rows))
    click.echo(f"\n{count(len(templates), 'template')}")
