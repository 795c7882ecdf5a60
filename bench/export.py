"""This compares our policy PDF with nbconvert's webpdf (a Chromium of this computer) on the same notebook.

    .venv-bench/bin/python bench/export.py [--runs 5]

webpdf runs in the environment of the bench (bench/requirements.txt), ours in the product's `.venv`. One JSON line a
measure: {"name", "ours", "peer", "ratio"}, ratio = peer / ours. CPU is that of the process and of all it started;
memory is the highest sum of proportional set sizes over the whole tree of processes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / ".venv" / "bin" / "python"
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # as it is for people
NOTEBOOK = """
import json, sys
sys.path.insert(0, sys.argv[1])
from documents import policy
json.dump(policy("fr"), open(sys.argv[2], "w", encoding="utf-8"))
"""
# webpdf only knows a Chromium that Playwright downloaded; this shows it the one of the computer
SYSTEM_CHROMIUM = """
import functools, sys
from playwright.async_api import BrowserType
launch = functools.partialmethod(BrowserType.launch, executable_path=sys.argv.pop(1))
BrowserType.launch = launch
"""
COMMAND = """
from nbconvert.nbconvertapp import main
main()
"""
# one wording differs each time, as between two drafts of one policy
WARM = """
import json, resource, sys, nbformat
from nbconvert.exporters import get_exporter
name, path, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
exporter = get_exporter(name)(**({"disable_sandbox": True} if name == "webpdf" else {}))
def used():
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
spent = []
for run in range(runs + 1):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[4].source += f" {run}."
    before = used()
    exporter.from_notebook_node(notebook)
    spent.append(used() - before)
print(json.dumps(spent[1:]))
"""


def line(name: str, ours: float, peer: float) -> None:
    print(json.dumps({"name": name, "ours": round(ours, 4), "peer": round(peer, 4), "ratio": round(peer / ours, 1)}))
    sys.stdout.flush()


def tree(process: int) -> list[int]:
    """This process and all below it, whichever thread started them."""
    try:
        below = [kid for kids in Path(f"/proc/{process}/task").glob("*/children") for kid in kids.read_text().split()]
    except OSError:  # it has ended meanwhile
        return [process]
    return [process, *(each for kid in below for each in tree(int(kid)))]


def memory(process: int) -> float:
    """Proportional set size of a process and all below it, in MiB."""
    return sum(_pss(each) for each in tree(process)) / 1024


def _pss(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return next((int(each.split()[1]) for each in lines if each.startswith("Pss:")), 0)


def cold(command: list[str]) -> tuple[float, float, float]:
    """CPU seconds, peak MiB and wall seconds of one fresh process."""
    before, start, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0.0
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=ENVIRONMENT, **quiet) as process:
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.01)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak, wall


def warm(command: list[str]) -> float:
    """Median CPU seconds of one more PDF in a process that has made one."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return median(json.loads(done.stdout.splitlines()[-1]))


def measure(notebook: Path, chromium: str, runs: int) -> None:
    """Both ways, cold and warm, one line a measure."""
    options = [str(notebook), "--output", "out", "--output-dir", str(notebook.parent)]
    ours = [str(OURS), "-c", COMMAND, "--to", "policy_pdf", *options]
    peer = [sys.executable, "-c", SYSTEM_CHROMIUM + COMMAND, chromium, "--to", "webpdf", "--disable-chromium-sandbox"]
    peer += options
    pairs = [(cold(ours), cold(peer)) for _ in range(runs + 1)][1:]  # by turns; the first pair fills caches
    for k, name in enumerate(("cold_cpu_seconds", "cold_peak_mib", "cold_wall_seconds")):
        line(f"policy_pdf.{name}", *(median(pair[side][k] for pair in pairs) for side in (0, 1)))
    again = [str(notebook), str(runs)]
    warm_ours = warm([str(OURS), "-c", WARM, "policy_pdf", *again])
    line(
        "policy_pdf.warm_cpu_seconds",
        warm_ours,
        warm([sys.executable, "-c", SYSTEM_CHROMIUM + WARM, chromium, "webpdf", *again]),
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=5)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not OURS.exists() or os.name == "nt":
        sys.exit("This bench needs Linux, Chromium and the workshop's .venv (python start.py makes it).")
    with tempfile.TemporaryDirectory() as folder:
        notebook = Path(folder) / "policy.ipynb"
        subprocess.run([OURS, "-c", NOTEBOOK, ROOT / "tests", notebook], check=True)
        measure(notebook, chromium, asked.parse_args().runs)


if __name__ == "__main__":
    main()
