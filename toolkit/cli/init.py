"""`tact init`: a folder of one's own, with the texts to change, the firm's data and a ledger to try."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from toolkit.cli.saying import say, tell
from toolkit.errors import Place, SettingsError
from toolkit.wording import overheard, worded

STARTER = Path(__file__).parent / "starter"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--force", is_flag=True, help="Fill a folder that is not empty; files that are there stay as they are."
)
def command(folder: Path, force: bool) -> None:
    """Start a workspace in FOLDER: tact.toml, schedule.toml, the templates, the colours, and a ledger to try.

    Texts of your own stand before the shipped ones of the same name; delete a template's folder to follow the
    shipped text again.
    """
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise SettingsError(
            "the folder is not empty",
            place=Place(str(folder)),
            hint="name a new one, or add what is missing with --force",
        )
    kept = fill(folder)
    tell("note: {text} was there and stays as it is", kept)
    settings = folder / "tact.toml"
    say(
        "A workspace is ready in {folder}. Write your firm's data in {file}, then try:",
        folder=folder,
        file=settings,
    )
    click.echo(f"\n  cd {folder}\n  tact render reminder --record ledger.csv")


def fill(folder: Path) -> list[str]:
    """Put everything of a new workspace in `folder`; return the names of the files that were there and stay.

    Raises SettingsError when the folder cannot be written.
    """
    from toolkit.workspace import SCHEDULE, Workspace, shipped

    plan = {path.relative_to(STARTER / "workspace"): path for path in _files(STARTER / "workspace")}
    templates = shipped("templates")
    plan |= {Path("templates") / path.relative_to(templates): path for path in _files(templates)}
    plan[Path("styles/tokens.css")] = shipped("styles") / "tokens.css"
    plan[Path(SCHEDULE)] = Workspace().schedule
    kept = []
    try:
        for name, source in plan.items():
            target = folder / (".gitignore" if name == Path("gitignore") else name)
            if target.exists():
                kept.append(str(target.relative_to(folder)))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    except OSError as error:
        raise SettingsError(
            worded("the folder cannot be filled: {reason}", reason=overheard(error.strerror)),
            place=Place(str(folder)),
        ) from error
    return kept


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    )
