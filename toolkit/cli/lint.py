"""`tact lint`: would this customer understand it, and is everything in it?"""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.inputs import language_tag
from toolkit.cli.saying import say, tell
from toolkit.cli.table import count
from toolkit.errors import ExitCode, Place, SettingsError, TactError
from toolkit.reporters import FORMATS
from toolkit.wording import LANGUAGES, interface_language, overheard, worded

if TYPE_CHECKING:
    from toolkit.lint.findings import Finding
    from toolkit.lint.run import LintOutcome, LintRun
    from toolkit.lint.settings import Settings
    from toolkit.reporters.report import Report

SEVERITIES = ("error", "warning", "hint")


def names(_ctx: click.Context, _param: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    """Return the names of an option that may be repeated and holds names parted by commas."""
    return tuple(name.strip() for each in value for name in each.split(",") if name.strip())


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option(
    "--select", multiple=True, callback=names, metavar="RULE", help="Only these rules, codes or groups."
)
@click.option(
    "--ignore", multiple=True, callback=names, metavar="RULE", help="Not these rules, codes or groups."
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    help="Exit with 1 when a finding is this bad or worse.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How to tell it.",
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file."
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of the findings. Default: that in which tact speaks.",
)
@click.option(
    "--language",
    metavar="LANGUAGE",
    callback=language_tag,
    help="The language that texts are written in, such as fr. Default: that of the settings, else nl.",
)
@click.option("--profile", type=click.Choice(("nl", "be")), help="The country whose words are meant.")
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tell only findings that this file does not know; what is mended leaves the file.",
)
@click.option("--write-baseline", is_flag=True, help="Write all findings of now to the baseline.")
@click.option("--fix", is_flag=True, help="Make the replacements that are right in every context.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--comments",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the Word document that is linted to this file, with each finding as a comment at its words.",
)
@click.option("--pedantic", is_flag=True, help="Tell also what is a matter of taste.")
@click.option("--no-cache", is_flag=True, help="Lint templates anew, though nothing in them changed.")
@click.option("--statistics", is_flag=True, help="Tell how often each rule found something.")
def command(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    form: str,
    output: Path | None,
    lang: str | None,
    language: str | None,
    profile: str | None,
    baseline: Path | None,
    write_baseline: bool,
    fix: bool,
    diff: bool,
    comments: Path | None,
    pedantic: bool,
    no_cache: bool,
    statistics: bool,
) -> None:
    """Lint templates and texts.

    PATH is a template (its name or its folder), a folder with templates or texts, a text (.md, .txt, .html,
    .docx, .odt, .rtf, .pdf, .eml, .msg), or - for standard input. Without PATH: all templates of the workspace.

    A template is linted with every sample on every channel, in each of its languages; findings point at the words in
    its own files. A text in a language that a rule does not know is not judged by it, and a note says so.

    \b
    Exit codes: 0 clean, 1 findings (with --diff: changes), 2 something
    could not be linted, 3 a rule failed inside (the others ran).
    """
    # What this makes lives as long as the run: looking for rings of garbage would take an eighth of the time.
    click.get_current_context().call_on_close(partial(_collect_again, gc.get_threshold()))
    gc.set_threshold(200_000)

    from toolkit.lint.run import LintRun
    from toolkit.lint.targets import STDIN, find_targets
    from toolkit.output import cache_folder

    _check_options(paths, form, baseline, write_baseline, fix, diff, statistics)
    _check_comments(paths, comments, is_changing=fix or diff)
    _check_rules((*select, *ignore))
    here = Path.cwd()
    stdin = sys.stdin.buffer.read() if STDIN in paths else b""
    run = LintRun(
        find_targets(paths, here),
        here,
        partial(_adjusted, select, ignore, language, profile, pedantic),
        stdin=stdin,
        cache=None if no_cache else cache_folder("lint"),
    )
    outcome = run.lint()
    differs = False
    if fix or diff:
        from toolkit.cli.rewriting import fixed

        outcome, differs = fixed(run, outcome, write=fix)
    findings = outcome.findings
    if baseline and not diff:
        findings = _without_known(run, outcome, baseline, here, write=write_baseline)
    if not diff:
        _write(
            report_of(outcome, findings, lang or interface_language(), to_terminal=output is None),
            form,
            output,
            statistics,
        )
    if comments and not outcome.errors:
        from toolkit.cli.rewriting import write_comments

        write_comments(outcome, findings, comments, lang or interface_language())
    tell("note: {text}", outcome.notes)
    for error in outcome.errors:
        click.echo(error.spoken(), err=True)
    worst = min((SEVERITIES.index(finding.severity) for finding in findings), default=len(SEVERITIES))
    fails = differs if diff else worst <= SEVERITIES.index(fail_on)
    code = max((ExitCode.FINDINGS if fails else ExitCode.CLEAN, *map(_code, outcome.errors)))
    click.get_current_context().exit(code)


def _collect_again(threshold: tuple[int, int, int]) -> None:
    """Look for garbage as before, though not now through all that this run made."""
    gc.freeze()
    gc.set_threshold(*threshold)
    gc.unfreeze()


