"""Chinese surnames in short names."""

import pytest

from tieline.text.surnames import given_name_in


@pytest.mark.parametrize(
    ("han", "given"),
    [
        ("王伟", "伟"),
        ("欧阳明月", "明月"),
        ("司马光", "光"),
        ("王", ""),
        ("的确良", ""),
        ("王伟大人", ""),
        ("", ""),
    ],
)
def test_a_given_name_stands_behind_a_surname(han, given):
    assert given_name_in(han) == given
