"""The templates of a firm as folders: a new one, a copy, another title, and away to where it comes back from."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from toolkit.catalogue.samples import SAMPLES
from toolkit.catalogue.steps import read_schedule
from toolkit.catalogue.template import Template
from toolkit.errors import Place, SettingsError
from toolkit.text.folding import fold
from toolkit.wording import overheard, worded
from toolkit.workspace import SCHEDULE, Workspace, shipped

STARTER = Path(__file__).parent / "starter"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_NAME = 40
AWAY = Path(".tact") / "archive"
"""Where templates are that were put away, below the folder of the workspace."""

_MANIFEST = "template.toml"
_OTHER = re.compile(r"[^a-z0-9]+")


def folded(title: str) -> str:
    """Return the letters and digits of a title as a name for a file, with hyphens; empty when it has none."""
    return _OTHER.sub("-", fold(title.lower())).strip("-")[:LONGEST_NAME].strip("-")


def name_of(title: str) -> str:
    """Return the name for a template with this title: its letters and digits, with hyphens. Raises SettingsError."""
    name = folded(title)
    return _checked(name if NAME.fullmatch(name) else "", title)


def new_template(
    workspace: Workspace,
    name: str,
    title: str,
    like: Template | None = None,
    *,
    text: str = "",
    about: Mapping[str, object] | None = None,
) -> Path:
    """Make the folder of a new template, whole or not at all, and return it: a plain one, or a copy of `like`.

    `text` stands in it instead of what is there, and what it is `about` replaces fields of its template.toml.
    Raises SettingsError for a name that is not lower-case words with hyphens, for one that exists, and when
    no folder of the user's own can hold it.
    """
    _checked(name, name)
    templates = own_templates(workspace)
    taken = [folder / name for folder in (templates, *workspace.templates) if (folder / name).exists()]
    if taken:
        raise SettingsError(
            worded("the template '{name}' exists already", name=name),
            place=Place(str(taken[0])),
            hint="choose another name",
        )
    templates.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=templates) as temporary:
        draft = Path(temporary) / name
        shutil.copytree(like.folder if like else STARTER, draft)
        manifest = draft / _MANIFEST
        told = {"title": title, **(about or {})}
        manifest.write_text(_filled(manifest.read_text(encoding="utf-8"), told), encoding="utf-8")
        if text:
            (draft / "nl.md.j2").write_text(text, encoding="utf-8")
        _share_samples(templates)
        draft.rename(templates / name)
    return templates / name


def retitle(manifest: str, title: str) -> str:
    """Return the text of a template.toml with another title. Raises SettingsError for a title without a word."""
    if not title.strip():
        raise SettingsError("a template needs a title", hint="write what the text is for")
    return _filled(manifest, {"title": title})


def put_away(workspace: Workspace, template: Template, now: datetime) -> Path:
    """Move the folder of a template to the archive of the workspace, and return where it is.

    Raises SettingsError for a template that is not the workspace's own, and for one that a step of the schedule
    sends.
    """
    root = workspace.root
    if root is None or not template.folder.is_relative_to(root):
        raise SettingsError(
            worded("the template '{name}' is not your own", name=template.name),
            hint="only a template in the folder templates of your workspace can be put away",
        )
    steps = [step.name for step in read_schedule(workspace).steps if step.template == template.name]
    if steps:
        raise SettingsError(
            worded("the step '{step}' of the schedule sends this template", step=steps[0]),
            place=Place(SCHEDULE),
            hint=worded("give the step another template, or write under it: active = false"),
        )
    away = root / AWAY / f"{template.name}-{now:%Y%m%d-%H%M%S}"
    _move(template.folder, away)
    return away


def bring_back(workspace: Workspace, kept: str) -> Path:
    """Move a template back from the archive; `kept` is the name of its folder there. Raises SettingsError."""
    root = workspace.root
    name = re.sub(r"-\d{8}-\d{6}$", "", kept)
    away = root / AWAY / kept if root else Path()
    if root is None or not NAME.fullmatch(name) or Path(kept).name != kept or not away.is_dir():
        raise SettingsError(worded("'{name}' is not in the archive", name=kept))
    if (root / "templates" / name).exists():
        raise SettingsError(
            worded("the template '{name}' exists already", name=name), hint="choose another name"
        )
    _move(away, root / "templates" / name)
    return root / "templates" / name


def own_templates(workspace: Workspace) -> Path:
    """Return the folder for templates of one's own: of the workspace, or of the checkout one works in."""
    if workspace.root:
        return workspace.root / "templates"
    checkout = shipped("templates")
    if Path.cwd().is_relative_to(checkout.parent):
        return checkout
    raise SettingsError("this folder is not in a workspace", hint="'tact init FOLDER' makes one")


def _checked(name: str, given: str) -> str:
    if NAME.fullmatch(name) and len(name) <= LONGEST_NAME:
        return name
    raise SettingsError(
        worded("'{name}' cannot be the name of a template", name=given),
        hint=worded(
            "use lower-case words of a to z and 0 to 9 with hyphens, at most {most} characters",
            most=LONGEST_NAME,
        ),
    )


def _filled(manifest: str, told: Mapping[str, object]) -> str:
    import tomlkit

    filled = tomlkit.parse(manifest)
    filled.update(
        {name: " ".join(each.split()) if isinstance(each, str) else each for name, each in told.items()}
    )
    return tomlkit.dumps(filled)


def _share_samples(templates: Path) -> None:
    if not (templates / SAMPLES).exists():
        shutil.copytree(shipped("templates") / SAMPLES, templates / SAMPLES)


def _move(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.move(source, target)
    except OSError as error:
        raise SettingsError(
            worded("the folder cannot be moved: {reason}", reason=overheard(error.strerror)),
            place=Place(str(source)),
        ) from error
