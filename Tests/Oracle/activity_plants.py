"""The deliberate errors of the oracle for activities."""

from ledger_cases import Plants

PLANTS = Plants({
    "quarter-early": "a quarter ends a day early",
    "half-late": "the second half of a year begins a month late",
    "term-step": "each term is counted from the end of the one before",
    "term-due": "a term ends on the first day of the next",
    "starts-early": "the first period starts before its cadence",
    "running-stays": "the period that runs when the cadence changes stays",
    "healed": "a missed one is healed when a later one is done",
    "partial-not-taken": "a partial result does not count as done",
    "extra-stands-in": "an extra record stands in for a due one",
    "waiver-day": "a waiver counts from the day after",
    "late-on-due": "what is done on the due day is late",
    "missed-on-due": "an occurrence is missed on its due day",
    "last-record": "the last good record counts, not the first",
    "record-ahead": "a record of tomorrow counts today",
    "contract-last-day": "a contract has ended on its last day",
    "contract-due": "the days after a contract are counted from the day after its last",
    "contract-stays": "a new contract takes nothing back",
    "contract-takes-done": "a new contract takes back what was done",
    "fix-by-day": "a finding is overdue on its fix-by day",
    "closed-ahead": "a finding closed later counts as closed",
    "twelve-months": "the last 12 months are a day shorter",
    "missed-for-ever": "what was missed years ago makes it overdue",
    "first-rung": "it is due a day early",
    "kept-12-months": "kept by the last 12 months only, never by a longer period",
    "events-need-one": "an activity of events is kept only when one was done",
    "end-day": "it is ended on its last day",
    "due-after-end": "what is due after the end exists",
})
