"""Where settings come from, and what is refused."""

import errno
import os

import pytest

from tieline.model.errors import StorageError, UsageError
from tieline.workspace.settings import KEYS, load_settings, set_value


def _load(tmp_path, *, flags=None, env=None, project=None, user=None):
    folder = tmp_path / "project"
    folder.mkdir(exist_ok=True)
    if project is not None:
        (folder / "tieline.toml").write_text(project, "utf-8")
    if user is not None:
        (tmp_path / "config.toml").write_text(user, "utf-8")
    return load_settings(
        flags=flags or {}, env=env or {}, project=folder, user=tmp_path / "config.toml"
    )


def test_a_default_stands_where_nobody_says_more(tmp_path):
    settings = _load(tmp_path)

    found = settings.threshold

    assert found == 0.7
    assert settings.origin("threshold") == "default"


def test_flag_wins_over_environment_project_user_and_default(tmp_path):
    settings = _load(
        tmp_path,
        flags={"limit": 1},
        env={"TIELINE_LIMIT": "2"},
        project="limit = 3\n",
        user="limit = 4\n",
    )

    places = settings.explain("limit")

    assert [value for _, value in places] == [1, 2, 3, 4, 10]
    assert [origin for origin, _ in places][:2] == ["flag", "environment"]


def test_a_flag_of_none_says_nothing(tmp_path):
    settings = _load(tmp_path, flags={"limit": None})

    found = settings.origin("limit")

    assert found == "default"


@pytest.mark.parametrize(
    ("key", "text"),
    [("threshold", "1.2"), ("limit", "0"), ("bundle", "perhaps"), ("by", " ")],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_file(tmp_path, key, text):
    project = f'{key} = "{text}"\n'

    with pytest.raises(UsageError) as caught:
        _load(tmp_path, project=project)

    assert caught.value.where.endswith("tieline.toml")
    assert KEYS[key].needs in caught.value.hint


def test_an_unknown_key_is_refused_with_the_nearest_one(tmp_path):
    with pytest.raises(UsageError) as caught:
        _load(tmp_path, user="treshold = 0.8\n")

    assert caught.value.hint == "Did you mean 'threshold'?"


def test_a_misspelt_variable_is_refused_and_a_foreign_one_is_not(tmp_path):
    _load(tmp_path, env={"TIELINE_BUILD_ROOT": "x"})

    with pytest.raises(UsageError) as caught:
        _load(tmp_path, env={"TIELINE_TRESHOLD": "0.8"})

    assert "TIELINE_TRESHOLD" in caught.value.where


def test_a_file_that_is_not_toml_is_named(tmp_path):
    with pytest.raises(UsageError) as caught:
        _load(tmp_path, user="by = Jo\n")

    assert caught.value.where.endswith("config.toml")


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 5000])
def test_a_file_beyond_reason_is_named(tmp_path, value):
    with pytest.raises(UsageError) as caught:
        _load(tmp_path, user=f"by = {value}")

    assert caught.value.where.endswith("config.toml")


def test_setting_keeps_comments_and_other_keys(tmp_path):
    path = tmp_path / "tieline.toml"
    path.write_text("# ours\nformat_version = 1  # keep\nlimit = 3\n", "utf-8")

    set_value(path, "limit", "5")

    assert path.read_text("utf-8") == "# ours\nformat_version = 1  # keep\nlimit = 5\n"


def test_setting_makes_the_file_where_there_is_none(tmp_path):
    path = tmp_path / "new" / "config.toml"

    set_value(path, "by", "Jo Doe")

    assert path.read_text("utf-8") == 'by = "Jo Doe"\n'


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "config.toml").mkdir()

    with pytest.raises(UsageError) as caught:
        _load(tmp_path)

    assert caught.value.where.endswith("config.toml")
    assert caught.value.hint


def test_a_full_disk_leaves_the_settings_as_they_were(tmp_path, monkeypatch):
    path = tmp_path / "config.toml"
    path.write_text('by = "Jo"\n', "utf-8")

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(StorageError, match="disk is full"):
        set_value(path, "by", "Ada")

    assert path.read_text("utf-8") == 'by = "Jo"\n'
    assert [one.name for one in tmp_path.iterdir()] == ["config.toml"]


def test_a_proxy_of_the_environment_counts_below_ours_and_above_the_files(tmp_path):
    shared = {"HTTPS_PROXY": "http://shared:1", "no_proxy": "a.example"}

    alone = _load(tmp_path, env=shared, project='https_proxy = "http://file:1"\n')
    ours = _load(tmp_path, env={**shared, "TIELINE_HTTPS_PROXY": "http://ours:1"})

    assert (alone.text("https_proxy"), alone.text("no_proxy")) == (
        "http://shared:1",
        "a.example",
    )
    assert ours.text("https_proxy") == "http://ours:1"
    assert ours.text("http_proxy") is None


def test_a_word_of_an_address_stands_under_the_name_of_its_list(tmp_path):
    by_file = _load(tmp_path, project='limit = 3\n[eu_fsf]\ntoken = "word"\n')
    by_variable = _load(tmp_path, env={"TIELINE_EU_FSF__TOKEN": "other"})

    assert by_file.text("eu_fsf.token") == "word"
    assert by_file.parameters() == ("eu_fsf.token",)
    assert by_variable.text("eu_fsf.token") == "other"
    assert by_variable.text("eu_fsf.key") is None


@pytest.mark.parametrize(
    "text", ["[eu_fsf]\ntoken = []\n", "[limit]\ntoken = 'x'\n", "[eu.fsf]\nx = 'y'\n"]
)
def test_a_table_that_is_no_word_of_an_address_is_refused(tmp_path, text):
    with pytest.raises(UsageError):
        _load(tmp_path, project=text)


def test_a_word_is_written_below_the_settings_that_are_there(tmp_path):
    path = tmp_path / "tieline.toml"
    path.write_text("# mine\nlimit = 3\n", "utf-8")

    set_value(path, "eu_fsf.token", "word")
    set_value(path, "threshold", "0.8")
    set_value(path, "eu_fsf.key", "more")

    settings = load_settings(flags={}, env={}, project=tmp_path, user=tmp_path / "no")
    assert settings.text("eu_fsf.token") == "word"
    assert settings.text("eu_fsf.key") == "more"
    assert (settings.limit, settings.threshold) == (3, 0.8)
    assert path.read_text("utf-8").startswith("# mine\n")
