"""Round ends and steps for the scale of a picture."""

from math import ceil, floor, log10


def scale(low: float, high: float, steps: int = 5) -> tuple[float, float, float]:
    """Round ends and a round step around two values. Nought stays nought."""
    reach = (high - low) or 1
    size = 10 ** floor(log10(reach / steps))
    step = next(size * by for by in (1, 2, 2.5, 5, 10) if size * by * steps >= reach)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step
