"""The firm's own list of words to avoid: a word of a finding goes there with what to write instead."""

from __future__ import annotations

import re
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import Place, SettingsError
from toolkit.lint.words import read
from toolkit.preview.files import write_text
from toolkit.preview.problems import BadRequest
from toolkit.preview.settings_file import change_settings, settings_path
from toolkit.wording import translated, worded
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

FILE = "onze-woorden.toml"
"""The list that is made where the settings name none."""

_WORDS = re.compile(r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,4}")
_LONGEST = 60
_HEAD = worded("Woorden die wij niet gebruiken, met wat wij wel schrijven")
_AREA = ("replace", "office")


def add_word(workspace: Workspace, word: str, instead: str) -> str:
    """Put a word in the list that tact.toml names first, and return the name of that file.

    A list is made and named where there is none. Raises BadRequest for what is no word or says nothing instead,
    SettingsError for a list that cannot be read.
    """
    word, instead = " ".join(word.lower().split()), " ".join(instead.split())
    if not _WORDS.fullmatch(word) or len(word) > _LONGEST:
        raise BadRequest("Kies één woord, of hooguit vijf bij elkaar")
    if not instead or len(instead) > _LONGEST or instead.casefold() == word:
        raise BadRequest("Schrijf erbij wat u wel schrijft")
    path = settings_path(workspace)
    named = _named(path)
    name = named[0] if named else FILE
    _put(path.parent / name, word, instead)
    if not named:

        def put(document: TOMLDocument) -> None:
            import tomlkit

            if "lint" not in document:
                document["lint"] = tomlkit.table()
            lint: Any = document["lint"]
            lint["words"] = [FILE]

        change_settings(workspace, put)
    return name


def _named(path: Path) -> list[str]:
    table = tomllib.loads(path.read_text(encoding="utf-8")).get("lint", {}) if path.exists() else {}
    named = table.get("words", []) if isinstance(table, dict) else []
    return [each for each in named if isinstance(each, str)] if isinstance(named, list) else []


def _put(path: Path, word: str, instead: str) -> None:
    """Write the list with a word more, when it can be read with it."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text = path.read_text(encoding="utf-8") if path.exists() else f"# {translated(_HEAD)}.\n\n"
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise SettingsError("Dit bestand is geen goede TOML", place=Place(str(path))) from error
    inside: Any = document
    for name in _AREA:
        if name not in inside:
            inside[name] = tomlkit.table(is_super_table=name == _AREA[0])
        inside = inside[name]
    inside[word] = instead
    written = tomlkit.dumps(document)
    with tempfile.TemporaryDirectory(prefix="tact-") as folder:
        tried = Path(folder) / path.name
        tried.write_text(written, encoding="utf-8")
        try:
            read(tried)
        except SettingsError as error:
            raise BadRequest(worded("Dit woord kan niet in de lijst: {why}", why=error.said("nl"))) from error
    write_text(path, written)
