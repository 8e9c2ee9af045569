"""Prints random date arithmetic done by Python's own datetime and calendar, to compare another program with."""

import argparse
import calendar
import datetime
import json
import random
import sys

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
EPOCH = datetime.date(1970, 1, 1)


def plus_months(day, months):
    """Add months with a clamp to the month's end, or return None outside the range."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST.year <= year <= LAST.year:
        return None
    length = calendar.monthrange(year, month_index + 1)[1]
    return datetime.date(year, month_index + 1, min(day.day, length))


def random_day(rng):
    """Choose a day of the range, often at the end or the start of a month or in a leap February."""
    day = FIRST + datetime.timedelta(days=rng.randrange((LAST - FIRST).days + 1))
    pick = rng.random()
    length = calendar.monthrange(day.year, day.month)[1]
    if pick < 0.25:
        return day.replace(day=rng.randint(28, length))
    if pick < 0.32:
        return day.replace(day=1)
    if pick < 0.45:
        february = calendar.monthrange(day.year, 2)[1]
        return datetime.date(day.year, 2, rng.randint(27, february))
    if pick < 0.5:
        return rng.choice((FIRST, LAST, EPOCH, datetime.date(2000, 2, 29), datetime.date(2100, 2, 28)))
    return day


def random_line(rng):
    """Return one case whose results all lie in the range."""
    day, other, moved = random_day(rng), random_day(rng), None
    while moved is None:
        months = rng.choice((rng.randint(-1200, 1200), rng.randint(-40, 40), rng.choice((-12, 1, 3, 6, 12, 36))))
        moved = plus_months(day, months)
    return {
        "date": day.isoformat(), "weekday": day.isoweekday(), "ordinal": (day - EPOCH).days, "months": months,
        "plus_months": moved.isoformat(), "other": other.isoformat(), "difference": (other - day).days,
    }


def main():
    """Read the command line and print the cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    for _ in range(options.count):
        sys.stdout.write(json.dumps(random_line(rng), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
