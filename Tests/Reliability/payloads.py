"""Texts of which each holds a mark of a syntax with each class of scalar that makes one character of both."""

BAITS = {
    "<": "img src=x onerror=alert(1)>", ">": "", "&": "lt;b", '"': ",=1+1,", "'": " onload='x",
    "|": "x=1;2;3", ";": "x", ",": "=1+1", "=": "1+1", "+": "1+1", "-": "1+1", "@": "SUM(1)",
    "\\": "nDTSTART:x", "*": "*bold**", "`": "code`", "[": "a](https://evil.example)",
    "{": "{DATE(1)}}", "\n": "BEGIN:VALARM", "\x1b": "[31mred", "＝": "1+1"}
# Combining, enclosing, virama, spacing, prepending, a skin tone, two joiners, two selectors, the
# grapheme joiner, a keycap, two turns of the direction, a tag.
JOINERS = ["\u0301", "\u20dd", "\u094d", "\u0903", "\u0600", "\U0001f3fb", "\u200d", "\u200c",
           "\ufe0f", "\U000e0100", "\u034f", "\u20e3", "\u202e", "\u2066", "\U000e0041"]
PAYLOADS = [f"{mark}{joiner}{bait}{joiner}{mark}{bait}{mark}{joiner}<!here> end{number}."
            for number, (mark, bait, joiner) in enumerate(
                (mark, bait, joiner) for mark, bait in BAITS.items() for joiner in JOINERS)]
