"""Judges every row of the table of speed: prints `figure NAME=VALUE bar=…`, MISSED below a bar, and exits 1 then."""

import argparse
import operator
import os
import pathlib
import re
import sys
import tempfile
import traceback
from typing import Callable, NamedTuple

import bench_tools
import bench_world
from bench_asks import LISTS, SHELL_MODES, Asks
from bench_writes import Writes

COMPARE = {"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "==": operator.eq}


class Row(NamedTuple):
    """One figure: its name, the bar it is held against, and how it is measured."""

    name: str
    sign: str
    bar: float
    measure: Callable


def control_peak():
    """What a program that fills 128 MiB is seen to take."""
    return bench_tools.measured([sys.executable, "-c", "bytearray(b'1') * (128 << 20)"]).peak


def rows(ask, write):
    """All rows. A ratio is ours against the sqlite3 shell, `flat` ours against ours among few distributions."""
    yield Row("wrong_answers", "==", 0, ask.wrong_answers)
    yield Row("control_flat", ">", 1.5, ask.control_flat)
    yield Row("control_peak_MiB", ">", 128, control_peak)
    yield Row("show_of_100_ratio", "<=", 3, write.show_of_100)
    for name in ("customer_show", "may", "holders"):
        yield Row(name + "_ratio", "<=", 2.5, lambda n=name: ask.ratio(n))
        yield Row(name + "_flat", "<=", 1.5, lambda n=name: ask.flat(n))
    for name in ("status", "check", "metrics"):
        yield Row(name + "_ratio", "<=", 1.5, lambda n=name: ask.ratio(n))
        yield Row(name + "_peak_MiB", "<=", 64, lambda n=name: ask.peak(n))
    yield Row("alert_run_ratio", "<=", 1, lambda: ask.ratio("alert_run"))
    yield Row("alert_run_peak_MiB", "<=", 64, lambda: ask.peak("alert_run"))
    yield Row("alert_run_flat", "<=", 1.5, lambda: ask.flat("alert_run"))
    for name in ("kept_status", "kept_alert_run", "kept_list"):
        yield Row(name + "_ratio", "<=", 2, lambda n=name: ask.ratio(n))
        yield Row(name + "_peak_MiB", "<=", 64, lambda n=name: ask.peak(n))
    for verb in ("alert run", "calendar"):
        for place, count in enumerate(write.size.recalled):
            name = "%s_recalled_%d_seconds" % (verb.replace(" ", "_"), count)
            yield Row(name, "<=", 3, lambda v=verb, p=place: write.recalled(v, p))
        yield Row(verb.replace(" ", "_") + "_recalled_growth", "<=", 1.5, lambda v=verb: write.recalled_growth(v))
    for noun in LISTS:
        for form in SHELL_MODES:
            name = "%s_%s" % (noun, form)
            yield Row(name + "_ratio", "<=", 2, lambda n=name: ask.ratio(n))
            yield Row(name + "_peak_MiB", "<=", 64, lambda n=name: ask.peak(n))
    yield Row("csv_against_sqlite_utils", "<", 1, ask.csv_ratio)
    yield Row("calendar_seconds", "<=", 3, lambda: ask.seconds("calendar"))
    yield Row("feed_ms", "<=", 50, lambda: ask.seconds("feed") * 1000)
    yield Row("feed_flat", "<=", 1.5, lambda: ask.flat("feed"))
    yield Row("certificate_history_flat", "<=", 1.5, lambda: ask.flat("history"))
    yield Row("verify_entries_per_second", ">=", 100_000, ask.verify_speed)
    yield Row("chain_and_replay_entries_per_second", ">=", 250_000, ask.replay_speed)
    yield Row("verify_peak_MiB", "<=", 64, lambda: ask.peak("verify"))
    yield Row("import_certificates_per_second", ">=", 10_000, write.import_certificates)
    yield Row("import_agreements_per_second", ">=", 25_000, write.import_agreements)
    yield Row("import_customers_per_second", ">=", 30_000, write.import_customers)
    yield Row("import_distributions_per_second", ">=", 25_000, write.import_distributions)
    yield Row("import_distributions_one_each_per_second", ">=", 25_000, write.import_distributions_apart)
    yield Row("verdict_under_50_parents_ms", "<=", 20, write.parents)
    yield Row("watermark_1_page_ms", "<=", 100, lambda: write.stamped(1).ours.seconds * 1000)
    yield Row("watermark_1000_pages_against_qpdf", "<=", 3, lambda: write.stamped(1_000).ratio)
    yield Row("bytes_a_distribution", "<=", 900, ask.distribution_bytes)
    for name in ("in", "out", "verified"):
        yield Row("document_%s_against_sha256sum_cp" % name, "<=", 2, lambda n=name: write.document[n].ratio)
        yield Row("document_%s_peak_MiB" % name, "<=", 64, lambda n=name: write.document[n].ours.peak)


def judge(row):
    """Measures one row and prints its figure; whether it holds. What cannot be measured does not hold."""
    try:
        value = row.measure()
    except (Exception, SystemExit) as error:
        traceback.print_exc(limit=-2)
        print("figure %s=none bar=%s%s MISSED: %s" % (row.name, row.sign, bench_tools.text(row.bar), error), flush=True)
        return False
    holds = COMPARE[row.sign](value, row.bar)
    print("figure %s=%s bar=%s%s%s" % (row.name, bench_tools.text(value), row.sign, bench_tools.text(row.bar),
                                       "" if holds else " MISSED"), flush=True)
    return holds


def main():
    """Makes what is measured, measures, prints, judges."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--size", choices=bench_world.SIZES, default="full",
                        help="full is the table's own; medium a tenth, small a hundredth to see that all rows work")
    parser.add_argument("--keep", type=pathlib.Path, help="where the registries stay for a further run on this day")
    parser.add_argument("--only", default="", help="a regular expression: judge only rows of such a name")
    options = parser.parse_args()
    binary, size = os.path.abspath(options.binary), bench_world.SIZES[options.size]
    if os.getloadavg()[0] > os.cpu_count():
        print("others keep this machine busy: compare the processor's time, not the seconds")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        keep = options.keep or folder
        keep.mkdir(parents=True, exist_ok=True)
        stages = bench_world.build(binary, bench_world.home(binary, keep, options.size), size)
        ask, write = Asks(stages, size), Writes(binary, folder, stages, size)
        wanted = [row for row in rows(ask, write) if re.search(options.only, row.name)]
        missed = [row.name for row in wanted if not judge(row)]
    print("%d of %d rows missed%s" % (len(missed), len(wanted), ": " + " ".join(missed) if missed else ""))
    sys.exit(1 if missed else 0)


main()
