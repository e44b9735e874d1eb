"""What a person reads, in the language of that person: one stands in the code, the other in a catalogue.

`locale/nl/LC_MESSAGES/tact.po` holds the Dutch of the texts that stand in the code in English, `locale/en` the English
of those that stand there in Dutch; a wheel has both compiled. One is read when the first text is shown, so that
start-up stays light. `make words` brings both up to date.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

SOURCE = "en"
"""The language of most texts in the code."""

AS_WRITTEN = ""
"""Instead of a language: the text as it stands in the code."""

LANGUAGES = ("nl", SOURCE)
"""The languages of the interface, the one of whoever chooses none first."""

VARIABLE = "TACT_LANG"
"""The environment variable that chooses the language of the interface; worker processes inherit it."""

LOCALE = Path(__file__).parent / "locale"

_NAMED = re.compile(r"\{(\w+)\}")

REASONS = (
    "No such file or directory",
    "Permission denied",
    "Operation not permitted",
    "No space left on device",
    "Disk quota exceeded",
    "Read-only file system",
    "Is a directory",
    "Not a directory",
    "Directory not empty",
    "File exists",
    "File name too long",
    "Too many levels of symbolic links",
    "Too many open files",
    "Input/output error",
    "File too large",
    "Invalid argument",
    "Bad file descriptor",
    "Stale file handle",
    "Device or resource busy",
    "Cannot allocate memory",
    "No such device or address",
    "Operation not supported",
    "Broken pipe",
    "Address already in use",
    "database is locked",
    "no such table: {name}",
    "no such column: {name}",
    "file is not a database",
    "unable to open database file",
    "database disk image is malformed",
    "disk I/O error",
    "database or disk is full",
    "attempt to write a readonly database",
)
"""What the system says when a file, a port or a journal cannot be used."""

TOML_SAYS = (
    "Invalid value (at {place})",
    "Invalid statement (at {place})",
    "Unclosed array (at {place})",
    "Unclosed inline table (at {place})",
    "Unterminated string (at {place})",
    "Cannot overwrite a value (at {place})",
    "Cannot declare {key} twice (at {place})",
    "Duplicate inline table key {key} (at {place})",
    "Cannot redefine namespace {key} (at {place})",
    "Cannot mutate immutable namespace {key} (at {place})",
    "Invalid date or datetime (at {place})",
    "Invalid hex value (at {place})",
    "Invalid initial character for a key part (at {place})",
    "Escaped character is not a Unicode scalar value (at {place})",
    "Expected newline or end of document after a statement (at {place})",
    "Expected {what} after a key in a key/value pair (at {place})",
    "Expected {what} at the end of a table declaration (at {place})",
    "Expected {what} at the end of an array declaration (at {place})",
    "Expected {what} (at {place})",
    "Found invalid character {what} (at {place})",
    "Illegal character {what} (at {place})",
    "Unescaped '\\' in a string (at {place})",
    "'utf-8' codec can't decode byte {byte} in position {position}: {why}",
)
"""What tomllib says of a file."""

JINJA_SAYS = (
    "expected token '{wanted}', got '{found}'",
    "unexpected end of template, expected '{wanted}'.",
    "unexpected end of print statement, expected '{wanted}'.",
    "unexpected '{found}', expected '{wanted}'",
    "unexpected '{found}'",
    "unexpected char '{found}' at {offset}",
    "Expected an expression, got '{found}'",
    "Encountered unknown tag '{tag}'. You probably made a nesting mistake. {why}",
    "Encountered unknown tag '{tag}'. {why}",
    "Encountered unknown tag '{tag}'.",
    "Unexpected end of template. {why}",
    "Missing end of comment tag",
    "Missing end of raw directive",
    "Invalid character in identifier",
    "No filter named '{name}'.",
    "No filter named '{name}' found.",
    "No test named '{name}'.",
    "No test named '{name}' found.",
    "tag name expected",
    "expected call",
    "expected name or number",
    "expected subscript expression",
    "invalid syntax for function call expression",
    "chunk after expression",
    "block '{name}' defined twice",
    "Required block '{name}' not found",
    "extended multiple times",
    "Can't assign to special loop variable in for-loop target",
    "can't assign to '{name}'",
    "names starting with an underline can not be imported",
    "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.",
    "access to attribute '{name}' of '{owner}' object is unsafe.",
    "'{name}' is undefined",
    "'{owner}' has no attribute '{name}'",
    "cannot use extend from a non top-level scope",
    "Required blocks can only contain comments or whitespace",
    "You cannot chain multiple tests with is",
    "non-default argument follows default argument",
    'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
    "division by zero",
    "list index out of range",
)
"""What Jinja says of a template."""

PYDANTIC_SAYS = (
    "Field required",
    "Extra inputs are not permitted",
    "Input should be a valid boolean",
    "Input should be a valid string",
    "Input should be a valid list",
    "Input should be a valid tuple",
    "Input should be a valid dictionary",
    "Input should be a valid integer",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be a valid number",
    "Input should be a valid decimal",
    "Input should be a valid dictionary or instance of {kind}",
    "Input should be an object",
    "Input should be greater than or equal to {least}",
    "Input should be greater than {least}",
    "Input should be less than or equal to {most}",
    "Input should be less than {most}",
    "Input should be a finite number",
    "Input should be {known}",
    "String should have at least {least} character",
    "String should have at least {least} characters",
    "String should have at most {most} characters",
    "String should match pattern '{pattern}'",
    "Tuple should have at least {least} item after validation, not {count}",
    "List should have at least {least} item after validation, not {count}",
    "Dictionary should have at least {least} item after validation, not {count}",
    "Decimal input should have no more than {most} decimal places",
    "Decimal input should have no more than {most} decimal place",
)
"""What pydantic says of a value in a file of settings."""


@dataclass(frozen=True, slots=True)
class Both:
    """A name in both languages of the interface, as a value of a text."""

    nl: str
    en: str

    def spoken(self, language: str | None = None) -> str:
        """Return the name in a language; that of the interface when none is named."""
        return self.en if (language or interface_language()) == "en" else self.nl


class Wording(str):
    """A text that knows its template and its values, so that it can be said in another language."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Wording:
        """Return the text of a template with its values, as it stands in the code."""
        text = super().__new__(cls, _filled(template, values, AS_WRITTEN))
        text.template = template
        text.values = values
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values))


