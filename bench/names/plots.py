"""Draw a report: reliability, and precision over recall."""

import textwrap
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from report import TITLES, Report, Section

# Okabe and Ito's colours, told apart by people who see colours differently; each
# contender has a line of its own besides, for print in grey.
LOOKS = {
    "tieline": ("#000000", "-"),
    "logic-v2": ("#D55E00", "--"),
    "logic-v1": ("#0072B2", "-."),
    "rapidfuzz": ("#009E73", ":"),
    "reference": ("#CC79A7", (0, (5, 1, 1, 1, 1, 1))),
}
CURVES = (
    "name_pairs",
    "entity_checks",
    "un_aliases",
    "cross_script",
    "zh_orgs",
    "ror_han",
)
RELIABLE = ("tieline", "logic-v2")
_FEWEST = 10
_AT = 0.7


def draw(report: Report, folder: Path) -> list[Path]:
    """Write both pictures as SVG into a folder, the same bytes for the same report."""
    mpl.use("svg")
    look = {"svg.hashsalt": "tieline", "font.size": 9, "axes.grid": True}
    with mpl.rc_context({**look, "grid.color": "#dddddd", "axes.axisbelow": True}):
        return [_reliability(report, folder), _precision_recall(report, folder)]


def _save(figure: plt.Figure, path: Path) -> Path:
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return path


def _reliability(report: Report, folder: Path) -> Path:
    figure, (above, below) = plt.subplots(
        2,
        1,
        figsize=(5.2, 6.4),
        height_ratios=(3, 1),
        sharex=True,
        layout="constrained",
    )
    above.plot((0, 1), (0, 1), color="#888888", linewidth=0.8, label="exact")
    width = 0.04
    for place, name in enumerate(one for one in RELIABLE if one in report.calibration):
        held = report.calibration[name]["all"]
        bins = [bin_ for bin_ in held.bins if bin_.count >= _FEWEST]
        colour, line = LOOKS[name]
        above.plot(
            [bin_.mean_score for bin_ in bins],
            [bin_.share for bin_ in bins],
            color=colour,
            linestyle=line,
            marker="o" if place == 0 else "s",
            markersize=4,
            label=f"{TITLES[name]} (ECE {held.error:.3f}, {held.pairs:,} pairs)",
        )
        below.bar(
            [
                min(int(b.mean_score * 10), 9) / 10 + 0.03 + place * width
                for b in held.bins
            ],
            [bin_.count for bin_ in held.bins],
            width=width,
            color=colour,
        )
    above.set(xlim=(0, 1), ylim=(0, 1), ylabel="share that is the same party")
    above.set_title("Reliability on the half that nobody may fit on", fontsize=10)
    above.legend(loc="upper left", frameon=True)
    below.set(xlabel="score", ylabel="pairs")
    if any(patch.get_height() > 0 for patch in below.patches):
        below.set_yscale("log")
    return _save(figure, folder / "reliability.svg")


def _precision_recall(report: Report, folder: Path) -> Path:
    sections = {one.key: one for one in report.sections}
    held = [sections[key] for key in CURVES if key in sections]
    figure, grid = plt.subplots(
        2, 3, figsize=(9, 6.6), sharex=True, sharey=True, layout="constrained"
    )
    for axes, one in zip(grid.flat, held, strict=False):
        _panel(axes, one)
    for axes in list(grid.flat)[len(held) :]:
        axes.set_visible(False)
    for axes in grid[-1]:
        axes.set_xlabel("recall")
    for axes in grid[:, 0]:
        axes.set_ylabel("precision")
    handles = [
        plt.Line2D([], [], color=colour, linestyle=line, label=TITLES[name])
        for name, (colour, line) in LOOKS.items()
    ]
    dot = plt.Line2D([], [], color="#555555", marker="o", linestyle="", label="at 0.7")
    figure.legend(handles=[*handles, dot], loc="outside lower center", ncols=6)
    return _save(figure, folder / "precision_recall.svg")


def _panel(axes: Axes, one: Section) -> None:
    # Tieline is drawn last, over the others.
    for row in reversed(one.rows):
        colour, line = LOOKS[row.contender]
        recall = [point[2] for point in row.curve]
        precision = [point[1] for point in row.curve]
        axes.plot(recall, precision, color=colour, linestyle=line, linewidth=1.4)
        at = [point for point in row.curve if point[0] >= _AT]
        if at:
            axes.plot(at[-1][2], at[-1][1], "o", color=colour, markersize=5)
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
    axes.set_title(textwrap.fill(one.title, 34), fontsize=9)
