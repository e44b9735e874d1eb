"""Makes the template of a letter of elsewhere, with the samples that can have it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from toolkit.catalogue import Catalogue
from toolkit.catalogue.samples import read_sample
from toolkit.catalogue.shelf import new_template
from toolkit.compose import Composer
from toolkit.errors import TactError
from toolkit.workspace import Workspace, open_workspace

CHANNELS = ("letter", "email")
"""The channels of a template that is made of a letter: nobody wrote an SMS."""


def make_template(
    workspace: Workspace, name: str, title: str, text: str, needs: Sequence[str]
) -> tuple[Path, dict[str, TactError]]:
    """Make the template `name` with this text, which needs these fields; return its folder, and which samples left.

    A sample that cannot have the letter leaves, with its error; without any, the template does too and that error is
    raised. Raises SettingsError as `new_template` does.
    """
    about = {"channels": list(CHANNELS), "needs": list(needs)}
    folder = new_template(workspace, name, title, text=text, about=about)
    anew = open_workspace(folder)  # this may be its first template
    template, composer = Catalogue(anew).template(name), Composer(anew)
    unfit: dict[str, TactError] = {}
    for path in template.samples:
        try:
            record = read_sample(anew, path)
            for channel in template.channels:
                composer.compose(template, record, channel)
        except TactError as error:
            unfit[path.stem] = error
            path.unlink()
    if len(unfit) == len(template.samples):
        shutil.rmtree(folder)
        raise next(iter(unfit.values()))
    return folder, unfit
