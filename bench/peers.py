"""This runs a script of this folder beside the voting libraries it is compared with.

They cannot share our lock, so each run makes a throw-away environment from bench/peers.txt with uv and puts our
package on its path: both sides are measured by the same interpreter, with the same numpy.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def here(script: str) -> bool:
    """True beside the libraries; otherwise the script is run there with the same arguments, and this one ends."""
    if importlib.util.find_spec("pref_voting") and importlib.util.find_spec("votelib"):
        return True
    with tempfile.TemporaryDirectory() as folder:
        python = _made(Path(folder) / "venv")
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([python, script, *sys.argv[1:]], env=environment, check=False)
    raise SystemExit(done.returncode)


def _made(folder: Path) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    print("an environment for the peers is being made", file=sys.stderr)
    subprocess.run(["uv", "venv", "--quiet", "--python", version, str(folder)], check=True)
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    lock = ["--require-hashes", "-r", str(ROOT / "bench" / "peers.txt")]
    subprocess.run(["uv", "pip", "install", "--quiet", "--python", python, *lock], check=True)
    return python
