"""The widgets of the notebooks: stage, room, ballot, rhythm, figure and paper; and the frame around them."""

from workshop.desk.widgets.ballot import BallotWidget
from workshop.desk.widgets.figure import FigureWidget
from workshop.desk.widgets.frame import Frame, frame, reviews, settled, written
from workshop.desk.widgets.paper import PaperWidget
from workshop.desk.widgets.rhythm import RhythmWidget
from workshop.desk.widgets.room import RoomWidget
from workshop.desk.widgets.stage import Stage

__all__ = [
    "BallotWidget",
    "FigureWidget",
    "Frame",
    "PaperWidget",
    "RhythmWidget",
    "RoomWidget",
    "Stage",
    "frame",
    "reviews",
    "settled",
    "written",
]
