"""Where the tokens of a template stand."""

from __future__ import annotations


class Position(int):
    """A line number of a token that also knows the token's `offset` in the file, in characters."""

    offset: int

    @classmethod
    def at(cls, line: int, offset: int) -> Position:
        """Return the line number `line` of a token at a character offset."""
        self = cls(line)
        self.offset = offset
        return self


class Named(Position):
    """The place of what a name stands for: the name itself, up to the character offset `end`."""

    name: str
    end: int

    @classmethod
    def over(cls, position: Position, name: str, end: int) -> Named:
        """Return the place of `name` as it is written from a position to an offset."""
        self = cls(position)
        self.offset, self.name, self.end = position.offset, name, end
        return self
