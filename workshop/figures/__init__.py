"""This room turns results into pictures.

chart(round, result)         what to draw, JSON-able, in every language
finding(round, result)       what was found, in a sentence with its doubt
risk_chart, rhythm_chart     the same for group risk scores and for the frontier of effect and hours
picture(chart, lang)         the drawing for a document: SVG, PNG, words and table
"""

from workshop.figures.charts import chart, rhythm_chart, risk_chart
from workshop.figures.findings import finding
from workshop.figures.pictures import picture

__all__ = ["chart", "finding", "picture", "rhythm_chart", "risk_chart"]
