"""A person's name in parts, whatever the language that addresses them."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import RecordError

TITLES = ("mevrouw", "meneer")
"""The titles that a record can hold: for a woman and for a man; each language writes them its own way."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of one person's name, each as the person writes it.

    In: `title` "mevrouw", "meneer" or None (not known, or not wanted); `initials` "J.H."; `first_name`;
    `prefix` "van der"; `last_name` without the prefix. Runs of white space, line breaks too, become one
    space.
    Raises RecordError for another title, and for a person of whom neither a title nor a name is given.
    """

    title: str | None = None
    initials: str = ""
    first_name: str = ""
    prefix: str = ""
    last_name: str = ""

    def __post_init__(self) -> None:
        for part in ("initials", "first_name", "prefix", "last_name"):
            object.__setattr__(self, part, " ".join(getattr(self, part).split()))
        if self.title not in (None, *TITLES):
            raise RecordError("a title is not known", hint='use "mevrouw", "meneer" or leave it out')
        if not (self.title or self.initials or self.first_name or self.last_name):
            raise RecordError(
                "a person has no name", hint="give a title, initials, a first name or a last name"
            )
