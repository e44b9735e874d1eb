#!/bin/sh
# Do the README's two commands work on a machine that has nothing but git, make and python3?
#
#   scripts/fresh.sh [bookworm] [trixie]
#
# Makes a bare Debian of each name (12 has Python 3.11.2, 13 has 3.13) in a folder of its own with debootstrap, clones
# HEAD into it, runs `make demo` and `make test` there, and prints a line for each with its seconds and its counts. A root
# where a command failed stays, and what was said beside it; the others go. Needs root, debootstrap and 4 GB in $TMPDIR
# for each. Ends with 1 when a command failed.
set -eu
cd "$(dirname "$0")/.."

MIRROR=${MIRROR:-http://deb.debian.org/debian}
COMMANDS=${COMMANDS:-demo test}
[ "$(id -u)" = 0 ] || { echo "fresh: a bare Debian is made by root: sudo make fresh" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "fresh: sudo apt-get install debootstrap" >&2; exit 2; }

base=$(mktemp -d "${TMPDIR:-/tmp}/tact-fresh.XXXXXX")
failed=0

# within ROOT COMMAND...: run it in a root, with this machine's network and registries, and nothing else of it. The
# mounts are seen by this command alone and are gone with it.
within() {
    root_of=$1
    shift
    ROOT=$root_of unshare --mount --propagation private sh -c '
        mount -t proc proc "$ROOT/proc"
        mount --rbind /dev "$ROOT/dev"
        exec chroot "$ROOT" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            PIP_CERT=/etc/ssl/certs/ca-certificates.crt PIP_DEFAULT_TIMEOUT=180 CI=true "$@"' within "$@"
}

# counts FILE: what a command counted, in its own words: messages of a demo, tests of pytest.
counts() {
    sed -nE 's/^=+ (.*(passed|failed|error).*) =+$/\1/p; /^[0-9]+ berichten, /p' "$1" | tail -n 1
}

for suite in ${*:-bookworm trixie}; do
    root=$base/$suite
    debootstrap --variant=minbase --include=ca-certificates,git,make,python3 "$suite" "$root" "$MIRROR" >"$root.log" 2>&1 ||
        { echo "$suite: debootstrap failed, see $root.log"; failed=1; continue; }
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
    git clone --quiet --no-hardlinks . "$root/root/tact"
    works=1
    for command in $COMMANDS; do
        began=$(date +%s)
        if within "$root" make -C /root/tact "$command" >"$root.$command.log" 2>&1; then
            word=works
        else
            word="FAILS, see $root.$command.log"
            works=0
            failed=1
        fi
        took=$(($(date +%s) - began))
        echo "$suite, $(within "$root" python3 --version): make $command $word ($took s): $(counts "$root.$command.log")"
    done
    [ "$works" = 0 ] || rm -rf "$root"
done
[ "$failed" = 1 ] || rm -rf "$base"
exit "$failed"
