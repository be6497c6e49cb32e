"""An order that kills one worker in the middle of a batch, once; and a Spark cluster for it to work on."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
from pathlib import Path
from typing import Any

from attrs import field, frozen

from normalizer.completion import Source
from normalizer.logs import Order

_calls = itertools.count(1)
"""The records that this process has written."""


@frozen
class Deadly(Order):
    """It is asked about every record that is converted, and one of them is the last of its process."""

    marker: str = field(kw_only=True)
    """A file that says that it has happened."""

    after: int = field(kw_only=True)

    def refuse_losses(self, target: Source, **found: Any) -> None:
        if next(_calls) == self.after:
            die_once(self.marker)
        Order.refuse_losses(self, target, **found)


def die_once(marker: str) -> None:
    """Kill this process, if the file that says so is not there yet."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
        os.kill(os.getpid(), signal.SIGKILL)


AFTER = 700


def main(folder: str, marker: str, *inputs: str) -> None:
    """Convert on executors of their own, which the wheel of PySpark can start without any other installation."""
    import pyspark
    from pyspark.sql import SparkSession

    from normalizer.engines import spark
    from tests.engines.conftest import QUIET

    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    session = SparkSession.builder.master("local-cluster[2,1,1024]").config(map=QUIET).getOrCreate()
    order = Deadly("opper", marker=marker, after=AFTER)
    print(json.dumps(spark.convert_files(session, inputs, folder, order)))
    session.stop()
