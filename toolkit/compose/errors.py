"""Gives what goes wrong in a template its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError

from toolkit.compose.environment import Position, TemplateEnvironment
from toolkit.compose.sourcemap import Source
from toolkit.errors import Place, TactError, TemplateError


@contextmanager
def placed_errors(environment: TemplateEnvironment, file: str) -> Iterator[None]:
    """Turn what Jinja raises while `file` is composed into a TemplateError with its place.

    UndefinedError passes: only the composer can find the column of a field.
    """
    try:
        yield
    except UndefinedError:
        raise
    except TactError as error:
        if error.place is None:
            error.place = running_line(error) or Place(file)
        raise
    except TemplateSyntaxError as error:
        raise TemplateError(
            str(error.message), place=_syntax_place(error, environment, file), hint="check the {% … %} here"
        ) from error
    except TemplateNotFound as error:
        place = running_line(error) or Place(file)
        raise TemplateError(f"the template file '{error.name}' does not exist", place=place) from error
    except RecursionError as error:
        raise TemplateError(
            "names itself without end",
            place=running_line(error) or Place(file),
            hint="a part cannot include itself, nor a macro call itself, without a condition",
        ) from error
    except (SecurityError, TemplateRuntimeError, TypeError, ValueError, ArithmeticError) as error:
        place = running_line(error) or Place(file)
        raise TemplateError(f"cannot be composed: {error}", place=place) from error


def _syntax_place(error: TemplateSyntaxError, environment: TemplateEnvironment, file: str) -> Place:
    name = error.name or file
    if isinstance(error.lineno, Position):
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        return Source(name, source.replace("\r\n", "\n")).place(error.lineno.offset)
    return Place(name, error.lineno)


def running_line(error: BaseException) -> Place | None:
    """Return the template line that was running when an error was raised, from its traceback."""
    place = None
    for frame, line in walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, JinjaTemplate):
            place = Place(template.name or "", template.get_corresponding_lineno(line))
    return place
