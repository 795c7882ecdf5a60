"""A room of people, their phones, one notebook, and a policy at the end.

`from workshop import Workshop` is all a notebook needs. Importing this package loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop.desk import Workshop

__all__ = ["Workshop", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "Workshop":
        from workshop.desk import Workshop

        return Workshop
    raise AttributeError(f"module 'workshop' has no attribute {name!r}")
