"""How much of a template is prose: what a writer can read as sentences, and what is there for the program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from toolkit.text.spans import Lines

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Share:
    """Numbers of lines: of prose, of program, and of those that only name a part.

    `most` are the first and the last of the most lines of program after each other, from 1; (1, 1) for none.
    """

    prose: int
    program: int
    parts: int
    most: tuple[int, int]

    @property
    def percent(self) -> int:
        """Prose in percent of prose and program, rounded down; 100 for a text without either."""
        counted = self.prose + self.program
        return 100 * self.prose // counted if counted else 100


def prose_share(text: str) -> Share:
    """Return how many lines of a template are prose, program, or the name of a part.

    *Prose* is a line in which the customer reads something of it: words of the writer, or a field. A condition that
    stands before the words in the same line does not change that. *Program* is every other line: statements (`if`,
    `else`, `for`, `set`, `block`), `:::`, the line under the head of a table. A line that does nothing but name a part
    (`include`) is neither: what it says is prose or program in its own file. Empty lines and notes (`{# … #}`) do not
    count. Raises what the lexer of Jinja raises for a text that is no template.
    """
    from toolkit.compose.tokens import positioned, with_plain_breaks

    whole = with_plain_breaks(text)
    lines = Lines(whole)
    prose: set[int] = set()
    parts: set[int] = set()
    used: set[int] = set()
    opened = in_note = False
    for position, kind, value in positioned(_plain_jinja(), text):
        first = lines.place(position.offset)[0]
        if kind == "comment_begin":
            in_note = True
        elif kind == "data":
            for number, piece in enumerate(value.split("\n"), first):
                if piece.strip():
                    used.add(number)
                if any(char.isalnum() for char in piece) and not piece.lstrip().startswith(":::"):
                    prose.add(number)
        elif not in_note and kind != "whitespace":
            used.update(range(first, first + value.rstrip("\n").count("\n") + 1))
            if kind == "variable_begin":
                prose.add(first)
            elif opened and value == "include":
                parts.add(first)
        if kind == "comment_end":
            in_note = False
        opened = kind == "block_begin" or (opened and kind == "whitespace")
    program = sorted(used - prose - parts)
    return Share(len(prose), len(program), len(parts - prose), _most(program))


def _most(numbers: list[int]) -> tuple[int, int]:
    runs: list[tuple[int, int]] = [(1, 1)]
    for number in numbers:
        first, last = runs[-1]
        runs.append((first, number) if number == last + 1 else (number, number))
    return max(runs, key=lambda run: run[1] - run[0])


@cache
def _plain_jinja() -> Environment:
    from jinja2 import Environment

    return Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)  # noqa: S701
