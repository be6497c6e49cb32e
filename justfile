# How to work on normalizer. Every recipe is one command that can also be typed without `just`.
# PYTHON chooses the interpreter of all recipes but `setup`: PYTHON=python3.12 just test

python := env_var_or_default("PYTHON", ".venv/bin/python")

# List the recipes.
default:
    @just --list --unsorted

# Make .venv and install the project into it with all that its tests need.
setup:
    python3 -m venv .venv && .venv/bin/python -m pip install --editable ".[test]"

# Run the tests; arguments go to pytest.
test *arguments:
    {{python}} -m pytest -m "not oracle and not spark and not ray and not browser" {{arguments}}

# Check style, layout and types.
lint:
    {{python}} -m ruff check && {{python}} -m ruff format --check && {{python}} -m mypy

# Check the types alone.
types:
    {{python}} -m mypy

# Measure branch coverage, which has to be 100 %.
cov:
    {{python}} -m coverage erase && {{python}} -m coverage run -m pytest -m "not oracle and not spark and not ray and not browser" && {{python}} -m coverage combine && {{python}} -m coverage report

# Run the tests on every CPython from 3.10 to 3.14 that is installed.
test-all *arguments:
    {{python}} -m tests.long.matrix {{arguments}}

# Run the laws over 1,000,000 random values (`--values N`, `--start SEED`).
laws-long *arguments:
    {{python}} -m tests.long.laws_long {{arguments}}

# Run the laws with the oldest attrs and cattrs that are allowed, and without msgspec.
laws-oldest *arguments:
    {{python}} -m tests.long.matrix --edges {{arguments}}

# Delete each line of the mapping functions in turn and see a law fail (`--sample N` for a quick look).
mutants *arguments:
    {{python}} -m tests.long.mutants {{arguments}}

# Change the library in one place at a time and see a test fail: all of it, or `--module diff.py`, or `--sample 300 --seed 1`.
mutation *arguments:
    {{python}} -m tests.mutation {{arguments}}

# Write anew what is kept to be read by eye: public names, pages, sessions, conversions, seeds. Whatever changes, changes for others.
kept:
    {{python}} -m tests.surface && {{python}} -m tests.pages.whole && {{python}} -m tests.cli.transcripts && {{python}} -m tests.conversions && {{python}} -m tests.testing.seeds

# Read spoilt recordings for ten minutes (`--minutes N`, `--seed N`, `--codec exact`).
fuzz *arguments:
    {{python}} -m tests.long.fuzz {{arguments}}

# Fuzz one target, guided by coverage: codec, wire, sse, diff, paths or cli (`--minutes N`).
fuzz-guided *arguments:
    {{python}} -m tests.fuzzing.guided {{arguments}}

# Run the laws over 5,000 values each; what is found is kept in .hypothesis/saved, and tried first the next time.
laws-saved *arguments:
    NORMALIZER_LAW_EXAMPLES=5000 {{python}} -m pytest --hypothesis-profile=saved --timeout=0 tests/test_laws.py tests/test_toy_vendor.py {{arguments}}

# Convert a log of 1,000,000 records (1.5 GB in a temporary folder), and compare its memory with that of 10,000 (`-- --no-look`).
million *arguments:
    {{python}} -m tests.long.million {{arguments}}

# Measure everything beside orjson and the peers, and write it down: bench/results.md (`--runs N`; needs jq).
bench *arguments:
    {{python}} -m bench {{arguments}}

# Look whether reading or writing became slower than in bench/baseline.jsonl.
bench-quick:
    {{python}} -m bench --quick

# Measure what a chunk costs as streams grow to 100,000 of them.
bench-streams:
    {{python}} bench/streams.py

# Compute what becomes of each field between vendors (docs/losses.md and its picture).
losses:
    {{python}} -m scoreboard.losses

# Compute where each vendor's keys are, and what the SDKs' prints make of them (docs/fields.md).
fields:
    {{python}} -m scoreboard.fields

# Build the site of the documentation, without a warning: docs/_site/index.html.
docs:
    python3 -m venv .venvs/docs && .venvs/docs/bin/pip install -q -e '.[docs]' && .venvs/docs/bin/python -m sphinx -q -W --keep-going -b html docs docs/_site

# Ask this library and all its peers what they lose (docs/fidelity.md; needs npm; `--page` without asking, `--check` without writing).
scoreboard *arguments:
    {{python}} -m scoreboard.fidelity {{arguments}}

# Build the wheel and the sdist, look at their contents, and try both in empty environments, with each extra.
package *arguments:
    {{python}} -m tests.package {{arguments}}

# List what is installed with the library and its extras: versions, licences, lower bounds.
audit:
    {{python}} -m tests.package.audit

# Print the payloads with the vendors' real SDKs again (needs `just oracles` once).
record:
    {{python}} fixtures/record.py

# Write the golden files of recordings that have none yet; read them before you commit them.
golden:
    {{python}} tests/golden.py

# Build the environments of the vendors' real SDKs, then ask them.
oracles:
    {{python}} tests/oracles/environments.py && {{python}} -m pytest -m oracle

# Build the environment of Spark and Ray (Java 17 has to be there), run the tests of the adapters on both, and measure their coverage.
engines *arguments:
    {{python}} tests/engines/environment.py && .venvs/engines/bin/python -m coverage run --rcfile=tests/engines/coverage.ini -m pytest -v -m "" tests/engines {{arguments}} && .venvs/engines/bin/python -m coverage report --rcfile=tests/engines/coverage.ini

# Measure what a record costs on Spark and Ray beside the plain loop (needs `just engines` once).
bench-engines:
    .venvs/engines/bin/python bench/engines.py

# Look at reports in a real browser: Chromium, as the system has it (`apt install chromium`; CHROMIUM names another one).
browser *arguments:
    {{python}} -m pip install --quiet --editable ".[browser]" && {{python}} -m pytest -m browser tests/pages {{arguments}}
