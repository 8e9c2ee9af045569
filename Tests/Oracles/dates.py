"""Civil dates as day numbers since 1970-01-01, counted year by year and month by month."""

LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def leap(year):
    """Whether a year has a 29th of February."""
    return year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)


def month_length(year, month):
    """The number of days of a month."""
    return 29 if month == 2 and leap(year) else LENGTHS[month - 1]


YEAR_START = {}
_day = 0
for _year in range(1970, 2330):
    YEAR_START[_year] = _day
    _day += 366 if leap(_year) else 365
_day = 0
for _year in range(1969, 1779, -1):
    _day -= 366 if leap(_year) else 365
    YEAR_START[_year] = _day


def parse(text):
    """The day number of YYYY-MM-DD; None stays None."""
    if text is None:
        return None
    year, month, day = (int(part) for part in text.split("-"))
    return YEAR_START[year] + sum(month_length(year, m) for m in range(1, month)) + day - 1


def split(number):
    """Year, month and day of a day number."""
    year = 1970 + number // 366
    while YEAR_START[year + 1] <= number:
        year += 1
    while YEAR_START[year] > number:
        year -= 1
    rest = number - YEAR_START[year]
    month = 1
    while rest >= month_length(year, month):
        rest -= month_length(year, month)
        month += 1
    return year, month, rest + 1


def text(number):
    """YYYY-MM-DD of a day number; None stays None."""
    return None if number is None else "%04d-%02d-%02d" % split(number)


def add_months(number, months):
    """The day so many months later; a day the month does not have becomes its last one."""
    year, month, day = split(number)
    month += months
    while month > 12:
        year, month = year + 1, month - 12
    while month < 1:
        year, month = year - 1, month + 12
    return parse("%04d-%02d-%02d" % (year, month, min(day, month_length(year, month))))


def last_day(text_or_none):
    """The day from which a fact known to the day, the month or the year counts."""
    if text_or_none is None:
        return None
    parts = [int(part) for part in text_or_none.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else month_length(year, month)
    return parse("%04d-%02d-%02d" % (year, month, day))
