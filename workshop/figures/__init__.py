"""This room turns results into pictures.

chart(round, result)         what to draw, JSON-able, in every language
finding(round, result)       what was found, in a sentence with its doubt
risk_chart, matrix_chart     the same for group risk scores: by expected days of work, and every score on a matrix
slope_chart, rules_chart     one question before and after its discussion; the same ballots under other rules
rhythm_chart                 the frontier of effect and hours
risk_pages(chart)            a long chart of risks in parts that fit a page
picture(chart, lang)         the drawing for a document: SVG, PNG, words and table
"""

from workshop.figures.charts import chart, rhythm_chart
from workshop.figures.comparing import rules_chart, slope_chart
from workshop.figures.findings import finding
from workshop.figures.pictures import picture
from workshop.figures.risking import matrix_chart, risk_chart, risk_pages

__all__ = [
    "chart",
    "finding",
    "matrix_chart",
    "picture",
    "rhythm_chart",
    "risk_chart",
    "risk_pages",
    "rules_chart",
    "slope_chart",
]
