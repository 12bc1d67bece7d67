"""Known bodies by the pinyin of their names in characters."""

import subprocess
import sys
from pathlib import Path

import pytest

from tieline.names.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[2]


def found(*words):
    return [body.canonical for body in vocabulary().bodies.in_pinyin(words)]


@pytest.mark.parametrize(
    "words",
    [
        ("haikang", "weishi"),
        ("hai", "kang", "wei", "shi"),
        ("haikangweishi",),
        ("hangzhou", "haikang", "weishi", "technology"),
    ],
)
def test_a_name_in_pinyin_is_known_however_it_is_written_together(words):
    assert found(*words) == ["hikvision"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("haikang",),
        ("weishi", "haikang"),
        ("haikang", "optical", "weishi"),
        ("14",),
    ],
)
def test_other_words_are_no_known_body(words):
    assert found(*words) == []


def test_every_name_is_of_a_body_that_a_table_holds():
    bodies = vocabulary().bodies
    lines = (ROOT / "src/tieline/names/body_pinyin.tsv").read_text("utf-8").splitlines()

    rows = [line.split("\t") for line in lines if not line.startswith("#")]

    assert len(rows) > 5_000
    assert [row for row in rows if bodies.row(row[1]) is None] == []


def test_the_table_follows_from_the_tables_of_bodies(tmp_path):
    target = tmp_path / "src/tieline/names"
    target.mkdir(parents=True)

    subprocess.run(
        [sys.executable, ROOT / "scripts/derive_body_pinyin.py"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    kept = ROOT / "src/tieline/names/body_pinyin.tsv"
    assert (target / "body_pinyin.tsv").read_bytes() == kept.read_bytes()
