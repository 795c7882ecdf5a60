"""The widgets of the notebooks: the stage, the room, a ballot for a person without a phone, and the frame."""

from workshop.desk.widgets.ballot import BallotWidget
from workshop.desk.widgets.frame import frame
from workshop.desk.widgets.room import RoomWidget
from workshop.desk.widgets.stage import Stage

__all__ = ["BallotWidget", "RoomWidget", "Stage", "frame"]
