"""Do the tests notice a slip? `just mutation --module diff.py` changes the library in one place at a time, and looks.

Strategy: source and tests are copied to `.mutation`, where they run once, so that it is known which test reaches which line. A
mutant of a function is shown to the tests that reach it in a warm process; what survives there, and what runs on import, is shown
to more tests in a process that imports the mutant. What survives that as well is a hole in the tests, unless it is listed in
`survivors` with the reason.
"""

from __future__ import annotations

import sys
from random import Random

import click

from .laboratory import ROOT, Laboratory
from .mutants import is_python
from .verdicts import summary

NOT_HERE = ("engines/spark.py", "engines/ray.py")
"""What runs on an engine, which is tested where the engine is."""


@click.command(help=__doc__)
@click.option("--module", "modules", multiple=True, help="Only files whose path in the library begins like this.")
@click.option("--sample", type=int, help="Only so many mutants, chosen at random.")
@click.option("--seed", default=0, show_default=True, help="Which sample.")
def main(modules: tuple[str, ...], sample: int | None, seed: int) -> None:
    laboratory = Laboratory(ROOT / ".mutation")
    laboratory.prepare()
    chosen = [mutant for mutant in laboratory.mutants(modules or ("",)) if mutant.file not in NOT_HERE]
    if sample is not None:
        chosen = Random(seed).sample(chosen, min(sample, len(chosen)))
    chosen = [mutant for mutant in chosen if is_python(mutant, laboratory.library)]
    told, is_as_listed = summary(laboratory.verdicts(chosen))
    click.echo(told)
    sys.exit(not is_as_listed)


if __name__ == "__main__":
    main()
