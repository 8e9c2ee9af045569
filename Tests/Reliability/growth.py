"""How the cost of a command grows with what it is given."""

# What the clock is too coarse for, in seconds; and how often a doubtful growth is measured again.
COARSE, AGAIN = 0.5, 3


def growth(half, whole, most):
    """How many times as long a whole takes as its half, and the seconds of each, which both functions return;
    where that is more than allowed both are measured again, and the least of each counts.

    A machine whose clock rate changes between two runs makes one of them slow by chance, and another one the
    next time, while a cost that is squared shows 4 every time."""
    halves, wholes = [], []
    for _ in range(1 + AGAIN):
        halves.append(half())
        wholes.append(whole())
        times = min(wholes) / max(min(halves), COARSE)
        if times <= most:
            break
    return times, min(halves), min(wholes)
