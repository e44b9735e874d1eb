"""What a person asks to lint: templates by name or folder, texts by file or folder, standard input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import Place, TactError, TextError, did_you_mean
from toolkit.wording import worded
from toolkit.workspace import Workspace, open_workspace

WORD = (".docx", ".docm")
"""The ends of the names of Word documents, which can be changed and commented."""

KINDS = (
    ".docm",
    ".docx",
    ".eml",
    ".htm",
    ".html",
    ".markdown",
    ".md",
    ".msg",
    ".odt",
    ".pdf",
    ".rtf",
    ".txt",
)
"""The ends of the names of texts that can be linted."""

STDIN = "-"
_NAMED = 8
"""How many names are told of files that are left out."""

_TEMPLATE = ".md.j2"
_LOCKS = "~$"
"""How Word begins the name of the file that says who has a document open."""

_MANIFEST = "template.toml"


@dataclass
class Targets:
    """What there is to lint: per workspace the folders of templates, and texts.

    `errors` are the names that lead nowhere, `notes` what is left out.
    """

    groups: list[tuple[Workspace, list[Path]]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    stdin: bool = False
    errors: list[TactError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add_template(self, workspace: Workspace, folder: Path) -> None:
        """Add the folder of a template to those of its workspace, once."""
        for known, folders in self.groups:
            if known.templates == workspace.templates:
                if folder not in folders:
                    folders.append(folder)
                return
        self.groups.append((workspace, [folder]))

    def add_file(self, path: Path) -> None:
        """Add a file, once."""
        if path not in self.files:
            self.files.append(path)


def find_targets(names: Sequence[str], here: Path) -> Targets:
    """Return what `names` mean, from the folder `here`: '-', a file, a folder, or the name of a template.

    Without names, all templates of the workspace. A folder with a template.toml is a template, one with
    such folders is a collection of them, any other is searched for texts.
    """
    targets = Targets()
    if not names:
        workspace = open_workspace(here)
        for _, folder in sorted(workspace.template_folders.items()):
            targets.add_template(workspace, folder)
    for name in names:
        try:
            if name == STDIN:
                targets.stdin = True
            else:
                _find(targets, name, here / name, here)
        except TactError as error:
            targets.errors.append(error)
    return targets


def _find(targets: Targets, name: str, path: Path, here: Path) -> None:
    if path.is_dir():
        _find_in(targets, path, name)
    elif path.name.endswith(_TEMPLATE) or path.name == _MANIFEST:
        _find_template_of(targets, path, name)
    elif path.exists() or path.suffix or "/" in name:
        if not path.exists():
            raise TextError("does not exist", place=Place(name))
        targets.add_file(path)
    else:
        workspace = open_workspace(here)
        known = workspace.template_folders
        if name not in known:
            hint = did_you_mean(name, known) or "'tact templates' lists the templates"
            raise TextError("is no file, no folder and no template", place=Place(name), hint=hint)
        targets.add_template(workspace, known[name])


def _find_in(targets: Targets, folder: Path, name: str) -> None:
    """Find what a folder holds: one template, templates, or texts."""
    if (folder / _MANIFEST).is_file():
        _add_folder(targets, folder)
    elif templates := list(_templates_in(folder)):
        for template in templates:
            try:
                _add_folder(targets, template)
            except TactError as error:
                targets.errors.append(error)
    else:
        _texts_in(targets, folder, name)


def _templates_in(folder: Path) -> Iterator[Path]:
    """Yield the templates in a folder, or in its folder templates/."""
    for place in (folder, folder / "templates"):
        if place.is_dir():
            found = sorted(p for p in place.iterdir() if p.is_dir() and not p.name.startswith(("_", ".")))
            manifests = [path for path in found if (path / _MANIFEST).is_file()]
            # A folder without a manifest, among others that have one, is a template that is not complete.
            yield from found if place.name == "templates" and manifests else manifests
            if manifests:
                return


def _texts_in(targets: Targets, folder: Path, name: str) -> None:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    texts = [path for path in files if path.suffix.lower() in KINDS and not path.name.startswith(_LOCKS)]
    if not texts:
        raise TextError(
            "the folder holds nothing to lint",
            place=Place(name),
            hint=worded("no template, and no file of the kinds {known}", known=", ".join(KINDS)),
        )
    for path in texts:
        targets.add_file(path)
    others = [path.relative_to(folder).as_posix() for path in files if path not in texts]
    if others:
        targets.notes.append(worded("{name}: left out: {what}", name=name, what=_left_out(others)))


def _left_out(names: Sequence[str]) -> str:
    """Return what of a folder is left out: how many files of which kinds, and the names of the first ones."""
    kinds = Counter(Path(name).suffix.lower() or Path(name).name for name in names)
    counts = ", ".join(f"{number} × {kind}" for kind, number in sorted(kinds.items()))
    first = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        return worded(
            "{counts} ({first} and {more} more)", counts=counts, first=first, more=len(names) - _NAMED
        )
    return worded("{counts} ({first})", counts=counts, first=first)


def _find_template_of(targets: Targets, path: Path, name: str) -> None:
    """Find the template that a file belongs to."""
    if not path.is_file():
        raise TextError("does not exist", place=Place(name))
    folder = path.resolve().parent
    if not (folder / _MANIFEST).is_file():
        raise TextError(
            "is a part of templates, and is linted with them",
            place=Place(name),
            hint="name a template, or leave out the names to lint all",
        )
    if path.name.endswith(_TEMPLATE):
        from toolkit.catalogue.template import read_template

        known, tag = read_template(folder).languages, path.name.removesuffix(_TEMPLATE)
        if tag not in known:
            what = worded(
                "is in a language that {file} does not name: {known}", file=_MANIFEST, known=", ".join(known)
            )
            raise TextError(what, place=Place(name), hint=worded("add '{tag}' to its languages", tag=tag))
    _add_folder(targets, folder)


def _add_folder(targets: Targets, folder: Path) -> None:
    resolved = folder.resolve()
    targets.add_template(_workspace_of(resolved), resolved)


def _workspace_of(folder: Path) -> Workspace:
    """Return the workspace that a template lies in.

    Raises TextError when it lies in none: its shared parts cannot be found then.
    """
    collection = folder.parent
    for workspace in (open_workspace(folder), open_workspace(), Workspace(collection.parent)):
        if collection in (path.resolve() for path in workspace.templates):
            return workspace
    raise TextError(
        "a template must lie in a folder called templates/",
        place=Place(str(folder)),
        hint="'tact init' makes a workspace that has one",
    )
