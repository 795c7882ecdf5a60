"""The room: one small process that never loses an acknowledged word.

`serve` is the process; `session` the one door; `store` what is on the disk.
"""

from workshop.room.rehearsal import Rehearsal
from workshop.room.serve import serve

__all__ = ["Rehearsal", "serve"]
