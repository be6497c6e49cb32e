"""Without pyarrow, the library works but for tables, and says what they need."""

from __future__ import annotations

import subprocess
import sys

WITHOUT = "import sys; sys.modules['pyarrow'] = None\n"


def ran(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)


def test_the_missing_extra_is_named() -> None:
    ended = ran(WITHOUT + "import normalizer.arrow")

    assert ended.stderr.splitlines()[-1] == (
        'ModuleNotFoundError: normalizer.arrow needs its extra: pip install "completion-normalizer[arrow]"'
    )


def test_the_missing_module_is_the_name_of_the_error() -> None:
    program = "try: import normalizer.arrow\nexcept ModuleNotFoundError as missing: print(missing.name)"

    assert ran(WITHOUT + program).stdout == "pyarrow\n"


def test_nothing_but_tables_imports_pyarrow() -> None:
    program = "import normalizer; [getattr(normalizer, name) for name in normalizer.__all__]; import normalizer.cli"

    assert ran(WITHOUT + program).returncode == 0
    assert ran(f"import sys; {program}; sys.exit('pyarrow' in sys.modules)").returncode == 0
