"""The words of 复核表, 问题清单 and 评审意见表, which offices print differently: `forms/review_books.json`."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from selfeval_gui.data import forms_dir


class BookWords(BaseModel):
    """A book's file name without its ending, its title, the headings of its columns in their order."""

    file: str
    title: str
    columns: tuple[str, ...]

    model_config = ConfigDict(extra="forbid")


class RescoringWords(BookWords):
    """Also what its first row, its last row and an indicator without a number are called."""

    execution: str
    total: str
    qualitative: str


class ReviewWords(BaseModel):
    """All of them."""

    rescoring: RescoringWords
    rescoring_summary: BookWords
    issues: BookWords
    opinions: BookWords

    model_config = ConfigDict(extra="forbid")


@cache
def review_words() -> ReviewWords:
    """Return the words that the program brings along."""
    return ReviewWords.model_validate_json((forms_dir() / "review_books.json").read_bytes())
