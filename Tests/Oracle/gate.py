"""Prints every combination the release gate can be asked about, with the rules that refuse it."""

import gate_rules as rules
from ledger_cases import read_options, write_case


def add_number(parser):
    """Add the option that prints only how many combinations there are."""
    parser.add_argument("--number", action="store_true", help="print only how many cases there are")


def main():
    """Read the command line and print the combinations or their number."""
    options = read_options(__doc__, rules.PLANTS, add_number)
    if options is None:
        return
    if options.number:
        print(sum(1 for _ in rules.every_question()))
        return
    for case in rules.every_question():
        write_case(case, rules.failing(case))


if __name__ == "__main__":
    main()
