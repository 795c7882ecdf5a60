"""The facilitator's side: one object that talks to the room, computes with methods, and writes documents."""

from workshop.desk.launch import borrowed
from workshop.desk.workshop import Workshop

__all__ = ["Workshop", "borrowed"]
