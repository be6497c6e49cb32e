"""Convert logs on Spark, from their lines to a folder of lines.

    python examples/spark_convert.py LOG... --to VENDOR --out FOLDER
    spark-submit --master yarn examples/spark_convert.py LOG... --to VENDOR --out FOLDER

The workers need the extra `spark` as well; PYSPARK_PYTHON says which interpreter has it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from pyspark.sql import SparkSession

from normalizer.engines import spark
from normalizer.logs import Order
from normalizer.wrappers.presets import PRESETS, wrapper_named


def main() -> None:
    parser = argparse.ArgumentParser(description="Convert logs on Spark.")
    parser.add_argument("inputs", nargs="+", help="files, folders and patterns, as Spark reads them")
    parser.add_argument("--to", required=True, help="the vendor to write for, canonical, or source")
    parser.add_argument("--from", dest="vendor", help="whose the records are, if they are not to be looked at")
    parser.add_argument("--envelope", choices=PRESETS, help="what is around the bodies, if anything is")
    parser.add_argument("--strict", action="store_true", help="reject a record that loses something")
    parser.add_argument("--out", required=True, help="a folder that is not there yet")
    given = parser.parse_args()

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else it is the first python3 on the path
    session = SparkSession.builder.appName("normalizer").getOrCreate()
    wrapper = wrapper_named(given.envelope) if given.envelope else None
    order = Order(given.to, given.vendor, strict=given.strict, wrapper=wrapper)
    print(json.dumps(spark.convert_files(session, given.inputs, given.out, order)))
    session.stop()


if __name__ == "__main__":
    main()
