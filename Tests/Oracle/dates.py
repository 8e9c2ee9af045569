"""Civil-date arithmetic on day numbers (0 = 1970-01-01), written without the standard date modules."""

MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year):
    """Tell whether a Gregorian year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year, month):
    """Return how many days a month of a year has."""
    return 29 if month == 2 and is_leap(year) else MONTH_LENGTHS[month - 1]


def days_from_civil(year, month, day):
    """Return the day number of a civil date, counting March as the first month of a shifted year."""
    shifted_year = year - 1 if month <= 2 else year
    era, year_of_era = divmod(shifted_year, 400)
    months_since_march = (month + 9) % 12
    day_of_year = (153 * months_since_march + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146097 + day_of_era - 719468


def civil_from_days(number):
    """Return (year, month, day) of a day number."""
    era, day_of_era = divmod(number + 719468, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    months_since_march = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * months_since_march + 2) // 5 + 1
    month = months_since_march + 3 if months_since_march < 10 else months_since_march - 9
    year = era * 400 + year_of_era + (1 if month <= 2 else 0)
    return year, month, day


def parse(text):
    """Read a full ISO 8601 date, or pass None through."""
    if text is None:
        return None
    year, month, day = (int(part) for part in text.split("-"))
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        raise ValueError("no such day: " + text)
    return days_from_civil(year, month, day)


def parse_known(text):
    """Read a catalogue date, where a bare month counts as its last day and a bare year as 31 December."""
    if text is None:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return parse(text)
    year = parts[0]
    month = parts[1] if len(parts) == 2 else 12
    return days_from_civil(year, month, month_length(year, month))


def iso(number):
    """Write a day number as an ISO 8601 date, or pass None through."""
    if number is None:
        return None
    return "%04d-%02d-%02d" % civil_from_days(number)


def add_months(number, months):
    """Add calendar months, clamping to the last day of a shorter month."""
    year, month, day = civil_from_days(number)
    extra_years, month_index = divmod(month - 1 + months, 12)
    year, month = year + extra_years, month_index + 1
    return days_from_civil(year, month, min(day, month_length(year, month)))


def difference(later, earlier):
    """Return the number of calendar days from one day number to another."""
    return later - earlier


def weekday(number):
    """Return the ISO weekday, 1 for Monday to 7 for Sunday."""
    return (number + 3) % 7 + 1
