"""Runs the reliability tests, small or full, and sums up."""

import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import platform
import random
import subprocess
import sys
import time

from clocks import made_up_clock, offset

# script: the options of the full size; the small one is the script's own default.
FULL = {
    "bitflips.py": ["--flips", "2000", "--intact", "10000"],
    "tamper.py": ["--values", "5"],
    "values.py": ["--all", "1"],
    "damaged_rows.py": ["--each", "0"],
    "documents.py": ["--size", "500", "--kills", "50"],
    "watermark.py": ["--pages", "2000"],
    "watermark_corpus.py": ["--bombs", "60"],
    "send_kills.py": ["--holders", "500", "--refused", "40", "--kills", "60", "--stamped", "10"],
    "kill9.py": ["--kills", "500", "--inits", "100"],
    "kill9_verbs.py": ["--each", "17"],
    "concurrent_adds.py": ["--adds", "50"],
    "storm.py": ["--rounds", "5"],
    "full_disk.py": [],
    "io_faults.py": ["--seconds", "0", "--workers", "2"],
    "clock_range.py": [],
    "lost_outputs.py": [],
    "csv_bombs.py": ["--share", "1"],
    "delivery_mail.py": ["--organizations", "30"],
    "delivery_chat.py": ["--alerts", "400"],
    "delivery_secrets.py": ["--messages", "100"],
    "delivery_hosts.py": [],
    "delivery_clock.py": [],
    "delivery_year.py": ["--days", "1000"],
    "delivery_storm.py": ["--rounds", "10"],
    "delivery_peers.py": [],
    "delivery_statuses.py": ["--step", "1"],
    "delivery_limits.py": [],
    "delivery_kills.py": ["--calls", "3000", "--reads", "1500", "--replies", "400", "--series", "40"],
    "outputs.py": ["--kills", "300"],
    "overview.py": ["--rows", "10000", "--days", "110"],
    "page_build.py": ["--kills", "200", "--payloads", "300"],
    "nagios.py": [],
    "terminal.py": ["--every", "1"],
    "escaping.py": ["--singles", "300"],
    "roundtrip.py": ["--registries", "200"],
    "sessions.py": [],
    "schemes.py": [],
    "neighbours.py": [],
    "checkpoints.py": ["--mutants", "10000"],
    "checkpoint_mails.py": ["--days", "1200", "--kills", "300"],
    "backup.py": ["--rounds", "200", "--mebibytes", "1536", "--histories", "200", "--kills", "300"],
    "package.py": ["--mutants", "10000", "--kills", "50", "--entries", "10000", "--mebibytes", "1024"],
    "page_check.py": ["--mutants", "20000"],
    "import_sheets.py": ["--rows", "50000", "--office", "1"],
    "registers.py": [],
    "import_fuzz.py": ["--files", "20000"],
    "import_hostile.py": ["--size", "100"],
}

# What is held against seconds of the clock, which another test beside it would lengthen.
ALONE = {"backup.py", "delivery_hosts.py", "delivery_limits.py", "delivery_storm.py", "watermark.py", "watermark_corpus.py"}


def main():
    """Runs what was chosen; exits 1 where one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--size", choices=["small", "full"], default="small")
    parser.add_argument("--only", choices=[name.removesuffix(".py") for name in FULL])
    parser.add_argument("--day", default="2026-11-23", help="the day on which all of it happens")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many run at once")
    chosen = parser.parse_args()
    print(f"run of {datetime.date.today()}, size {chosen.size}, the day of all of it {chosen.day}, {platform.platform()},"
          f" {os.cpu_count()} processors", flush=True)
    noon = datetime.datetime.combine(datetime.date.fromisoformat(chosen.day), datetime.time(12))
    with made_up_clock() as clock:
        clock["FAKETIME"] = offset(noon)
        seed = {"ATTESTRY_SEED": str(random.SystemRandom().randrange(1 << 32))} if chosen.size == "full" else {}
        failed = run(chosen, {**seed, **os.environ, "ATTESTRY_TEST_CLOCK": json.dumps(clock)})
    print(f"failed: {' '.join(failed)}" if failed else "all reliability tests passed")
    sys.exit(1 if failed else 0)


def run(chosen, environment):
    """Runs what was chosen, as many at once as there are processors; returns what failed, and says it again last."""
    scripts = [script for script in FULL if not chosen.only or script == f"{chosen.only}.py"]
    failures = {}
    for group, jobs in ([s for s in scripts if s not in ALONE], chosen.jobs), ([s for s in scripts if s in ALONE], 1):
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            failures |= zip(group, pool.map(lambda script: failure(script, chosen, environment), group))
    failures = {script: words for script, words in failures.items() if words}
    for words in failures.values():
        print(words)
    return list(failures)


def failure(script, chosen, environment):
    """Runs a script and writes what it says in one piece; returns that too where it failed."""
    words = [sys.executable, str(pathlib.Path(__file__).parent / script), "--binary", chosen.binary]
    words += FULL[script] if chosen.size == "full" else []
    began = time.monotonic()
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = f"== {script}\n{done.stdout.decode('utf-8', 'replace')}{time.monotonic() - began:.0f} s\n"
    sys.stdout.write(said)
    sys.stdout.flush()
    return said if done.returncode != 0 else None


main()
