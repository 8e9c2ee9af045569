"""Random dates, month additions and differences by Python's own datetime, one JSON object a line."""

import argparse
import calendar
import datetime
import json
import random

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
EPOCH = datetime.date(1970, 1, 1)


def add(date, months):
    """The date so many months later, clamped to the month's last day; None outside 1900 to 2199."""
    index = date.year * 12 + date.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1900 <= year <= 2199:
        return None
    return date.replace(year=year, month=month, day=min(date.day, calendar.monthrange(year, month)[1]))


def main():
    """Prints the lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    printed = 0
    while printed < options.count:
        date, other = (FIRST + datetime.timedelta(draw.randint(0, (LAST - FIRST).days)) for _ in "ab")
        if draw.random() < 0.3:
            date = date.replace(day=calendar.monthrange(date.year, date.month)[1])
        months = draw.randint(-1200, 1200) if draw.random() < 0.3 else draw.randint(-60, 60)
        added = add(date, months)
        if added is None:
            continue
        print(json.dumps({
            "date": date.isoformat(), "ordinal": (date - EPOCH).days, "months": months,
            "added": added.isoformat(), "other": other.isoformat(), "difference": (other - date).days}))
        printed += 1


main()
