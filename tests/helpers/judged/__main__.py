"""Print how many cases of each code are found and how many near misses are silent: `python -m tests.helpers.judged`."""

from collections import Counter

from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.codec import decode
from tests.helpers.faultless import faultless_forms
from tests.helpers.judged.table import table
from tests.helpers.samples import sample_files


def main() -> None:
    print(f"{'code':24}{'found':>9}{'silent':>9}")
    for code, (found, of_found), (silent, of_silent) in table():
        print(f"{code:24}{f'{found}/{of_found}':>9}{f'{silent}/{of_silent}':>9}")
    seeds = [decode(path.read_bytes()) for path in sample_files()]
    for name, forms in (("14 seed forms", seeds), ("72 faultless forms", list(faultless_forms()))):
        keyed = {str(place): form for place, form in enumerate(forms)}
        counted = Counter(each.code for _key, of in check_many(keyed, rule_set_of) for each in of)
        print(f"{name}: " + (", ".join(f"{code} {count}" for code, count in sorted(counted.items())) or "nothing"))


if __name__ == "__main__":
    main()
