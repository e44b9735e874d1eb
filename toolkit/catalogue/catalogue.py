"""The templates of a workspace: the user's own before the shipped ones of the same name."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.catalogue.template import Template, read_template
from toolkit.errors import TemplateError, did_you_mean
from toolkit.wording import worded
from toolkit.workspace import Workspace


class Catalogue:
    """Finds templates by name."""

    def __init__(self, workspace: Workspace) -> None:
        self._folders = workspace.template_folders

    def __iter__(self) -> Iterator[Template]:
        return (self.template(name) for name in self.names())

    def names(self) -> tuple[str, ...]:
        """Return the names of all templates, in alphabetical order."""
        return tuple(sorted(self._folders))

    def template(self, name: str) -> Template:
        """Return the template of that name.

        Raises TemplateError when there is none, with the nearest name, or when its folder is not complete.
        """
        if name not in self._folders:
            raise TemplateError(
                worded("unknown template '{name}'", name=name),
                hint=did_you_mean(name, self._folders)
                or worded("known templates: {known}", known=", ".join(self.names())),
            )
        return read_template(self._folders[name])
