"""Builds the environment of the engines, `.venvs/engines`: this project with PySpark, Ray and what the tests need.

The engines bring some 600 MB and hold other packages back (pandas, for one), so they are not where the other tests run. The last
thing written is a stamp with the names of the extras and what they stand for; an environment whose stamp says something else,
or that was interrupted, is built anew. Java 17 or later has to be there: PySpark's wheel brings everything else.

    python tests/engines/environment.py

Only the standard library is used here, because this runs before anything is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venvs" / "engines"
STAMP = HOME / "stamp.txt"
NEEDED = ".[spark,ray,test]"


def wanted() -> str:
    """What the environment is made of: the interpreter, and the lines of the project file about dependencies."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = re.search(r"^dependencies = .*?(?=^\[project\.scripts\])", project, re.MULTILINE | re.DOTALL)
    assert dependencies is not None
    return f"{sys.version}\n{NEEDED}\n{dependencies[0]}"


def main() -> None:
    """Build it, unless it is there."""
    if shutil.which("java") is None:
        sys.exit("Spark needs Java 17 or later, and there is no `java` on the path")
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted():
        print("already there:", HOME.relative_to(ROOT))
        return
    shutil.rmtree(HOME, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
    install = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-compile", "--editable", NEEDED]
    subprocess.run(install, cwd=ROOT, check=True)
    STAMP.write_text(wanted(), encoding="utf-8")
    print("built", HOME.relative_to(ROOT))


if __name__ == "__main__":
    main()
