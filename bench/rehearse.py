"""How long a rehearsal of 200 people takes, and how much memory; beside it, in the same run, one of 40.

    python bench/rehearse.py [--participants 200] [--agenda two_hours]

One JSON line each: {"name", "ours", "peer", "ratio"}. `peer` is the same rehearsal with 40 participants: five times
the people should cost well under five times the time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def run(participants: int, plan: str) -> tuple[float, float]:
    """Seconds and peak MiB (the largest single process) of one rehearsal."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "workshop", "rehearse", "--participants", str(participants)]
        command += ["--agenda", plan, "--seed", "1", "--today", "2026-11-22", "--out", out]
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"the rehearsal of {participants} ended with {status}")
        return time.perf_counter() - began, max(used.ru_maxrss, _children()) / 1024


def _children() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def main() -> None:
    """Print the two lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participants", type=int, default=200)
    parser.add_argument("--agenda", default="two_hours")
    options = parser.parse_args()
    few, many = run(40, options.agenda), run(options.participants, options.agenda)
    for name, ours, peer in (("rehearse_seconds", many[0], few[0]), ("rehearse_peak_MiB", many[1], few[1])):
        told = {"name": name, "ours": round(ours, 2), "peer": round(peer, 2), "ratio": round(ours / peer, 2)}
        print(json.dumps(told))


if __name__ == "__main__":
    main()
