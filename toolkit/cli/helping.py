"""What click says by itself, in the language of the interface: help, usage, and what is wrong with an option."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

import click

from toolkit.text.late import late
from toolkit.wording import SOURCE, Wording, interface_language, overheard, translated

CLICK_SAYS = (
    "{message} Did you mean {possibility}?",
    "{message} (Did you mean one of: {possibilities}?)",
    "No such option {name}.",
    "No such command {name}.",
    "Missing option {name}. {message}",
    "Missing argument {name}. {message}",
    "Missing argument {name}.",
    "Missing option {name}.",
    "Choose from: {choices}",
    "Missing command.",
    "Invalid value for {name}: {message}",
    "Invalid value: {message}",
    "Got unexpected extra argument ({words})",
    "Got unexpected extra arguments ({words})",
    "Option {name} does not take a value.",
    "Option {name} requires an argument.",
    "Option {name} requires {count} arguments.",
    "Takes {count} values but 1 was given.",
    "Takes {count} values but {given} were given.",
    "{value} is not one of {choices}.",
    "{value} does not match the format {form}.",
    "{value} does not match the formats {forms}.",
    "{value} is not a valid integer.",
    "{value} is not a valid integer range.",
    "{value} is not a valid float.",
    "{value} is not a valid float range.",
    "{value} is not a valid boolean. Recognized values: {states}",
    "{value} is not in the range {range}.",
    "{value} is not {choice}.",
    "File {name} does not exist.",
    "Directory {name} does not exist.",
    "Path {name} does not exist.",
    "File {name} is a directory.",
    "Directory {name} is a file.",
    "File {name} is not readable.",
    "Directory {name} is not readable.",
    "Path {name} is not readable.",
    "File {name} is not writable.",
    "Directory {name} is not writable.",
    "Could not open file {name}: {message}",
)
"""What click says of a command line."""

HEADINGS = ("Usage:", "Options", "Verbs", "Show this message and exit.", "Show the version and exit.")
"""What click says in a help text."""

EXTRAS = ("default: {value}", "required", "env var: {name}")
"""What click adds to the help of an option, between brackets."""

PLACEHOLDERS = (
    "%Y-%m-%d",
    "OPTIONS",
    "VERB",
    "AMOUNT",
    "BOOLEAN",
    "DIRECTORY",
    "FILE",
    "FLOAT",
    "FOLDER",
    "INTEGER",
    "LANGUAGE",
    "LEDGER",
    "PATH",
    "PLAN_OR_LEDGER",
    "PURPOSE",
    "RANGE",
    "RULE",
    "SECONDS",
    "TEMPLATE",
    "TEXT",
)
"""The words that stand for what a person fills in."""

_PLACEHOLDER = late(rf"(?<![\w-])(?:{'|'.join(PLACEHOLDERS)})(?![\w-])")
_BEFORE_DEFAULT = "  ["
_PLAIN = "\b"


class Formatter(click.HelpFormatter):
    """Writes help in the language of the interface."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, _filled_in(args), prefix or f"{translated('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(translated(heading))

    def write_text(self, text: str) -> None:
        """Write what a command does, paragraph by paragraph."""
        super().write_text("\n\n".join(map(_paragraph, text.split("\n\n"))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of names with what they are."""
        said = [(_filled_in(name), _of_option(text)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)


class Context(click.Context):
    """A context whose help speaks."""

    formatter_class = Formatter


def usage(error: click.UsageError) -> str:
    """Return what is wrong with a command line, after how it should be called."""
    lines = []
    if error.ctx is not None:
        lines += error.ctx.get_usage().splitlines()
        path = f"{error.ctx.command_path} --help"
        lines += [translated("'{command}' tells more").replace("{command}", path), ""]
    return "\n".join([*lines, wrong(error)])


def wrong(error: click.ClickException) -> str:
    """Return what is wrong, without more."""
    text = error.format_message().replace(str(error.message), translated(error.message))
    return f"{translated('Error')}: {_heard(_flat(text))}"


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text as a catalogue holds them: one line each, but for those with lines."""
    return [_flat(part.removeprefix(f"{_PLAIN}\n")) for part in inspect.cleandoc(text).split("\n\n")]


def _paragraph(text: str) -> str:
    return _filled_in(translated(_flat(text.removeprefix(f"{_PLAIN}\n"))))


def _of_option(text: str) -> str:
    """Return the help of an option, with what click adds to it."""
    words, bracket, added = text.rpartition(_BEFORE_DEFAULT)
    if not bracket:
        return _filled_in(translated(text))
    extras = (_filled_in(_heard(part, EXTRAS)) for part in added.removesuffix("]").split("; "))
    return f"{_filled_in(translated(words))}{_BEFORE_DEFAULT}{'; '.join(extras)}]"


def _heard(text: str, templates: tuple[str, ...] = CLICK_SAYS) -> str:
    """Return what click says in the language of the interface; also what stands inside it."""
    said = overheard(text, templates)
    if isinstance(said, Wording) and "message" in said.values:
        said = Wording(said.template, {**said.values, "message": _heard(said.values["message"])})
    return _filled_in(translated(said))


def _filled_in(text: str) -> str:
    """Return a text with the words that stand for something in the language of the interface."""
    if interface_language() == SOURCE:
        return text
    return _PLACEHOLDER.sub(lambda found: translated(found[0]), text)


def _flat(text: str) -> str:
    return " ".join(text.replace(_PLAIN, " ").split())
