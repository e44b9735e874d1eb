"""`tact doctor`: is everything installed that tact needs, and if not, which command installs it?"""

from __future__ import annotations

import platform
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import metadata
from io import StringIO
from typing import TYPE_CHECKING

import click

from toolkit import DISTRIBUTION, __version__, install_line
from toolkit.cli.saying import say
from toolkit.errors import ExitCode, SettingsError
from toolkit.versions import road
from toolkit.wording import translated, worded

if TYPE_CHECKING:
    from toolkit.workspace import Workspace

PANGO = {
    "apt-get": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install pango harfbuzz",
    "brew": "brew install pango harfbuzz",
}
FONT_FILES = (".ttf", ".otf", ".woff", ".woff2")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked for: `found` says what is there, `remedy` how to get it."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True


@click.command()
def command() -> None:
    """Check that everything tact needs is installed.

    What is missing comes with the command that installs it. The exit code is 1 when something needed
    is missing.
    """
    checks = list(examine())
    width = max(len(translated(check.name)) for check in checks)
    widest = max(len(mark(check)) for check in checks)
    for check in checks:
        click.echo(
            f"{mark(check).ljust(widest)}  {translated(check.name).ljust(width)}  {translated(check.found)}"
        )
        if not check.ok:
            click.echo(f"{' ' * (widest + width + 4)}{translated(check.remedy)}")
    missing = [check for check in checks if check.needed and not check.ok]
    click.echo()
    if not missing:
        say("Everything needed is here.")
    else:
        say("Needed and missing: {count}.", count=len(missing))
        sys.exit(ExitCode.FINDINGS)


def mark(check: Check) -> str:
    """Return in one word whether a thing is here."""
    return translated(worded("ok") if check.ok else worded("MISSING") if check.needed else worded("absent"))


def examine() -> Iterator[Check]:
    """Yield what was looked for, in the order in which a repair would go."""
    yield Check(
        "tact",
        True,
        worded(
            "{version} on Python {python}, {system}",
            version=__version__,
            python=platform.python_version(),
            system=platform.system(),
        ),
    )
    yield from _packages()
    yield from _weasyprint()
    if _installed("segno"):
        yield Check("segno", True, road("segno"))
    yield _law()
    yield from _workspace()


def _law() -> Check:
    """Look for tables of law that are over soon: after their last day nothing can be computed with them."""
    from datetime import datetime

    from toolkit.law.tables import ending

    tables = tuple(ending(datetime.now().astimezone().date()))
    ends = ", ".join(f"{table.title} ({table.rows[-1].last})" for table in tables)
    found = (
        worded("tables that end soon: {ends}", ends=ends)
        if tables
        else worded("no table ends within 60 days")
    )
    remedy = worded(
        "add the next row with its source, or install a newer tact; until then such days are refused"
    )
    return Check(worded("rates of law"), not tables, found, remedy, needed=False)


def _packages() -> Iterator[Check]:
    """Look for the packages that tact and its extras declare."""
    try:
        declared = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield Check(
            worded("packages"),
            False,
            worded("tact is not installed as a package"),
            "pip install .",
            needed=False,
        )
        return
    groups: dict[str, list[str]] = {}
    for requirement in declared:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        extra = re.search(r"extra == ['\"](\w+)['\"]", requirement)
        if name and name.group() != DISTRIBUTION and not (extra and extra.group(1) == "dev"):
            groups.setdefault(extra.group(1) if extra else "", []).append(name.group())
    for group, names in groups.items():
        absent = [name for name in names if not _installed(name)]
        yield Check(
            worded("extra '{name}'", name=group) if group else worded("packages"),
            not absent,
            worded("without {names}", names=tuple(absent))
            if absent
            else worded("all {count} are here", count=len(names)),
            install_line(group) if group else f"pip install {' '.join(absent)}",
            needed=not group,
        )


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _weasyprint() -> Iterator[Check]:
    """Look for WeasyPrint and the system libraries it loads: Pango, and HarfBuzz' subsetter."""
    present = [PANGO[tool] for tool in PANGO if shutil.which(tool)]
    remedy = present[0] if present else " | ".join(PANGO.values())
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")
            from weasyprint.text import ffi
    except (ImportError, OSError) as error:
        found = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield Check("WeasyPrint", False, found, remedy)
        return
    number = ffi.pango.pango_version()
    yield Check("WeasyPrint", True, road("weasyprint"))
    yield Check("Pango", True, f"{number // 10000}.{number // 100 % 100}.{number % 100}")
    subset = ffi.harfbuzz_subset is not None
    yield Check("HarfBuzz subset", subset, worded("here") if subset else worded("not found"), remedy)


def _plates(workspace: Workspace) -> Check:
    """Say whether the letters of a workspace are printed from plates, and why not."""
    from toolkit.channels.plates_switch import why_none

    sheets = (
        workspace.style(name)
        for name in ("base.css", "fonts.css", "tokens.css", "letter.css", "internal.css")
    )
    try:
        why = why_none(workspace, sheets)
    except (ImportError, OSError):  # no letter can be made at all, which is told above
        return Check(worded("letters from plates"), True, worded("not found"), needed=False)
    found = worded("no: {why}; each letter is laid out whole", why=why) if why else worded("yes")
    return Check(worded("letters from plates"), True, found, needed=False)


def _workspace() -> Iterator[Check]:
    """Look for the templates, the fonts and, in a workspace of one's own, the settings."""
    from toolkit.workspace import SETTINGS, open_workspace

    try:
        workspace = open_workspace()
        folders = workspace.styles
    except SettingsError as error:
        yield Check(
            worded("workspace"),
            False,
            error.spoken(),
            worded("repair {file}, or install tact again", file=SETTINGS),
        )
        return
    yield Check(
        worded("workspace"),
        True,
        str(workspace.root) if workspace.root else worded("the templates that come with tact"),
    )
    files = [path for folder in folders for path in (folder / "fonts").glob("*") if path.suffix in FONT_FILES]
    yield _plates(workspace)
    families = sorted({path.stem.partition("-")[0] for path in files})
    yield Check(
        worded("fonts"),
        bool(families),
        ", ".join(families) or worded("none in styles/fonts"),
        worded("install tact again"),
    )
