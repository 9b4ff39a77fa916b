"""Of the ways to write one reason the nearest is named with its first form, and none that nobody writes any more."""

from selfeval_gui.rules.writings import Writings


def test_the_nearest_other_way_is_named_with_the_first_form_that_has_it() -> None:
    writings = Writings()
    writings.change("b", {}, {"延期": "因雨延期3天"})
    writings.change("a", {}, {"延期": "因雨延期3天"})
    writings.change("c", {}, {"延期": "因雨，延期12天"})
    writings.change("d", {}, {"延期": "因雨延期5天", "其他": "没有关系"})
    assert writings.nearest("因雨延期5天", ["延期"]) == ("因雨延期3天", "a")
    assert writings.nearest("因雨延期3天", ["延期"]) == ("因雨延期5天", "d")


def test_what_is_written_no_more_is_not_named() -> None:
    writings = Writings()
    writings.change("a", {}, {"延期": "因雨延期3天"})
    writings.change("b", {}, {"延期": "因雨延期5天"})
    writings.change("b", {"延期": "因雨延期5天"}, {"延期": "因雨延期3天"})
    assert writings.nearest("因雨延期3天", ["延期"]) is None
    writings.change("b", {"延期": "因雨延期3天"}, {})
    writings.change("a", {"延期": "因雨延期3天"}, {})
    assert writings.nearest("因雨延期7天", ["延期"]) is None
