"""What a run found: figures of every contender on every set, kept without a name."""

import platform
import re
from importlib import metadata
from pathlib import Path

import msgspec
from calibration import Calibration
from tasks import BenchSet, Outcome

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "requirements" / "peers.txt"
TITLES = {
    "tieline": "Tieline",
    "logic-v2": "logic-v2",
    "logic-v1": "logic-v1",
    "rapidfuzz": "rapidfuzz",
    "reference": "reference",
}
_PACKAGES = ("nomenklatura", "rapidfuzz", "pypinyin", "opencc")
_LEAD = """# Names: Tieline and its peers

Measured on {day} by `make bench-names` in {minutes:.0f} minutes, with
{versions}.
{sampled}
Every set is scored at 0.7. The peers are nomenklatura's logic-v2 and logic-v1,
rapidfuzz's WRatio over all pairs of names, and a ten-line reference (OpenCC to
simplified characters, pypinyin, then the similarity of letters). How each set is
scored, and what may be compared, is told in
[Measure names](../../docs/how-to/measure-names.md).

"Asked" is what Tieline is asked to reach; a figure that misses it is in *italics*.
Where a set says so, peers were asked a sample, drawn by lot, and scored shortlists: the
30 candidates nearest by trigrams, and the true ones. What they show there is the most
that they would find and the least that they would find wrongly.
"""
_CALIBRATION = """Expected calibration error over ten bins of the score (of Tieline at
most 0.05 is asked, over all sets), and Brier's score. At most 1,000 pairs a set."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One contender on one set."""

    contender: str
    seconds: float
    figures: dict[str, float]
    curve: list[list[float]]


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One set: what it is, what is asked, and a row a contender."""

    key: str
    title: str
    rule: str
    bounds: tuple[tuple[str, str, float], ...]
    peer_sample: int | None
    rows: list[Row]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A whole run."""

    day: str
    seconds: float
    sample: int | None
    machine: dict[str, str]
    versions: dict[str, str]
    sections: list[Section]
    calibration: dict[str, dict[str, Calibration]]


def section(
    one: BenchSet, outcomes: dict[str, Outcome], curves: dict[str, list[list[float]]]
) -> Section:
    """Return what a run found on one set."""
    return Section(
        key=one.key,
        title=one.title,
        rule=one.rule,
        bounds=one.bounds,
        peer_sample=one.peer_sample,
        rows=[
            Row(
                contender=name,
                seconds=round(outcome.seconds, 1),
                figures={k: round(v, 4) for k, v in outcome.figures.items()},
                curve=[[round(v, 4) for v in point] for point in curves.get(name, [])],
            )
            for name, outcome in outcomes.items()
        ],
    )


def versions() -> dict[str, str]:
    """Return the versions of Tieline and of the peers, as they are pinned."""
    pins = dict(
        re.findall(r"^([\w.-]+)==(\S+)", PEERS.read_text("utf-8"), re.MULTILINE)
    )
    return {
        "tieline": metadata.version("tieline"),
        **{name: pins[name] for name in _PACKAGES if name in pins},
    }


def machine() -> dict[str, str]:
    """Describe what the figures were measured on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def is_met(bounds: tuple[tuple[str, str, float], ...], name: str, value: float) -> bool:
    """Tell whether a figure reaches every bound that is set on it."""
    return all(
        value >= bound if kind == "min" else value <= bound
        for figure, kind, bound in bounds
        if figure == name
    )


def figure_text(value: float, name: str) -> str:
    """Write a figure: counts and speeds whole, shares with three decimals.

    >>> figure_text(5123.4, "pairs/s, text"), figure_text(1.0, "recall")
    ('5,123', '1.000')
    """
    is_count = name.endswith(
        (" of", "right", "number", "asked", "pairs", "text", "read")
    )
    return f"{value:,.0f}" if is_count else f"{value:.3f}"


def markdown(report: Report) -> str:
    """Return the report as a page: a table a set, then calibration."""
    named = ", ".join(f"{name} {v}" for name, v in report.versions.items())
    minutes = report.seconds / 60
    sampled = ""
    if report.sample is not None:
        sampled = f"This is a sample: at most {report.sample} cases of each set.\n"
    lead = _LEAD.format(
        day=report.day, minutes=minutes, versions=named, sampled=sampled
    )
    parts = [lead]
    parts.extend(_section_text(one) for one in report.sections)
    parts.append(_calibration_text(report.calibration))
    return "\n".join(parts)


def _section_text(one: Section) -> str:
    names = [row.contender for row in one.rows]
    rule = one.rule[0].upper() + one.rule[1:]
    lines = [f"## {one.title}", "", f"{rule}."]
    if one.peer_sample is not None and len(names) > 1:
        lines[-1] += f" Peers: {one.peer_sample} cases."
    titles = " | ".join(TITLES[name] for name in names)
    lines += ["", f"| figure | asked | {titles} |", "| --- " * (len(names) + 2) + "|"]
    for figure in dict.fromkeys(name for row in one.rows for name in row.figures):
        cells = [_cell(one, row, figure) for row in one.rows]
        lines.append(f"| {figure} | {_asked(one, figure)} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(one: Section, row: Row, figure: str) -> str:
    value = row.figures.get(figure)
    if value is None:
        return ""
    if figure.endswith("precision") and not row.figures[_recall_of(figure)]:
        return "–"
    text = figure_text(value, figure)
    is_short = row.contender == "tieline" and not is_met(one.bounds, figure, value)
    return f"*{text}*" if is_short else text


def _recall_of(figure: str) -> str:
    return figure.removesuffix("precision") + "recall"


def _asked(one: Section, figure: str) -> str:
    signs = {"min": "≥", "max": "≤"}
    return " ".join(
        f"{signs[kind]} {bound:,g}"
        for name, kind, bound in one.bounds
        if name == figure
    )


def _calibration_text(found: dict[str, dict[str, Calibration]]) -> str:
    names = list(found)
    titles = " | ".join(f"{TITLES[name]} ECE | Brier" for name in names)
    lines = [
        "## Calibration, on pairs that may not be fitted on",
        "",
        _CALIBRATION,
        "",
        "![Reliability](reliability.svg)",
        "",
        f"| set | pairs | {titles} |",
        "| --- " * (2 + 2 * len(names)) + "|",
    ]
    for key in found["tieline"]:
        cells = []
        for name in names:
            one = found[name].get(key)
            cells += (
                ["", ""] if one is None else [f"{one.error:.3f}", f"{one.brier:.3f}"]
            )
        lines.append(f"| {key} | {found['tieline'][key].pairs} | {' | '.join(cells)} |")
    lines += ["", "![Precision and recall](precision_recall.svg)"]
    return "\n".join(lines) + "\n"
