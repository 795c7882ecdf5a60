#!/usr/bin/env python3
"""This starts the workshop: `python start.py [--lang fr|en] [--data DIR] [--port P] [--no-browser]`.

It needs only Python: it makes `.venv` beside this file, installs the hashed lock once, gives the notebooks
to the data folder, runs the room and JupyterLab, and stops both on Ctrl-C. `start.py test` runs every
check, `start.py soak` the long ones. Exit codes: 0 done, 1 found something wrong, 2 unusable, 3 refused by
state. The parts are in `workshop/starter/`; this file can be read by any Python, so that a wrong one is told so.
"""

import sys

if __name__ == "__main__":
    if sys.version_info < (3, 8):  # noqa: UP036  the one place where an older Python is spoken to
        sys.stderr.write("The workshop needs 64-bit Python 3.11 to 3.14: install one, then start again.\n")
        sys.exit(2)
    from workshop.starter.door import main

    sys.exit(main(sys.argv[1:]))