def worded(template: str, /, **values: object) -> str:
    """Return a text for people: each `{name}` of the template is the value of that name.

    Other braces stand as they are. A value that is itself worded, and what an error says, is said in the same
    language as the text around it; a tuple is listed with commas. A template without words needs no translation.
    """
    return Wording(template, values)


def joined(texts: Iterable[str], between: str = ", ") -> str:
    """Return several texts as one, with `between` between them, each said in the language of the whole."""
    parts = {f"part{number}": text for number, text in enumerate(texts)}
    return Wording("{between}".join(f"{{{name}}}" for name in parts), {**parts, "between": between})


def overheard(text: object, templates: Iterable[str] = REASONS) -> str:
    """Return what a library or the system says as a worded text where it is one of `templates`; else as it is."""
    said = text.strerror if isinstance(text, OSError) and text.strerror else str(text)
    for template in templates:
        parts = _NAMED.split(template)
        pattern = "".join(f"(?P<{p}>.*?)" if at % 2 else re.escape(p) for at, p in enumerate(parts))
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return Wording(template, found.groupdict())
    return said


def in_words(problem: Mapping[str, Any]) -> str:
    """Return what is wrong with a value, from one of the `errors()` of pydantic."""
    cause = problem.get("ctx", {}).get("error")
    if isinstance(cause, Exception) and cause.args:
        return cause.args[0] if isinstance(cause.args[0], Wording) else str(cause)
    return overheard(problem["msg"], PYDANTIC_SAYS)


def interface_language() -> str:
    """Return the language that this process speaks to people."""
    chosen = os.environ.get(VARIABLE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def translated(text: str, language: str | None = None) -> str:
    """Return a text in a language, that of the interface when it is None; one without translation as it is."""
    language = interface_language() if language is None else language
    if isinstance(text, Wording):
        return _filled(_looked_up(text.template, language), text.values, language)
    return _looked_up(text, language)


def shown(text: str) -> str:
    """Return a text in the language of the interface when it is one for people; other characters as they are."""
    return translated(text) if isinstance(text, Wording) else text


def in_both(text: str) -> dict[str, str]:
    """Return a text in each language of the interface, for a reader who chooses one later."""
    return {language: translated(text, language) for language in LANGUAGES}


def _filled(template: str, values: Mapping[str, Any], language: str) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            return found[0]
        each = values[found[1]]
        return ", ".join(_said(part, language) for part in (each if isinstance(each, tuple) else (each,)))

    return _NAMED.sub(value, template) if values else template


def _said(value: object, language: str) -> str:
    if hasattr(value, "spoken"):
        return str(value.spoken(language))
    if isinstance(value, Exception):
        value = next(iter(value.args), "")
    return translated(value, language) if isinstance(value, Wording) else str(value)


def _looked_up(template: str, language: str) -> str:
    return _catalogue(language).gettext(template) if language and template else template


@cache
def _catalogue(language: str) -> GNUTranslations:
    folder = LOCALE / language / "LC_MESSAGES"
    compiled = folder / "tact.mo"
    if compiled.is_file():
        return GNUTranslations(BytesIO(compiled.read_bytes()))
    return GNUTranslations(BytesIO(compile_catalogue(folder / "tact.po")))


def compile_catalogue(path: Path) -> bytes:
    """Return a catalogue in the form that gettext reads."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = BytesIO()
    with path.open("rb") as file:
        write_mo(out, read_po(file))
    return out.getvalue()
