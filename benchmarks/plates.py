"""Letters from plates beside the whole layout: as many random letters of every sample as asked, byte for byte.

    python -m benchmarks.plates [--each 50] [TEMPLATE …]
    python -m benchmarks.plates --run 400

The first compares each letter that came from a plate with the one that is laid out whole, wild letters and realistic
ones by turns; the exit code is 1 when one differs. `--run` makes a run of one firm instead, with one invoice each and
with one to three, and tells the CPU milliseconds of composing and pressing, and how many came from a plate.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from random import Random

from benchmarks.varied import varied
from toolkit.batch.worker import COLLECT
from toolkit.catalogue import Catalogue
from toolkit.channels.letter import Letterpress
from toolkit.compose import Composer
from toolkit.errors import TactError
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace


def main() -> int:
    """Print what came of it; return 1 when a letter differs."""
    parser = argparse.ArgumentParser(description="Letters from plates beside the whole layout.")
    parser.add_argument(
        "templates", nargs="*", help="the templates; all that have a letter when none is named"
    )
    parser.add_argument("--each", type=int, default=50, help="letters of each sample")
    parser.add_argument("--run", type=int, help="time a realistic run of so many letters instead")
    given = parser.parse_args()
    return run(given.run) if given.run else compare(given.templates, given.each)


def presses() -> tuple[Letterpress, Letterpress]:
    """Return a press with plates and one without."""
    press, plain = Letterpress(Workspace()), Letterpress(Workspace())
    plain.plates = None
    return press, plain


def compare(names: Sequence[str], each: int) -> int:
    """Compare letters of every sample of some templates."""
    catalogue, composer, (press, plain) = Catalogue(Workspace()), Composer(Workspace()), presses()
    plates = press.plates
    if plates is None:
        print("plates are switched off")
        return 1
    count: Counter[str] = Counter()
    for name in names or catalogue.names():
        template, before = catalogue.template(name), count.copy()
        for sample in template.samples if "letter" in template.channels else ():
            record, random = read_record(sample), Random(sample.stem)  # noqa: S311 - any letters will do
            for number in range(each):
                try:
                    message = composer.compose(
                        template, varied(record, random, wild=number % 2 == 0), "letter"
                    )
                    was, made = plates.printed, press.render(message, beside=sample.parent)
                except TactError:
                    count["refused records"] += 1
                    continue
                count["letters"] += 1
                if plates.printed > was:
                    count["from plates"] += 1
                    count["different"] += made != plain.render(message, beside=sample.parent)
        print(f"{name:24}{dict(count - before)}", flush=True)
    print(f"{'all':24}{dict(count)}; different {count['different']}")
    print(f"whole layouts: {dict(plates.refused.most_common())}")
    return 1 if count["different"] else 0


def run(count: int) -> int:
    """Time a run: the whole layout and plates letter by letter in turn."""
    composer, template = Composer(Workspace()), Catalogue(Workspace()).template("reminder")
    first = read_record(template.folder / "samples" / "ordinary.toml").model_copy(update={"attachments": ()})
    random, clock = Random(11), time.process_time  # noqa: S311 - any letters will do
    print(
        f"{'':24}{'compose':>9}{'whole':>9}{'plates':>9}{'in all':>16}{'':9}from plates   (CPU ms a letter)"
    )
    for title, choice in (("one invoice", (1,)), ("one to three", (1,) * 7 + (2,) * 2 + (3,))):
        press, plain = presses()
        records = [varied(first, random, invoices=random.choice(choice)) for _ in range(count)]
        for record in records[:3]:
            plain.render(composer.compose(template, record, "letter"))
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECT)
        spent: Counter[str] = Counter()
        for number, record in enumerate(records):
            began = clock()
            message = composer.compose(
                template, Record.model_validate_json(record.model_dump_json()), "letter"
            )
            spent["compose"] += clock() - began
            began = clock()
            press.render(message)
            spent["plates"] += clock() - began
            if number % 4 == 0:
                began = clock()
                plain.render(message)
                spent["whole"] += 4 * (clock() - began)
        compose, whole, plates = (spent[name] / count * 1000 for name in ("compose", "whole", "plates"))
        before, after, printed = (
            compose + whole,
            compose + plates,
            press.plates.printed if press.plates else 0,
        )
        print(
            f"{title:24}{compose:9.2f}{whole:9.2f}{plates:9.2f}{before:8.1f} ->{after:5.1f}"
            f"{before / after:7.1f}x {printed / count:11.1%}"
        )
    print(f"load {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