def _code(error: TactError) -> ExitCode:
    """Return the exit code of what could not be linted: the program's own failure, or anything else."""
    return max(ExitCode.USAGE, error.exit_code)


def _check_options(
    paths: tuple[str, ...],
    form: str,
    baseline: Path | None,
    write_baseline: bool,
    fix: bool,
    diff: bool,
    statistics: bool,
) -> None:
    """Raise UsageError for options that do not go together."""
    if write_baseline and not baseline:
        raise click.UsageError(worded("--write-baseline needs --baseline FILE."))
    if fix and diff:
        raise click.UsageError(worded("--fix changes the files and --diff does not: choose one."))
    if fix and "-" in paths:
        raise click.UsageError(
            worded("--fix cannot change standard input; --diff shows what it would change.")
        )
    if statistics and form != "text":
        raise click.UsageError(
            worded("--statistics is a text; the format {form} has its own summary.", form=form)
        )


def _check_comments(paths: tuple[str, ...], comments: Path | None, *, is_changing: bool) -> None:
    """Raise UsageError for comments that cannot be made of these paths."""
    if comments is None:
        return
    from toolkit.lint.targets import WORD

    if is_changing:
        raise click.UsageError(worded("--comments changes no words: leave out --fix and --diff."))
    if len(paths) != 1 or Path(paths[0]).suffix.lower() not in WORD or not Path(paths[0]).is_file():
        raise click.UsageError(worded("--comments needs one Word document (.docx, .docm) to lint."))
    if comments.suffix.lower() != Path(paths[0]).suffix.lower():
        raise click.UsageError(
            worded(
                "--comments writes a document of the same kind: {kind}.", kind=Path(paths[0]).suffix.lower()
            )
        )
    if comments.resolve() == Path(paths[0]).resolve():
        raise click.UsageError(worded("--comments needs the name of another file than that which is linted."))


def _check_rules(names: tuple[str, ...]) -> None:
    """Raise SettingsError for a name that is no rule, code or group."""
    if names:
        from toolkit.lint.rules import all_rules
        from toolkit.lint.settings import check_names, read_settings

        check_names(names, read_settings(Path.cwd(), all_rules()).known(all_rules()))


def _adjusted(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    language: str | None,
    profile: str | None,
    pedantic: bool,
    settings: Settings,
) -> Settings:
    """Return settings as the command line changes them."""
    chosen = settings.with_selection(select, ignore)
    return replace(
        chosen,
        language=language or chosen.language,
        profile=profile or chosen.profile,
        is_pedantic=pedantic or chosen.is_pedantic,
    )


def _without_known(
    run: LintRun, outcome: LintOutcome, path: Path, here: Path, *, write: bool
) -> list[Finding]:
    """Return the findings that the baseline does not know, and bring the baseline up to date."""
    from toolkit.lint.baseline import baseline_of, new_findings, pruned, read_baseline, write_baseline

    names = {file: _from_baseline(path, here / file) for file in outcome.texts}
    judged = {file: name for file, name in names.items() if file in outcome.judged}
    known = read_baseline(path) if path.exists() or not write else {}
    if write:
        kept = pruned(known, (), judged, run.rules)
        for file, keys in baseline_of(outcome.findings, names).items():
            kept[file] = kept.get(file, Counter()) | keys
        write_baseline(path, kept)
        say(
            "{findings} written to {path}",
            findings=count(len(outcome.findings), "finding"),
            path=path,
            err=True,
        )
        return []
    kept = pruned(known, [f for f in outcome.findings if f.file in judged], judged, run.rules)
    if kept != known:
        write_baseline(path, kept)
        mended = sum(keys.total() for keys in known.values()) - sum(keys.total() for keys in kept.values())
        say("note: {findings} left {path}", findings=count(mended, "mended finding"), path=path, err=True)
    return new_findings(outcome.findings, known, names)


def _from_baseline(baseline: Path, file: Path) -> str:
    """Return how a baseline names a file: from the folder that the baseline lies in."""
    return Path(os.path.relpath(file, baseline.resolve().parent)).as_posix()


def report_of(outcome: LintOutcome, findings: Iterable[Finding], lang: str, *, to_terminal: bool) -> Report:
    """Return the report of findings in a language; in a terminal it has colours, and its lines fit."""
    from toolkit.lint.findings import gathered
    from toolkit.reporters.report import Report

    shows = to_terminal and sys.stdout.isatty()
    colour = to_terminal and "NO_COLOR" not in os.environ and (shows or "FORCE_COLOR" in os.environ)
    return Report(
        tuple(gathered(findings)),
        outcome.texts,
        language=lang,
        colour=colour,
        width=_width() if shows else None,
    )


def _width() -> int:
    """Return the columns of the terminal."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _write(report: Report, form: str, output: Path | None, statistics: bool) -> None:
    from toolkit.reporters import reporter
    from toolkit.reporters import text as people

    written = people.statistics(report) if statistics else reporter(form)(report)
    if output is None:
        click.echo(written, nl=False, color=report.colour or None)
        return
    try:
        output.write_text(written, encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            worded("cannot be written: {reason}", reason=overheard(error.strerror)), place=Place(str(output))
        ) from error
    click.echo(f"{people.summary(report)} {output}", err=True)
