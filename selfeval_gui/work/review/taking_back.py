"""At the unit: what the department has returned is taken in. Remarks are added; the unit's own forms stay untouched.

What the unit has typed since is its own: where the department's copy says something else, that is told and kept aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.content import changes
from selfeval_gui.domain.review.entries import Person, Remark, Returned, Review
from selfeval_gui.domain.review.states import is_open
from selfeval_gui.domain.tree import Tree, new_id, walk
from selfeval_gui.domain.words import bare_name
from selfeval_gui.messages import node_place, storage_sentence
from selfeval_gui.review_messages import review_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.work.review.known import KnownForm
from selfeval_gui.work.review.outcomes import Received, Verdict

if TYPE_CHECKING:
    from selfeval_gui.domain.differences import Difference
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.package import SentRounds
    from selfeval_gui.work.review.returned_packages import GoneBack, ReturnedPackage
    from selfeval_gui.work.review.rounds import Rounds


class TakingBack:
    """Takes in one package after the other."""

    def __init__(self, rounds: Rounds, sent: SentRounds | None) -> None:
        self._rounds, self._known, self._reviews = rounds, rounds.known, rounds.reviews
        self._sent = {form: set[str]() for each in (sent.rounds if sent else []) for form in each.forms}
        for each in sent.rounds if sent else []:
            for form, said in each.forms.items():
                self._sent[form].add(said)
        self.done: list[Received] = []

    def take(self, package: ReturnedPackage) -> None:
        """Take in the remarks of a package whole, or tell why not; what went out from here says nothing new."""
        if package.is_own:
            why = "" if package.others else review_sentence("returned.own")
            for own in package.listed.forms:
                label, names = f"{package.label}/{own.file}", (own.project_name, package.listed.unit)
                self.done.append(Received(label, Verdict.SAME, *names, why=why))
            return
        mine = self._pairs(package)
        why = self._why_not(package, mine)
        if why:
            self.done.append(Received(package.label, Verdict.UNREADABLE, unit=package.listed.unit, why=why))
            return
        older = self._why_older(package, mine)
        if older is not None:
            self.done.append(Received(package.label, older[0], unit=package.listed.unit, why=older[1]))
            return
        for each, known in mine:
            self._take(package, each, known)

    def _pairs(self, package: ReturnedPackage) -> list[tuple[GoneBack, list[KnownForm]]]:
        return [(each, self._meant(package, each.form)) for each in package.forms]

    def _meant(self, package: ReturnedPackage, form: Form) -> list[KnownForm]:
        """Return the unit's forms that one of the department's may be, whichever spelling of the unit each has."""
        found = self._known.meant_by(form)
        units = {each.form.implementing_unit for each in self._known.forms}
        for unit in sorted(units):
            if not found and bare_name(unit) in self._spellings(package):
                found = self._known.meant_by(form.model_copy(update={"implementing_unit": unit}))
        return found

    def _spellings(self, package: ReturnedPackage) -> set[str]:
        listed = package.listed
        names = (listed.unit, *listed.others, *(each.form.implementing_unit for each in package.forms))
        return {bare_name(name) for name in names}

    def _why_not(self, package: ReturnedPackage, mine: list[tuple[GoneBack, list[KnownForm]]]) -> str:
        units = {bare_name(each.form.implementing_unit): each.form.implementing_unit for each in self._known.forms}
        units.pop("", None)
        if units and not units.keys() & self._spellings(package):
            words = {"unit": package.listed.unit, "here": "、".join(units.values())}
            return review_sentence("returned.other_unit", **words)
        for _each, known in mine:
            for form in known:
                review = self._reviews.get(form.form.id)
                if review is not None and review.rounds and form.form.id not in self._sent:
                    return review_sentence("returned.not_sent", project=form.form.project_name)
        return ""

    def _why_older(
        self, package: ReturnedPackage, mine: list[tuple[GoneBack, list[KnownForm]]]
    ) -> tuple[Verdict, str] | None:
        """Return the verdict on a package that comes after a later one, or is another of the same number."""
        listed, found = package.listed, dict[int, set[str]]()
        reviews = [self._reviews.get(each.form.id) for _gone, known in mine for each in known]
        for each in [entry for review in reviews if review is not None for entry in review.returned]:
            if each.origin == listed.origin:
                found.setdefault(each.n, set()).add(each.package)
        words = {"unit": listed.unit, "round": listed.n}
        if found.get(listed.n, {listed.hash}) != {listed.hash}:
            return Verdict.DUPLICATE, review_sentence("returned.same_round", **words)
        if found and listed.n < max(found) and listed.n not in found:
            return Verdict.OLDER, review_sentence("returned.older", **words, last=max(found))
        return None

    def _take(self, package: ReturnedPackage, gone: GoneBack, known: list[KnownForm]) -> None:
        label, names = f"{package.label}/{gone.listed.file}", (gone.form.project_name, gone.form.implementing_unit)
        if len(known) > 1:
            why = review_sentence("form.two_here", project=gone.form.project_name)
            self.done.append(Received(label, Verdict.DUPLICATE, *names, why=why))
            return
        before = self._reviews.get(known[0].form.id) if known else None
        if before is not None and package.listed.hash in {each.package for each in before.returned}:
            why = review_sentence("returned.again", unit=package.listed.unit, round=package.listed.n)
            self.done.append(Received(label, Verdict.SAME, *names, package.listed.n, known[0].path, why=why))
            return
        try:
            path, form = (known[0].path, known[0].form) if known else (self._rounds.create(gone.form), gone.form)
            found = self._differences(gone, known)
            if found:  # before the note that the package is here: whoever is killed in between takes it in again
                self._rounds.keep_department_copy(form.id, package.listed.n, gone.form)
            new = self._add(package, gone, form)
        except StorageError as error:
            self.done.append(Received(label, Verdict.UNREADABLE, *names, why=storage_sentence(error)))
            return
        verdict, why = (Verdict.SAME, "") if known else (Verdict.NEW, review_sentence("returned.new", project=names[0]))
        if found:
            why = review_sentence("returned.differs", project=names[0], count=len(found))
        told = Received(label, verdict, *names, package.listed.n, path, found, why=why, remarks=new)
        self.done.append(told._replace(old=form, new=gone.form) if found else told)

    def _differences(self, gone: GoneBack, known: list[KnownForm]) -> list[Difference]:
        """Return where the department's copy is another than all that the unit has sent, and than what it has now."""
        if not known or gone.listed.hash == known[0].hash or gone.listed.hash in self._sent.get(known[0].form.id, ()):
            return []
        return changes(known[0].form, gone.form)

    def _add(self, package: ReturnedPackage, gone: GoneBack, form: Form) -> list[Remark]:
        """Add the remarks to what is known of the unit's form; return those that are open and were not known."""
        listed, tree = package.listed, Tree(form.indicators)
        remarks = [_at_home(each, tree) for each in gone.listed.remarks]
        review = self._reviews.get(form.id)
        known = set[str]() if review is None else {each.id for each in review.remarks}
        entry = Returned(
            id=new_id(),
            at=self._rounds.at,
            by=Person(name=listed.unit),
            n=listed.n,
            origin=listed.origin,
            package=listed.hash,
            file=package.label,
            hash=gone.listed.hash,
            sent=gone.listed.sent,
            remarks=[each.id for each in remarks],
        )
        came = Review(form=form.id, remarks=remarks, returned=[entry])
        self._rounds.join(form, came)
        return [each for each in remarks if each.id not in known and is_open(each)]


def _at_home(remark: Remark, tree: Tree) -> Remark:
    """Return a remark at the unit's row that stands where the department's did: ids differ after a way over paper."""
    if remark.node is None or NodeId(remark.node) in tree:
        return remark
    rows = [NodeId(row.id) for row, _level in walk(tree.children(None))]
    there = [row for row in rows if node_place(tree, row, remark.field) == remark.place]
    return remark.model_copy(update={"node": there[0]}) if len(there) == 1 else remark
