"""Real engines, started once: two workers each, on this machine alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from normalizer.logs import Order

ROOT = Path(__file__).parents[2]
QUIET = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.log.level": "OFF",
}

Convert = Callable[..., dict[str, int]]
"""Takes inputs, a folder, an order and perhaps ``max_line``; gives the numbers."""


@pytest.fixture(scope="session")
def surroundings() -> Iterator[dict[str, str]]:
    """Variables that engines give on to their workers: the interpreter, and where the tests are."""
    given = {
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
        "RAY_AUTH_MODE": "disabled",
        "RAY_USAGE_STATS_ENABLED": "0",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, value)
        patch.delenv("SPARK_HOME", raising=False)
        yield dict(os.environ)


@pytest.fixture(scope="session")
def session(surroundings: dict[str, str]) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    assert surroundings
    started = SparkSession.builder.master("local[2]").config(map=QUIET).getOrCreate()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def pool(surroundings: dict[str, str]) -> Iterator[str]:
    """Ray's address."""
    import ray

    assert surroundings
    memory = 300_000_000
    told = ray.init(
        num_cpus=2,
        include_dashboard=False,
        _node_ip_address="127.0.0.1",
        object_store_memory=memory,
        log_to_driver=False,
        logging_level="ERROR",
    )
    yield str(told.address_info["gcs_address"])
    ray.shutdown()


@pytest.fixture
def on_spark(session: Any) -> Convert:
    from normalizer.engines import spark

    def convert(inputs: list[str], folder: Path, order: Order, **more: int) -> dict[str, int]:
        return spark.convert_files(session, inputs, str(folder), order, **more)

    return convert


@pytest.fixture
def on_ray(pool: str) -> Convert:
    from normalizer.engines import ray

    assert pool

    def convert(inputs: list[str], folder: Path, order: Order, **more: int) -> dict[str, int]:
        return ray.convert_files(inputs, str(folder), order, **more)

    return convert


@pytest.fixture(
    params=[pytest.param("on_spark", marks=pytest.mark.spark), pytest.param("on_ray", marks=pytest.mark.ray)]
)
def convert(request: pytest.FixtureRequest) -> Convert:
    """Each engine in turn."""
    found: Convert = request.getfixturevalue(request.param)
    return found
