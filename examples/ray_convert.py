"""Convert logs on Ray Data, from their lines to a folder of lines.

    python examples/ray_convert.py LOG... --to VENDOR --out FOLDER

It starts Ray on this machine, or works on the cluster at RAY_ADDRESS, whose workers need the extra `ray` as well.
"""

from __future__ import annotations

import argparse
import json

import ray

from normalizer.engines import ray as on_ray
from normalizer.logs import Order
from normalizer.wrappers.presets import PRESETS, wrapper_named


def main() -> None:
    parser = argparse.ArgumentParser(description="Convert logs on Ray Data.")
    parser.add_argument("inputs", nargs="+", help="files and folders, as Ray reads them")
    parser.add_argument("--to", required=True, help="the vendor to write for, canonical, or source")
    parser.add_argument("--from", dest="vendor", help="whose the records are, if they are not to be looked at")
    parser.add_argument("--envelope", choices=PRESETS, help="what is around the bodies, if anything is")
    parser.add_argument("--strict", action="store_true", help="reject a record that loses something")
    parser.add_argument("--out", required=True, help="a folder that is not there yet")
    given = parser.parse_args()

    ray.init(logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    wrapper = wrapper_named(given.envelope) if given.envelope else None
    order = Order(given.to, given.vendor, strict=given.strict, wrapper=wrapper)
    print(json.dumps(on_ray.convert_files(given.inputs, given.out, order)))
    ray.shutdown()


if __name__ == "__main__":
    main()
