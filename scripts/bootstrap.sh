#!/bin/sh
# Set up what `make` needs: a Python, the system libraries of WeasyPrint, and .venv with the locked packages.
# Silent and quick when nothing changed since the last time; safe to run again at any moment.
set -eu
cd "$(dirname "$0")/.."

APT="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
DNF="pango harfbuzz"
BREW="pango harfbuzz"
VENV=.venv
STAMP=$VENV/.ready

say() { printf '%s\n' "$*" >&2; }
die() { say "setup: $*"; exit 2; }

key() { { pwd; cat requirements.lock pyproject.toml scripts/bootstrap.sh; } | cksum; }

suitable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
complete() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# as_root COMMAND...: run it as root, through sudo where needed; without a command, say whether that can be.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        ${1:+sudo} "$@"
    else
        return 1
    fi
}

# apt_install PACKAGE...: install with apt, with fresh lists when the ones at hand are not enough.
apt_install() {
    command -v apt-get >/dev/null 2>&1 && as_root || return 1
    say "setup: installing $* with apt"
    set -- env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
    as_root "$@" >/dev/null 2>&1 || { as_root apt-get update -qq >/dev/null && as_root "$@" >/dev/null; }
}

# find_python: print the newest Python >= 3.11, one that can make a virtual environment first.
find_python() {
    fallback=
    for name in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3 python; do
        command -v "$name" >/dev/null 2>&1 && suitable "$name" || continue
        if complete "$name"; then
            echo "$name"
            return
        fi
        fallback=${fallback:-$name}
    done
    echo "$fallback"
}

# has_libraries: can WeasyPrint load everything it needs, HarfBuzz' subsetter included?
has_libraries() {
    "$VENV/bin/python" - >/dev/null 2>&1 <<'PY'
import warnings

with warnings.catch_warnings(record=True) as heard:
    warnings.simplefilter("always")
    import weasyprint
raise SystemExit(any("HarfBuzz" in str(warning.message) for warning in heard))
PY
}

# With --browser: see to the Chromium that the tests look with, its driver and its letters, and to nothing else.
has_browser() { command -v "${TACT_CHROMIUM:-/usr/bin/chromium}" >/dev/null 2>&1; }
has_letters() { ! command -v fc-list >/dev/null 2>&1 || fc-list | grep -q LiberationSans-Regular; }
has_driver() { "$VENV/bin/python" -m playwright --version >/dev/null 2>&1; }

if [ "${1:-}" = --browser ]; then
    has_browser || { apt_install chromium fontconfig fonts-liberation && has_browser; } ||
        die "the tests need Chromium, and it is not at /usr/bin/chromium. Install it, or name another:
  Debian:  sudo apt-get install chromium
  else:    make TACT_CHROMIUM=/path/to/chromium test"
    has_letters || { apt_install fonts-liberation && has_letters; } ||
        die "the tests of e-mails on a phone need letters as wide as those of Arial. Install them:
  Debian:  sudo apt-get install fonts-liberation
  Fedora:  sudo dnf install liberation-sans-fonts"
    has_driver || { apt_install libatomic1 && has_driver; } ||
        die "the driver of Playwright does not start. It needs libatomic:
  Debian:  sudo apt-get install libatomic1
  Fedora:  sudo dnf install libatomic"
    exit 0
fi

[ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(key)" ] && "$VENV/bin/python" -c '' 2>/dev/null && exit 0

# A .venv of another place (a moved checkout) has commands that start the wrong Python.
usable_venv() {
    [ -x "$VENV/bin/python" ] && suitable "$VENV/bin/python" && grep -qF "$(pwd)/$VENV" "$VENV/bin/pip"
}

if ! usable_venv 2>/dev/null; then
    python=$(find_python)
    [ -n "$python" ] || die "Python 3.11 or newer is needed and not found.
  Debian, Ubuntu:  sudo apt-get install python3 python3-venv
  Fedora:          sudo dnf install python3
  macOS:           brew install python
Or name one: make PYTHON=/path/to/python3 ..."
    if ! complete "$python"; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        apt_install "python$version-venv" && complete "$python" ||
            die "$python cannot make a virtual environment (the module ensurepip is missing).
  Debian, Ubuntu:  sudo apt-get install python$version-venv"
    fi
    say "setup: making $VENV with $("$python" --version)"
    rm -rf "$VENV"
    "$python" -m venv "$VENV"
fi

say "setup: installing the locked Python packages (about a minute the first time)"
"$VENV/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock ||
    die "the packages of requirements.lock could not be installed; is the package index reachable?"
"$VENV/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable . ||
    die "tact itself could not be installed into $VENV"

if ! has_libraries; then
    # shellcheck disable=SC2086  # the names are separate words
    { apt_install $APT && has_libraries; } ||
        die "WeasyPrint cannot load Pango or HarfBuzz (with its subset library). Install them, then run make again:
  Debian, Ubuntu:  sudo apt-get install $APT
  Fedora:          sudo dnf install $DNF
  macOS:           brew install $BREW"
fi

# Where Python may write no bytecode, every start would compile the program anew: a third of a second.
"$VENV/bin/python" -m compileall -q toolkit

key >"$STAMP"
say "setup: ready"
