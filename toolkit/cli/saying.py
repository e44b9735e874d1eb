"""How a verb speaks: in the language of the interface, with its numbers, its names and its questions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from toolkit.delivery import CHANNELS
from toolkit.wording import LANGUAGES, VARIABLE, interface_language, translated, worded


def say(template: str, /, *, err: bool = False, **values: object) -> None:
    """Print a text for people, on stdout or on stderr; each `{name}` of the template is the value of that name."""
    click.echo(translated(worded(template, **values)), err=err)


def tell(template: str, texts: Iterable[str]) -> None:
    """Print each of some texts on stderr, in the language of the interface, as the `{text}` of the template."""
    for text in texts:
        say(template, text=text, err=True)


def agreed(question: str, *, default: bool) -> bool:
    """Ask on stderr for a yes or a no, and return whether it is yes; Enter takes the default."""
    answers = {"y": True, "yes": True, "j": True, "ja": True, "n": False, "no": False, "nee": False}
    choice = translated("[Y/n]") if default else translated("[y/N]")
    while True:
        said = click.prompt(f"{question} {choice}", default="", show_default=False, err=True).strip().lower()
        if not said:
            return default
        if said in answers:
            return answers[said]
        say("answer yes or no", err=True)


def in_channel(channel: str, number: int) -> str:
    """Return the name of a channel for a number of its messages: '1 letter', '2 letters'."""
    way = CHANNELS[channel]
    names = way.nl if interface_language() == "nl" else way.en
    return f"{number} {names[number != 1]}"


def asked_for(arguments: Sequence[str]) -> str | None:
    """Return the language that stands before the verb on a command line, None when none does."""
    for at, word in enumerate(arguments):
        if word == "--lang":
            return next(iter(arguments[at + 1 : at + 2]), None)
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if not word.startswith("-"):
            return None
    return None


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Speak a language for a while, that of the environment when it is None or unknown; then as before."""
    before = os.environ.get(VARIABLE)
    if language in LANGUAGES:
        os.environ[VARIABLE] = language
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before
