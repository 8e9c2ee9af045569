"""Hand-computed cases of what is said about one PCI DSS certificate (rungs 120 90 60 30 14 7 1 0, then -7 to -84).

A case is its name, its setting and its steps. A step is a day counted from the end, a verb and what belongs to it:
`run` and what the run says to whom, `ack`, `snooze` and the day it ends, `gone`, `back`, `move` and the new end,
`refused` and the operation that is. Owner and escalation contact are ana and boss unless the setting differs.
"""

from dates import parse

END = parse("2027-03-31")
CASES = (
    ("a rung is raised once, after missed days the most urgent", {}, (
        "-61 run raised 90 ana", "-60 run raised 60 ana", "-59 run nothing", "-13 run raised 14 ana")),
    ("acknowledged: silent until the day itself", {}, (
        "-60 run raised 60 ana", "-59 ack", "-30 run nothing", "-1 run nothing", "0 run raised 0 ana",
        "7 run raised -7 ana, escalated -7 boss",
        "14 run raised -14 ana+boss")),
    ("acknowledged: another date is another key", {}, (
        "-60 run raised 60 ana", "-59 ack", "-58 move 10", "-58 run raised 90 ana", "-50 run raised 60 ana")),
    ("acknowledged: still so when the anchor comes back", {}, (
        "-60 run raised 60 ana", "-59 ack", "-58 gone", "-57 run nothing", "-40 back", "-30 run nothing")),
    ("snoozed: silent, then reminded once", {}, (
        "-60 run raised 60 ana", "-60 snooze -40", "-60 run nothing", "-41 run nothing", "-40 run reminded 60 ana",
        "-39 run nothing", "-30 run raised 30 ana")),
    ("snoozed: raised where the rung is a new one", {}, (
        "-60 run raised 60 ana", "-60 snooze -20", "-30 run nothing", "-18 run raised 30 ana", "-17 run nothing",
        "-14 run raised 14 ana")),
    ("snoozed: a shorter snooze replaces a longer one", {"escalation": None}, (
        "-60 run raised 60 ana", "-60 snooze -20", "-59 snooze -50", "-50 run reminded 60 ana",
        "-30 run raised 30 ana", "-20 run nothing")),
    ("snoozed: a longer snooze replaces a shorter one", {}, (
        "-60 run raised 60 ana", "-60 snooze -50", "-55 snooze -45", "-50 run nothing", "-45 run reminded 60 ana")),
    ("snoozed: a second snooze reminds a second time", {}, (
        "-60 run raised 60 ana", "-60 snooze -50", "-50 run reminded 60 ana", "-49 snooze -40",
        "-40 run reminded 60 ana", "-39 run nothing")),
    ("acknowledged after the snooze: no reminder ahead of the date", {}, (
        "-60 run raised 60 ana", "-60 snooze -20", "-50 ack", "-20 run nothing", "-14 run nothing",
        "0 run raised 0 ana", "1 run nothing")),
    ("acknowledged after the snooze: a reminder from the day itself on", {}, (
        "0 run raised 0 ana", "0 snooze 5", "1 ack", "4 run nothing", "5 run reminded 0 ana", "6 run nothing",
        "7 run raised -7 ana")),
    ("snoozed after the acknowledgement: reminded, then silent again", {}, (
        "-60 run raised 60 ana", "-59 ack", "-58 snooze -50", "-50 run reminded 60 ana", "-30 run nothing",
        "0 run raised 0 ana")),
    ("snoozed after the acknowledgement: raised where the rung is a new one", {}, (
        "-60 run raised 60 ana", "-59 ack", "-58 snooze -25", "-30 run nothing", "-25 run raised 30 ana",
        "-14 run escalated 30 boss")),
    ("acknowledged, snoozed, acknowledged: the last one counts", {}, (
        "-60 run raised 60 ana", "-59 ack", "-58 snooze -50", "-57 ack", "-50 run nothing", "0 run raised 0 ana")),
    ("gone when the snooze ends: reminded when back, resolved all the same", {}, (
        "-60 run raised 60 ana", "-60 snooze -50", "-55 gone", "-50 run nothing", "-46 run nothing", "-45 back",
        "-45 run reminded 60 ana", "-44 run nothing", "-44 refused ack")),
    ("resolved: stays so, and only what is raised anew can be acknowledged", {}, (
        "-60 run raised 60 ana", "-55 gone", "-54 run nothing", "-53 refused ack", "-53 refused snooze -10",
        "-45 back", "-45 run nothing", "-44 refused ack", "-30 run raised 30 ana", "-30 ack", "-14 run nothing")),
    ("resolved: not by a run that did not see the anchor gone", {}, (
        "-60 run raised 60 ana", "-55 gone", "-54 back", "-53 run nothing", "-53 ack", "-30 run nothing")),
    ("resolved: never escalated", {}, (
        "-30 run raised 30 ana", "-29 gone", "-28 run nothing", "-25 back", "-20 run nothing", "-14 run raised 14 ana",
        "-8 run nothing", "-7 run raised 7 ana, escalated 7 boss")),
    ("refused: nothing raised, or a snooze that does not end later", {}, (
        "-130 run nothing", "-130 refused ack", "-120 run raised 120 ana", "-120 refused snooze -120",
        "-120 refused snooze -121", "-120 snooze -119", "-119 run reminded 120 ana")),
    ("escalated: on the seventh day, once, later ones to both", {}, (
        "-30 run raised 30 ana", "-24 run nothing", "-23 run escalated 30 boss", "-22 run nothing",
        "-14 run raised 14 ana+boss", "-6 run raised 7 ana+boss")),
    ("escalated: together with what the same run raises", {}, (
        "-30 run raised 30 ana", "-14 run raised 14 ana, escalated 14 boss", "-13 run nothing", "0 run raised 0 ana+boss")),
    ("escalated: only from rung 30 on", {}, (
        "-60 run raised 60 ana", "-45 run nothing", "-30 run raised 30 ana", "-24 run nothing",
        "-23 run escalated 30 boss")),
    ("escalated: the later of two, even when itself too young", {}, (
        "-20 run raised 30 ana", "-14 run raised 14 ana", "-13 run escalated 14 boss")),
    ("escalated: not once acknowledged, but what came after the answer is unanswered", {}, (
        "-30 run raised 30 ana", "-29 ack", "-20 run nothing", "0 run raised 0 ana", "6 run nothing",
        "7 run raised -7 ana, escalated -7 boss")),
    ("escalated: to both even if acknowledged afterwards", {}, (
        "-30 run raised 30 ana", "-23 run escalated 30 boss", "-22 ack", "-14 run nothing", "0 run raised 0 ana+boss")),
    ("escalated: the week counts from the end of the snooze", {}, (
        "-30 run raised 30 ana", "-29 snooze -10", "-20 run nothing", "-10 run raised 14 ana", "-7 run raised 7 ana",
        "-4 run nothing", "-3 run escalated 7 boss", "-1 run raised 1 ana+boss")),
    ("escalated: together with a late reminder", {}, (
        "-30 run raised 30 ana", "-29 snooze -27", "-20 run reminded 30 ana, escalated 30 boss", "-19 run nothing")),
    ("escalated: reminders go to both", {}, (
        "-30 run raised 30 ana", "-23 run escalated 30 boss", "-22 snooze -20", "-20 run reminded 30 ana+boss")),
    ("escalated: not to the owner", {"owner": "boss"}, ("-30 run raised 30 boss", "-20 run nothing")),
    ("escalated: not to the default owner", {"owner": None, "default_owner": "boss"}, (
        "-30 run raised 30 boss", "-20 run nothing")),
    ("escalated: not without a contact", {"escalation": None}, ("-30 run raised 30 ana", "-20 run nothing")),
    ("recipient: the owner before the default", {"default_owner": "desk"}, ("-30 run raised 30 ana",)),
    ("recipient: the default without an owner", {"owner": None, "default_owner": "desk"}, (
        "-30 run raised 30 desk", "-23 run escalated 30 boss")),
    ("recipient: the contact without either", {"owner": None}, ("-30 run raised 30 boss", "-20 run nothing")),
    ("recipient: nobody at all", {"owner": None, "escalation": None}, ("-30 run raised 30", "-14 run raised 14")),
)
