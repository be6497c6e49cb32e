"""What a record costs on an engine beside the plain loop, in CPU time, in one run: `just bench-engines`.

Strategy: a job of some records warms everything up, and is then measured against one of many more; what is left is the price
of a record, without that of starting. CPU time is that of this process and all that it started, wherever a worker runs on this
machine. The engines read, convert and write; so does the plain loop.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from normalizer.logs import Converted, Order, convert_records, read_log, reject_line

ROOT = Path(__file__).parents[1]
RECORDING = (ROOT / "fixtures" / "mixed.jsonl").read_bytes()
FEW, MANY = 20, 120
"""How often the recordings are in the small log and in the large one."""

FILES = 4
ORDER = Order("opper")


def main() -> None:
    """Print a line for the plain loop and one for each engine."""
    with tempfile.TemporaryDirectory() as folder:
        logs = {times: _logs(Path(folder), times) for times in (FEW, MANY)}
        records = RECORDING.count(b"\n") * (MANY - FEW) * FILES
        plain = _measured("plain loop", records, 0, logs, _plain)
        for name, start in (("Spark", _spark), ("Ray", _ray)):
            convert, stop = start()
            _measured(name, records, plain, logs, convert)
            stop()


Job = Callable[[list[str], str], object]


def _logs(folder: Path, times: int) -> list[str]:
    paths = [folder / f"{times}-{number}.jsonl" for number in range(FILES)]
    for path in paths:
        path.write_bytes(RECORDING * times)
    return [str(path) for path in paths]


def _measured(name: str, records: int, plain: float, logs: dict[int, list[str]], convert: Job) -> float:
    out = str(Path(logs[FEW][0]).parent / "out")
    spent = {}
    for times in (FEW, FEW, MANY):  # the first of them warms up
        began, cpu = time.perf_counter(), _cpu_of(os.getpid())
        convert(logs[times], out)
        spent[times] = _cpu_of(os.getpid()) - cpu
        took = time.perf_counter() - began
        shutil.rmtree(out)
    each = (spent[MANY] - spent[FEW]) / records * 1e6
    ratio = f", {each / plain:.2f} times the plain loop" if plain else ""
    print(f"{name}: {each:.0f} us of CPU a record{ratio}; the {MANY} in {took:.1f} s", flush=True)
    return each


def _cpu_of(process: int) -> float:
    """Seconds of a process and of all that it started, also of those that have ended."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
        ticks[int(stat.parent.name)] = sum(map(int, fields[11:15]))
    waiting, seen = [process], []
    while waiting:
        seen.append(waiting.pop())
        waiting += children.get(seen[-1], [])
    return sum(ticks.get(one, 0) for one in seen) / os.sysconf("SC_CLK_TCK")


def _plain(inputs: list[str], out: str) -> None:
    Path(out).mkdir()
    with (Path(out) / "converted").open("wb") as converted, (Path(out) / "rejected").open("wb") as rejected:
        for outcome in convert_records(read_log(inputs), ORDER):
            if isinstance(outcome, Converted):
                converted.write(outcome.text)
            else:
                rejected.writelines(reject_line(outcome))  # type: ignore[arg-type]  # the recordings have no blank lines


def _spark() -> tuple[Job, Callable[[], object]]:
    from pyspark.sql import SparkSession

    from normalizer.engines import spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    options = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    session = SparkSession.builder.master("local[2]").config(map={**options, "spark.log.level": "OFF"}).getOrCreate()
    return lambda inputs, out: spark.convert_files(session, inputs, out, ORDER), session.stop


def _ray() -> tuple[Job, Callable[[], object]]:
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_AUTH_MODE="disabled")
    import ray

    from normalizer.engines import ray as on_ray

    ray.init(
        num_cpus=2,
        include_dashboard=False,
        _node_ip_address="127.0.0.1",
        object_store_memory=300_000_000,
        log_to_driver=False,
        logging_level="ERROR",
    )
    return lambda inputs, out: on_ray.convert_files(inputs, out, ORDER), ray.shutdown


if __name__ == "__main__":
    main()
