"""`python -m workshop …`: any Python will do, since one without the packages hands over to `.venv`."""

import importlib.util
import subprocess
import sys

from workshop.starter.install import PYTHON

if importlib.util.find_spec("msgspec") is None and PYTHON.exists():
    words = [str(PYTHON), "-m", "workshop", *sys.argv[1:]]
    sys.exit(subprocess.run(words).returncode)  # noqa: S603  the same words to the Python of .venv

from workshop.cli import main

sys.exit(main())
