"""JSON Lines: one JSON object a line, read line by line, so that a file may be larger than the memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import Place, RecordError
from toolkit.records.toml_json import parse_json, syntax
from toolkit.wording import worded

LONGEST = 1_000_000
"""The most bytes one line may have."""


@dataclass(frozen=True, slots=True)
class JsonLine:
    """One line: its `text`, and what it says, or what is wrong with it."""

    number: int
    text: str
    table: Mapping[str, Any] | None
    problem: RecordError | None = None


def read_lines(path: Path) -> Iterator[JsonLine]:
    """Yield the lines of a file that hold something; a line that is not right does not hide the next one.

    Raises RecordError, in Dutch, for a file that cannot be read.
    """
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST + 1):
                number += 1
                if len(line) > LONGEST and not line.endswith(b"\n"):
                    while (more := file.readline(LONGEST)) and not more.endswith(b"\n"):
                        pass
                    problem = RecordError(
                        worded(
                            "deze regel is langer dan {longest} bytes",
                            longest=f"{LONGEST:_}".replace("_", "."),
                        ),
                        place=Place(str(path), number),
                    )
                    yield JsonLine(number, "", None, problem)
                elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield _read(line.removeprefix(b"\xef\xbb\xbf"), path, number)
    except OSError as error:
        raise RecordError("kan niet gelezen worden", place=Place(str(path))) from error


def _read(line: bytes, path: Path, number: int) -> JsonLine:
    text, place = "", Place(str(path), number)
    try:
        text = line.decode("utf-8").strip()
        table = parse_json(text)
    except UnicodeDecodeError:
        return JsonLine(number, text, None, RecordError("is geen UTF-8", place=place))
    except json.JSONDecodeError as error:
        problem = RecordError(syntax("JSON", error.msg), place=Place(str(path), number, error.colno))
        return JsonLine(number, text, None, problem)
    except RecursionError:
        return JsonLine(number, text, None, RecordError("is te diep genest", place=place))
    except ValueError as error:
        return JsonLine(
            number,
            text,
            None,
            RecordError(worded("kan niet gelezen worden: {error}", error=str(error)), place=place),
        )
    if not isinstance(table, Mapping):
        problem = RecordError("deze regel is geen groep velden tussen { en }", place=place)
        return JsonLine(number, text, None, problem)
    return JsonLine(number, text, table)
