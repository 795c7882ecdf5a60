"""The widgets of the notebooks: stage, room, ballot, explorer, figure and paper; and the frame around them."""

from workshop.desk.widgets.agenda import AgendaWidget
from workshop.desk.widgets.asking import AskingWidget
from workshop.desk.widgets.ballot import BallotWidget
from workshop.desk.widgets.calendar import CalendarWidget
from workshop.desk.widgets.checks import ChecksWidget
from workshop.desk.widgets.explorer import Explorer
from workshop.desk.widgets.figure import FigureWidget
from workshop.desk.widgets.frame import Frame, became, frame, reviews, written
from workshop.desk.widgets.grid import GridWidget
from workshop.desk.widgets.hands import HandsWidget
from workshop.desk.widgets.kept import KeptWidget
from workshop.desk.widgets.matrix_table import MatrixTable, scale
from workshop.desk.widgets.matters import MattersBoard
from workshop.desk.widgets.norms import norms
from workshop.desk.widgets.paper import PaperWidget
from workshop.desk.widgets.register import RegisterWidget
from workshop.desk.widgets.reopening import Reopening
from workshop.desk.widgets.risks import RiskBoard
from workshop.desk.widgets.room import RoomWidget
from workshop.desk.widgets.stage import Stage

__all__ = [
    "AgendaWidget",
    "AskingWidget",
    "BallotWidget",
    "CalendarWidget",
    "ChecksWidget",
    "Explorer",
    "FigureWidget",
    "Frame",
    "GridWidget",
    "HandsWidget",
    "KeptWidget",
    "MatrixTable",
    "MattersBoard",
    "PaperWidget",
    "RegisterWidget",
    "Reopening",
    "RiskBoard",
    "RoomWidget",
    "Stage",
    "became",
    "frame",
    "norms",
    "reviews",
    "scale",
    "written",
]
