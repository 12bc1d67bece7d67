"""The bar for long work: shown on a terminal, and out of the way of a question."""

import pytest

from tieline.cli.options import GlobalOptions
from tieline.cli.progress import Shown, shown_progress


class Bar:
    """Writes down what it is told."""

    def __init__(self):
        self.told = []

    def add_task(self, what, total):
        self.told.append(("add", what, total))
        return 7

    def update(self, task, completed, total):
        self.told.append(("update", task, completed, total))

    def stop(self):
        self.told.append("stop")

    def start(self):
        self.told.append("start")


def test_each_work_has_one_line_of_the_bar():
    bar = Bar()
    show = Shown(bar)

    show("Downloading a", 1, None)
    show("Downloading a", 2, 4)

    assert bar.told == [
        ("add", "Downloading a", None),
        ("update", 7, 1, None),
        ("update", 7, 2, 4),
    ]


def test_the_bar_comes_back_after_a_question_however_it_ends():
    bar = Bar()

    def interrupted():
        bar.told.append("asked")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Shown(bar).paused():
        interrupted()

    assert bar.told == ["stop", "asked", "start"]


def test_in_a_pipe_nothing_is_shown(capsys):
    with shown_progress(GlobalOptions()) as show, show.paused():
        show("Downloading a", 1, 2)

    assert capsys.readouterr() == ("", "")
