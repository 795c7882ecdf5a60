#!/bin/sh
# This starts the workshop on macOS: double-click it.
cd "$(dirname "$0")" || exit 2
for python in python3.14 python3.13 python3.12 python3.11 python3; do
  "$python" -c '' 2>/dev/null && exec "$python" start.py "$@"
done
echo "Install Python 3.11 to 3.14 from python.org, then start again." >&2
exit 2
