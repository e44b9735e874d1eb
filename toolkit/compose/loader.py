"""Reads template files: those that lie in the folders of the templates, and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from toolkit.errors import TemplateError
from toolkit.wording import worded

SUFFIX = ".j2"
"""How the name of every template file ends."""


class TemplateFiles(FileSystemLoader):
    """Reads templates that lie inside the folders of the templates, and no file that a link there leads to."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template file. Raises TemplateError for a link to a file elsewhere."""
        source, filename, is_current = super().get_source(environment, template)
        path = Path(filename).resolve()
        if path.suffix != SUFFIX or not any(
            path.is_relative_to(Path(folder).resolve()) for folder in self.searchpath
        ):
            raise TemplateError(
                worded(
                    "'{template}' is een koppeling naar een bestand buiten de map met sjablonen",
                    template=template,
                ),
                hint="zet het bestand zelf in die map",
            )
        return source, filename, is_current
