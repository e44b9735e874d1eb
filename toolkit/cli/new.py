"""`tact new`: a template that composes and renders at once, to write further in."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from string import Template as Pattern
from typing import TYPE_CHECKING

import click

from toolkit.cli.saying import say
from toolkit.errors import Place, SettingsError
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.workspace import Workspace

STARTER = Path(__file__).parent / "starter" / "template"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_NAME = 40
SAMPLES = "_samples"
"""The folder with the creditors and customers that samples share."""


@click.command()
@click.argument("purpose")
@click.option("--title", help="What the template is called for people, in Dutch. Default: PURPOSE in words.")
def command(purpose: str, title: str | None) -> None:
    """Add the template PURPOSE, such as 'moved-address', to the workspace.

    It gets a text with all three blocks, and five sample records, so that it renders at once.
    """
    from toolkit.workspace import open_workspace

    folder = make_template(open_workspace(), purpose, title or purpose.replace("-", " ").capitalize())
    sample = min((folder / "samples").glob("*.toml"))
    text = folder / "nl.md.j2"
    say("The template is in {folder}. Write in {file}, and look at it with:", folder=folder, file=text)
    click.echo(f"\n  tact render {purpose} --record {sample}")


def make_template(
    workspace: Workspace, name: str, title: str, text: str = "", about: Mapping[str, object] | None = None
) -> Path:
    """Make the folder of a new template, whole or not at all, and return it.

    `text` stands in it instead of that of the starter, and what it is `about` replaces fields of its template.toml.
    Raises SettingsError for a name that is not lower-case words with hyphens, for one that exists, and when
    no folder of the user's own can hold it.
    """
    import tomlkit

    from toolkit.workspace import shipped

    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise SettingsError(
            worded("'{name}' cannot be the name of a template", name=name),
            hint=worded(
                "use lower-case words of a to z and 0 to 9 with hyphens, at most {most} characters",
                most=LONGEST_NAME,
            ),
        )
    templates = _own_templates(workspace)
    taken = [folder / name for folder in (templates, *workspace.templates) if (folder / name).exists()]
    if taken:
        raise SettingsError(
            worded("the template '{name}' exists already", name=name),
            place=Place(str(taken[0])),
            hint="choose another name",
        )
    words = {"title": json.dumps(" ".join(title.split()), ensure_ascii=False)}
    templates.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=templates) as temporary:
        draft = Path(temporary) / name
        shutil.copytree(STARTER, draft)
        manifest = draft / "template.toml"
        filled = tomlkit.parse(Pattern(manifest.read_text(encoding="utf-8")).substitute(words))
        filled.update(about or {})
        manifest.write_text(tomlkit.dumps(filled), encoding="utf-8")
        if text:
            (draft / "nl.md.j2").write_text(text, encoding="utf-8")
        if not (templates / SAMPLES).exists():
            shutil.copytree(shipped("templates") / SAMPLES, templates / SAMPLES)
        draft.rename(templates / name)
    return templates / name


def _own_templates(workspace: Workspace) -> Path:
    """Return the folder for templates of one's own: of the workspace, or of the checkout one works in."""
    from toolkit.workspace import shipped

    if workspace.root:
        return workspace.root / "templates"
    checkout = shipped("templates")
    if Path.cwd().is_relative_to(checkout.parent):
        return checkout
    raise SettingsError("this folder is not in a workspace", hint="'tact init FOLDER' makes one")
