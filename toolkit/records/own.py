"""The firm itself, as `tact.toml` names it."""

from __future__ import annotations

from pydantic import ValidationError

from toolkit.errors import Place, SettingsError
from toolkit.records.creditors import Creditor
from toolkit.records.messages import at, explain
from toolkit.wording import joined
from toolkit.workspace import SETTINGS, Workspace


def creditor_of(workspace: Workspace) -> Creditor | None:
    """Return the creditor that [creditor] in tact.toml names, None without that table.

    Raises SettingsError with the field that is wrong.
    """
    table = workspace.settings.get("creditor")
    if table is None:
        return None
    try:
        return Creditor.model_validate(table)
    except ValidationError as error:
        place = Place(str(workspace.root / SETTINGS) if workspace.root else SETTINGS)
        wrong = [at(("creditor", *where), what) for where, what in explain(error, Creditor)]
        raise SettingsError(joined(wrong, "; "), place=place) from error
