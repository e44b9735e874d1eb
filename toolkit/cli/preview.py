"""`tact preview`: the writer's desk in the browser, or with --export a static site to review."""

from __future__ import annotations

from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import click

from toolkit import install_line
from toolkit.cli.saying import say
from toolkit.cli.table import count
from toolkit.errors import SettingsError
from toolkit.wording import worded

NEEDED = ("PIL", "pypdfium2", "sse_starlette", "starlette", "tomlkit", "uvicorn", "watchfiles")


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="The port on this machine; 0 takes one that is free.",
)
@click.option("--open", "browse", is_flag=True, help="Open the desk in the browser.")
@click.option(
    "--export",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a static site of all templates and samples instead, for people without tact.",
)
@click.option(
    "--template", "-t", "only", multiple=True, help="Only this template in --export; can be repeated."
)
@click.option(
    "--changed",
    is_flag=True,
    help="Only the templates that changed since the last version in git, in --export.",
)
@click.option(
    "--files",
    is_flag=True,
    help="Also the PDF, the e-mail and the SMS of each sample as a file, in --export.",
)
@click.option(
    "--round",
    "as_round",
    is_flag=True,
    help="Write in DIR one file instead, leesronde.html, in which people without tact remark and agree.",
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes for --export."
)
def command(
    port: int,
    browse: bool,
    export: Path | None,
    only: tuple[str, ...],
    changed: bool,
    files: bool,
    as_round: bool,
    jobs: int,
) -> None:
    """Write and see: the letter, the e-mail and the SMS while you change the text.

    Starts a local web app and prints its address; nothing leaves this machine. Ctrl-C stops it. Needs the
    extra 'preview'.
    """
    if not all(find_spec(name) for name in NEEDED):
        raise SettingsError("the preview needs the extra 'preview'", hint=install_line("preview"))
    if export is None and (changed or files or as_round):
        raise click.UsageError(worded("--changed, --files and --round need --export"))
    if export is not None and as_round:
        _round(export, only, changed)
        return
    if export is not None:
        from toolkit.preview.export import export_site

        number = export_site(export, jobs, only=only, changed=changed, files=files)
        say("{pages}: {file}", pages=count(number, "page"), file=(export / "index.html").resolve())
        return
    from toolkit.preview.serve import open_in_browser, serve

    def ready(address: str) -> None:
        say("The desk is open at {address}  (Ctrl-C stops it)", address=address)
        if browse:
            open_in_browser(address, leaving)

    with ExitStack() as leaving:
        serve(port, ready=ready)


def _round(folder: Path, only: tuple[str, ...], changed: bool) -> None:
    """Write the file of a round of reading."""
    from datetime import datetime

    from toolkit.output import make_folder, write_whole
    from toolkit.preview.earlier import keep_round
    from toolkit.preview.rounds import FILE, html_of, round_of
    from toolkit.workspace import open_workspace

    workspace, now = open_workspace(), datetime.now()  # noqa: DTZ005  # the clock of the desk
    made = round_of(workspace, changed_only=changed, names=only, now=now)
    make_folder(folder)
    write_whole(folder / FILE, html_of(made).encode("utf-8"))
    keep_round(workspace, now)
    say("{templates}: {file}", templates=count(len(made.texts), "template"), file=(folder / FILE).resolve())
