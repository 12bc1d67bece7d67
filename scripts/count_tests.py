"""Print how many tests passed, failed and were skipped, from a JUnit file."""

import argparse
import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def outcome(case: ET.Element) -> str:
    """Name what became of one test."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    skipped = case.find("skipped")
    if skipped is None:
        return "passed"
    return "xfailed" if skipped.get("type") == "pytest.xfail" else "skipped"


def main() -> int:
    """Count; return 1 when a test failed, none ran, or one may not be skipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--no-skips", action="store_true")
    wanted = parser.parse_args()
    if not wanted.results.is_file():
        print("no test ran: the checks before them failed")
        return 1
    # The file was written a moment ago by our own test run.
    cases = list(ET.parse(wanted.results).iter("testcase"))  # noqa: S314 - written by our own tests
    outcomes = [outcome(case) for case in cases]
    for case, what in zip(cases, outcomes, strict=True):
        if what in {"failed", "skipped"}:
            print(f"{what}: {case.get('classname')}::{case.get('name')}")
    passed, failed, skipped = (
        outcomes.count(what) for what in ("passed", "failed", "skipped")
    )
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return int(failed > 0 or passed == 0 or (wanted.no_skips and skipped > 0))


if __name__ == "__main__":
    sys.exit(main())
