"""Whatever a server does, a file is whole and one that it served, or there is none."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieline.fetch.door import Door
from tieline.fetch.download import Wanted, download
from tieline.fetch.policy import Policy, Timing
from tieline.model.errors import FetchError

BODIES = tuple(
    b"\n".join(b"%d,%d" % (edition, number) for number in range(400)) + b"\n"
    for edition in range(3)
)
TIMING = Timing(
    sleep=lambda _: None,
    jitter=lambda: 0.0,
    tick=lambda: 0.0,
    now=lambda: datetime(2025, 6, 1, tzinfo=UTC),
)
# few places, so that what goes on often does so where something broke off
PLACES = st.sampled_from([0, 700, 701, 1500])
KINDS = "cut lie cut lie pieces longer status whole range packed page"
FAULTS = st.sampled_from(KINDS.split())


def answer_of(serving, fault, edition, number):
    """One answer of a server that serves an edition, and has a fault."""
    body = BODIES[edition]
    page = serving.Page(body, etag=f'"{edition}"')
    return {
        "cut": serving.cut(page, number),
        "pieces": serving.cut_pieces(page, number + 1),
        "longer": serving.cut(page, len(body), told=len(body) + number + 1),
        "status": serving.status(503),
        "whole": serving.status(200, body, ETag=page.etag),
        "range": serving.status(416),
        "lie": serving.status(
            206,
            body[number:],
            ETag=page.etag,
            **{"Content-Range": f"bytes {number}-{len(body) - 1}/{len(body)}"},
        ),
        "packed": serving.packed(page),
        "page": page,
    }[fault]


@given(faults=st.lists(st.tuples(FAULTS, st.integers(0, 2), PLACES), max_size=6))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_is_one_that_was_served_or_none(serving, site, faults):
    answers = [answer_of(serving, *fault) for fault in faults]
    last = serving.Page(BODIES[2], etag='"2"')
    site.pages["/list.csv"] = [*answers, last]
    url = f"{site.root}/list.csv"

    with tempfile.TemporaryDirectory() as folder, Door(Policy(attempts=2)) as door:
        target = Path(folder) / "list.csv"
        wanted = Wanted(url=url, shown=url, target=target)
        for _ in range(len(faults) + 2):
            try:
                got = download(door, wanted, TIMING, lambda *_: None)
            except FetchError:
                assert not target.exists()
            else:
                break
        else:
            pytest.fail("a good server was not asked in the end")

        assert target.read_bytes() in BODIES
        assert got.etag == f'"{BODIES.index(target.read_bytes())}"'
        assert [path.name for path in Path(folder).iterdir()] == ["list.csv"]
