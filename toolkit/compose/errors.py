"""Gives what goes wrong in a template its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError

from toolkit.compose.environment import TemplateEnvironment
from toolkit.compose.positions import Position
from toolkit.compose.sourcemap import Source
from toolkit.compose.tracing import TracingEnvironment
from toolkit.errors import Place, TactError, TemplateError
from toolkit.wording import JINJA_SAYS, TOML_SAYS, overheard, worded

_OPENING = re.compile(r"\{\{|\{%")


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
            error.place = running_place(error, environment) or Place(file)
        raise
    except TemplateSyntaxError as error:
        raise TemplateError(
            overheard(error.message, JINJA_SAYS),
            place=_syntax_place(error, environment, file),
            hint="check the {% … %} here",
        ) from error
    except TemplateNotFound as error:
        place = running_place(error, environment) or Place(file)
        raise TemplateError(
            worded("the template file '{name}' does not exist", name=error.name), place=place
        ) from error
    except RecursionError as error:
        raise TemplateError(
            "names itself without end, or is nested too deep",
            place=running_place(error, environment) or Place(file),
            hint="a part cannot include itself, nor a macro call itself, without a condition",
        ) from error
    except (
        SecurityError,
        TemplateRuntimeError,
        TypeError,
        ValueError,
        ArithmeticError,
        AttributeError,
        LookupError,
    ) as error:
        place = running_place(error, environment) or Place(file)
        raise TemplateError(
            worded("cannot be composed: {error}", error=overheard(error, (*JINJA_SAYS, *TOML_SAYS))),
            place=place,
        ) from error


def _syntax_place(error: TemplateSyntaxError, environment: TemplateEnvironment, file: str) -> Place:
    name = error.name or file
    if isinstance(error.lineno, Position):
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        return Source(name, source.replace("\r\n", "\n")).place(error.lineno.offset)
    return Place(name, error.lineno)


def running_place(error: BaseException, environment: TemplateEnvironment) -> Place | None:
    """Return the line of a template that was running when an error was raised, from its traceback.

    The column is that of the expression at work where the environment knows it, else of the first one in the line.
    """
    place = None
    for frame, line in walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, JinjaTemplate):
            place = Place(template.name or "", template.get_corresponding_lineno(line))
    if (
        place is None
        or not isinstance(environment, TracingEnvironment)
        or place.file not in environment.anatomy
    ):
        return place
    file, offset = environment.at
    source = environment.anatomy[place.file].source
    if file == place.file and source.place(offset).line == place.line:
        return source.place(offset)
    opening = _OPENING.search(source.text.split("\n")[(place.line or 1) - 1])
    return Place(place.file, place.line, opening.start() + 1 if opening else 1)
