"""Near texts are found as if each were held against each: against the plain table of distances, on made-up texts."""

from __future__ import annotations

import random

import pytest

from selfeval_gui.domain.alike import edit_distance
from selfeval_gui.rules.near_texts import NearTexts, nearest_to


def plain_distance(one: str, two: str) -> int:
    """The distance by the table that every textbook has."""
    row = list(range(len(two) + 1))
    for above, letter in enumerate(one):
        corner, row[0] = above, above + 1
        for place, other in enumerate(two):
            least = min(row[place + 1] + 1, row[place] + 1, corner + (letter != other))
            corner, row[place + 1] = row[place + 1], least
    return row[-1]


def edited(text: str, times: int, dice: random.Random) -> str:
    letters = list(text)
    for _ in range(times):
        place = dice.randrange(len(letters) + 1)
        letters[place : place + dice.randrange(2)] = dice.choice(["", "甲", "乙", "丙"])
    return "".join(letters)


@pytest.mark.parametrize("seed", range(5))
def test_distances_are_those_of_the_plain_table(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(200):
        one = "".join(dice.choice("甲乙丙") for _ in range(dice.randrange(12)))
        two = edited(one, dice.randrange(6), dice)
        assert edit_distance(one, two) == edit_distance(two, one) == plain_distance(one, two)


@pytest.mark.parametrize("length", [8, 9, 19, 20, 43, 80])
def test_no_near_text_is_missed_and_none_is_too_many(length: int) -> None:
    dice = random.Random(length)
    base = "".join(dice.choice("甲乙丙丁戊己庚辛壬癸") for _ in range(length))
    texts = sorted({edited(base, dice.randrange(length // 8 + 2), dice) for _ in range(25)})
    index = NearTexts()
    for text in texts:
        index.add(text)
    for text in texts:
        others = [each for each in texts if each != text]
        alike = {each for each in others if plain_distance(text, each) * 10 <= max(len(text), len(each))}
        assert index.near(text) == alike
        assert nearest_to(text, others) == min(
            others, key=lambda each: (plain_distance(text, each), abs(len(text) - len(each)), each)
        )
    for text in texts:
        index.drop(text)
    assert index.with_near() == []


@pytest.mark.parametrize("lengths", [(8, 9), (17, 18, 19), (40, 44), (60, 66)])
def test_texts_of_other_lengths_are_found_also_after_some_have_gone(lengths: tuple[int, ...]) -> None:
    dice = random.Random(sum(lengths))
    phrase = "".join(dice.choice("甲乙丙丁戊己庚辛壬癸") for _ in range(max(lengths)))
    texts = sorted({edited(phrase[:length], dice.randrange(4), dice) for length in lengths for _ in range(12)})
    index = NearTexts()
    for text in (*texts, *texts):  # what is there already is not taken in again
        index.add(text)
    for text in (*texts[::3], *texts[::3], "没有的"):  # nor does what is not there trouble anybody
        index.drop(text)
    kept = [text for text in texts if text not in texts[::3]]
    for text in kept:
        alike = {each for each in kept if each != text and plain_distance(text, each) * 10 <= max(len(text), len(each))}
        assert index.near(text) == alike
