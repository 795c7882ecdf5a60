"""This room turns results into pictures.

chart(round, result)         what to draw, JSON-able, in every language
finding(round, result)       what was found, in a sentence with its doubt
risk_chart, matrix_chart     the same for group risk scores: by expected days of work, and every score on a matrix
slope_chart, rules_chart     one question before and after its discussion; the same ballots under other rules
frontier_chart, bullet_chart, hours_chart    plans: effect against hours, load against capacity, where hours go
response_chart, clock_chart  what one more post wins; when messages wait, and how long
weeks_chart, tornado_chart   how often a plan runs over; which assumption weighs most
strips_chart, surprise_chart every answer without names; guesses against the model
kept_chart                   what was published against what was promised, week by week
frequency(posts, lang)       posts a week in words
risk_pages(chart)            a long chart of risks in parts that fit a page
picture(chart, lang)         the drawing for a document: SVG, PNG, words and table
"""

from workshop.figures.answering import clock_chart
from workshop.figures.charts import chart
from workshop.figures.comparing import rules_chart, slope_chart
from workshop.figures.doubting import tornado_chart, weeks_chart
from workshop.figures.findings import finding
from workshop.figures.often import frequency
from workshop.figures.pictures import picture
from workshop.figures.plans import NOBODY, bullet_chart, focused, frontier_chart, hours_chart
from workshop.figures.promised import kept_chart
from workshop.figures.responding import MOST as MOST_LINES
from workshop.figures.responding import response_chart
from workshop.figures.risking import matrix_chart, risk_chart, risk_pages
from workshop.figures.spreading import strips_chart, surprise_chart

__all__ = [
    "MOST_LINES",
    "NOBODY",
    "bullet_chart",
    "chart",
    "clock_chart",
    "finding",
    "focused",
    "frequency",
    "frontier_chart",
    "hours_chart",
    "kept_chart",
    "matrix_chart",
    "picture",
    "response_chart",
    "risk_chart",
    "risk_pages",
    "rules_chart",
    "slope_chart",
    "strips_chart",
    "surprise_chart",
    "tornado_chart",
    "weeks_chart",
]
