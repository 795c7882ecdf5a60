"""How often in words: posts a week, weeks out of a hundred, the rank of a post."""

from __future__ import annotations

from workshop.figures.words import told
from workshop.texts import LANGS, say

# Posts a week: up to this many (excluded), the number that the words mean exactly, the words. Half-way bounds,
# so that each number takes the nearest words.
OFTEN: tuple[tuple[float, float, str], ...] = (
    (0.05, 0.0, "often_rarely"),
    (0.1, 1 / 13, "often_quarter"),
    (0.18, 6 / 52, "often_two_months"),
    (0.29, 0.25, "often_month"),
    (0.42, 1 / 3, "often_three_weeks"),
    (0.7, 0.5, "often_two_weeks"),
    (1.25, 1.0, "often_week"),
    (1.75, 1.5, "often_three_in_two_weeks"),
    (2.5, 2.0, "often_week_2"),
    (3.25, 3.0, "often_week_3"),
    (3.75, 3.5, "often_other_day"),
    (4.5, 4.0, "often_week_4"),
    (5.5, 5.0, "often_week_5"),
    (6.5, 6.0, "often_week_6"),
    (8.75, 7.0, "often_day"),
    (12.25, 10.5, "often_three_in_two_days"),
    (17.5, 14.0, "often_day_2"),
    (24.5, 21.0, "often_day_3"),
    (31.5, 28.0, "often_day_4"),
    (38.5, 35.0, "often_day_5"),
)
# Weeks out of a hundred: up to this many, the words.
ODDS: tuple[tuple[float, str], ...] = (
    (2, "odds_never"),
    (7, "odds_20"),
    (14, "odds_10"),
    (22, "odds_5"),
    (29, "odds_4"),
    (40, "odds_3"),
    (59, "odds_2"),
    (70, "odds_2_3"),
    (85, "odds_3_4"),
    (96, "odds_9_10"),
    (100, "odds_always"),
)


def frequency(posts: float, lang: str) -> str:
    """Posts a week as people say it: 'about one post every other day'; 'about' where the words are not exact."""
    return often(posts)[lang]


def often(posts: float) -> dict[str, str]:
    """`frequency` in every language."""
    if posts <= 0:
        return told("often_never")
    for limit, exact, key in OFTEN:
        if posts < limit:
            return told(key) if _means(posts, exact, key) else told("often_about", often=told(key))
    daily = round(posts / 7)
    many = told("often_day_many", count=daily)
    return many if daily * 7 == posts else told("often_about", often=many)


def _means(posts: float, exact: float, key: str) -> bool:
    """Whether the words say just this number; a month is never four weeks, nor every other day half a week."""
    return key == "often_rarely" or (abs(posts - exact) < 0.005 and key not in ("often_month", "often_other_day"))


def odds(weeks: float) -> dict[str, str]:
    """So many weeks out of a hundred as people say it: 'one week in two'."""
    return told(next(key for limit, key in ODDS if weeks <= limit))


def ordinal(number: int) -> dict[str, str]:
    """'8e', '8th'; in French of a feminine noun."""
    ends = {1: "ordinal_1", 2: "ordinal_2", 3: "ordinal_3"}
    key = None if 10 < number % 100 < 14 else ends.get(number % 10)
    french = "ordinal_1" if number == 1 else "ordinal"
    return {lang: say(f"figure.{french if lang == 'fr' else key or 'ordinal'}", lang, count=number) for lang in LANGS}


def hours(value: float) -> dict[str, str]:
    """'13,8 h'; what is not nothing is never called nothing."""
    return told("hours_few") if 0 < value < 0.05 else told("hours_said", count=value)
