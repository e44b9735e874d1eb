"""The command `tact`: one module per verb, imported only when that verb runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from toolkit import __version__
from toolkit.cli.helping import Context, usage, wrong
from toolkit.cli.pipes import Patient, patient
from toolkit.cli.saying import asked_for, say, speaking
from toolkit.errors import INTERRUPTED, ExitCode, Place, RenderError, TactError, inside
from toolkit.wording import LANGUAGES, VARIABLE, overheard, worded

VERBS = {
    "render": "Make letters, e-mails and text messages from records.",
    "preview": "Write and see: letter, e-mail and SMS in the browser.",
    "lint": "Check texts and templates: would this customer understand it, is everything in it?",
    "rules": "List what the linter looks for.",
    "explain": "Tell why a rule is there and what to do.",
    "measure": "Measure how easy a text reads.",
    "columns": "Show how the columns of a ledger are understood, and ask the rest.",
    "plan": "Say which message is due for whom on a day, and who waits why.",
    "agree": "Write down what was agreed in a call, and confirm it in writing.",
    "match": "Say which open invoice each payment on a bank statement pays.",
    "costs": "Compute what collecting may cost, step by step.",
    "batch": "Make every message of a plan or ledger, each exactly once.",
    "templates": "List the templates, their channels and their samples.",
    "new": "Add a template to the workspace.",
    "adopt": "Make a template of a letter that was written in Word or elsewhere.",
    "init": "Start a workspace of your own.",
    "schema": "Print the JSON Schema of a record.",
    "doctor": "Check that everything tact needs is installed.",
    "demo": "Render the sample records and make a contact sheet.",
}


class Verbs(click.Group):
    """The group of verbs: it knows their names and one-line helps without importing them."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs, the most used first."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb, importing its module; None for a name that is not a verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command = import_module(f"toolkit.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            return None
        command.context_class = Context
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that `args` names; raises NoSuchCommand, with the nearest verbs."""
        if args[0] not in VERBS and not args[0].startswith("-"):
            raise click.NoSuchCommand(args[0], possibilities=VERBS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; a reader of its output that leaves is no error."""
        given = args[0] if args else extra.get("args")
        with patient() as streams, speaking(asked_for(sys.argv[1:] if given is None else given)):
            if not extra.get("standalone_mode", True):
                return super().main(*args, **extra)
            try:
                code = super().main(*args, **(extra | {"standalone_mode": False}))
            except SystemExit as leaving:
                code = leaving.code
            except click.UsageError as error:
                click.echo(usage(error), err=True)
                code = error.exit_code
            except click.ClickException as error:
                click.echo(wrong(error), err=True)
                code = error.exit_code
            except click.Abort as error:
                say("Stopped.", err=True)
                code = INTERRUPTED if isinstance(error.__context__, KeyboardInterrupt) else ExitCode.FINDINGS
            # The process ends: looking for rings of garbage in all it made would be a seventh of a short run.
            gc.freeze()
            sys.exit(max(code or 0, _unwritten(streams)))

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; an error a person can meet is told on stderr, with the exit code of its class."""
        try:
            return super().invoke(ctx)
        except TactError as error:
            click.echo(error.spoken(), err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort, EOFError, BrokenPipeError):
            raise
        except OSError as error:
            if ctx.params.get("debug"):
                _crash(ctx, error)
            what = worded("cannot be read or written: {reason}", reason=overheard(error))
            click.echo(RenderError(what, place=Place(str(error.filename or "?"))).spoken(), err=True)
            ctx.exit(ExitCode.RENDER)
        except Exception as error:  # noqa: BLE001  # the last line of defence: said in full, never swallowed
            _crash(ctx, error)


def _unwritten(streams: Sequence[Patient]) -> int:
    """Return the exit code of what could not be printed, after telling it where that can be."""
    for stream in streams:
        stream.flush()
        if stream.lost:
            say("not all of this could be written: {error}", error=overheard(stream.lost), err=True)
    return ExitCode.RENDER if any(stream.lost for stream in streams) else ExitCode.CLEAN


def _crash(ctx: click.Context, error: Exception) -> NoReturn:
    """Say that the program itself failed; only --debug shows more than the kind and the place."""
    import traceback

    if ctx.params.get("debug"):
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    else:
        name = ctx.invoked_subcommand or "VERB"
        say("tact failed inside: {fault}", fault=inside(error), err=True)
        say("'tact --debug {verb} …' shows all of it, customer data perhaps included", verb=name, err=True)
    ctx.exit(ExitCode.RENDER)


@click.group(cls=Verbs, subcommand_metavar="VERB …", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tact")
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    envvar=VARIABLE,
    default=LANGUAGES[0],
    help="The language in which tact speaks to you; that of the letters is an option of the verbs.",
)
@click.option("--debug", is_flag=True, help="Show the whole traceback when the program itself fails.")
def main(language: str, debug: bool) -> None:
    """Fair payment letters in plain Dutch: one text becomes a PDF letter, an e-mail and an SMS.

    \b
    Exit codes: 0 all is well, 1 something is wrong with a record,
    2 wrong use, settings or template, 3 a render failed.
    """
    del debug, language
    # Pydantic would look through every installed package for plugins, each time it starts.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
