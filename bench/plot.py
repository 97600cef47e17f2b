"""Curves over the number of stored bookings, as a picture for the documentation."""

from collections.abc import Mapping
from pathlib import Path
from statistics import median

from matplotlib import rc_context
from matplotlib.figure import Figure

Medians = Mapping[int, list[float]]  # by bookings stored, one of each round, in milliseconds


def draw(curves: Mapping[str, Medians], file: Path) -> None:
    """One line for each name; the same numbers make the same file."""
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    for name, medians in curves.items():
        axes.plot(list(medians), list(map(median, medians.values())), marker="o", label=name)
    axes.set(xscale="log", ylim=(0, None), xlabel="bookings stored", ylabel="median, ms")
    axes.grid(visible=True, alpha=0.3)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    with rc_context({"svg.hashsalt": "", "svg.fonttype": "none"}):
        figure.savefig(file, metadata={"Date": None})
