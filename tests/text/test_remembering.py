"""What is worked out once is kept, up to a bound."""

from tieline.text.remembering import Remembered


def test_a_value_is_worked_out_once_for_a_key():
    asked: list[str] = []

    def size(word: str) -> int:
        asked.append(word)
        return len(word)

    sizes = Remembered(size)

    found = [sizes["ship"], sizes["ship"], sizes["port"]]

    assert (found, asked) == ([4, 4, 4], ["ship", "port"])


def test_no_more_is_held_than_the_bound_allows():
    sizes = Remembered(len, most=10)

    held = [len(sizes) for number in range(100) if sizes[str(number)]]

    assert max(held) == 10
