"""Compare two values by their units: what converts exactly is converted, other measures do not compare, counters do."""

import re
from decimal import Decimal

from selfeval_gui.domain.numbers import divide, multiply
from selfeval_gui.domain.targets import Quantity, Range

_SCALES = {
    **{"": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4)},
    **{"百万": Decimal(10**6), "千万": Decimal(10**7), "亿": Decimal(10**8)},
}
# 千米, 百分点 and 百分比 are units of their own.
_SCALED = re.compile(r"(百万|千万|万|亿|[百千](?!米|克|分[点比]|$))?(.*)", re.DOTALL)
# 次/年 is what a form counts; 次/月, 人/场 and 元/人 are other measures than 次, 人 and 元.
_EACH_YEAR = re.compile(r"[/每](?:1)?年(?:度)?$")
_EACH = re.compile(r"/(.+)$")
_VISITS, _PEOPLE = "人次", frozenset({"人", "名", "位"})
_TWICE = Decimal(2)
_MOST_APART = Decimal(100)  # times: a number without 万 that is further from one with it may be without it in earnest
_SAME = {
    **dict.fromkeys(("㎡", "平米", "m²"), "平方米"),
    **dict.fromkeys(("公里", "km"), "千米"),
    **dict.fromkeys(("㎥", "立方", "m³"), "立方米"),
    "平方公里": "平方千米",
    **{"m": "米", "cm": "厘米", "mm": "毫米", "公斤": "千克", "kg": "千克", "g": "克", "t": "吨"},
    **{"日": "天", "个月": "月", "个工作日": "工作日", "分": "分钟", "时": "小时", "个小时": "小时", "个百分点": "%"},
    **{"h": "小时", "百分比": "%"},
}
# Measures that are so many times another one, exactly. 亩 is a third of a number, 天 may be 工作日.
_TIMES = {
    "length": {"毫米": Decimal(1), "厘米": Decimal(10), "米": Decimal(1000), "千米": Decimal(10**6)},
    "area": {"平方米": Decimal(1), "公顷": Decimal(10**4), "平方千米": Decimal(10**6)},
    "volume": {"毫升": Decimal(1), "升": Decimal(1000), "立方米": Decimal(10**6)},
    "mass": {"克": Decimal(1), "千克": Decimal(1000), "吨": Decimal(10**6)},
    "time": {"秒": Decimal(1), "分钟": Decimal(60), "小时": Decimal(3600)},
    "share": {"‰": Decimal(1), "%": Decimal(10)},
}
_OF_MEASURE = {unit: (measure, times) for measure, units in _TIMES.items() for unit, times in units.items()}
# One of these beside another unit is another measure. Of 场, 次, 人 and their like people write now this, now that.
_MEASURES = {
    *_OF_MEASURE,
    *("元", "亩", "天", "工作日", "周", "月", "年"),
}
_TIME_AND_MONEY = {*_TIMES["time"], "元", "天", "工作日", "周", "月", "年"}
_ONE = Decimal(1)


def in_unit_of(target: Quantity | Range, actual: Quantity) -> Decimal | None:
    """Return the actual number in the target's unit; None where the two do not compare.

    A missing unit is taken as the other's, except where one writes per cent and the other may be a share (0.96).

    By how much something grew says nothing of how much it shrank, and a bare number beside it may say how high it is.
    """
    if actual.change is not target.change and not _is_likely_change(target, actual):
        return None
    if actual.unit == target.unit:
        return actual.number
    wanted = target.high if isinstance(target, Range) else target.number
    if not actual.unit or not target.unit:
        if _scale_is_doubtful(actual.unit or target.unit, actual.number, wanted):
            return None
        bare, other = (actual.number, wanted) if target.unit else (wanted, actual.number)
        is_share = "%" in {actual.unit, target.unit} and 0 < bare <= _ONE < other
        return None if is_share else actual.number
    (scale, base), (target_scale, target_base) = _split(actual.unit), _split(target.unit)
    if base != target_base and ({base, target_base} - _PEOPLE == {_VISITS} or _is_each(base) != _is_each(target_base)):
        return None  # one comes several times; so many for each is not so many in all
    if base != target_base and (base in _MEASURES or target_base in _MEASURES):
        here, there = _OF_MEASURE.get(base), _OF_MEASURE.get(target_base)
        if here is None or there is None or here[0] != there[0]:
            return None
        scale, target_scale = multiply(scale, here[1]), multiply(target_scale, there[1])
    return divide(multiply(actual.number, scale), target_scale)


def _is_likely_change(target: Quantity | Range, actual: Quantity) -> bool:
    """Tell whether of a change and a bare number both are meant as changes: 提高5% and 5.2%, but not 95%."""
    if actual.change and target.change:
        return False
    wanted = target.high if isinstance(target, Range) else target.number
    change, bare = (wanted, actual.number) if target.change else (actual.number, wanted)
    return bare <= multiply(change, _TWICE)


def is_time_or_money(unit: str) -> bool:
    """Tell whether a unit measures time or money: of these less may be better as well as more."""
    base = _split(unit)[1]
    return base in _TIME_AND_MONEY or base.startswith("元/")


def _scale_is_doubtful(unit: str, *numbers: Decimal) -> bool:
    """Tell whether a number without a unit may lack the scale of the other one: 498000 beside 50万."""
    low, high = sorted(map(abs, numbers))
    return _split(unit)[0] != _ONE and low > 0 and high > multiply(low, _MOST_APART)


def _is_each(unit: str) -> bool:
    return _EACH.search(unit) is not None


def _split(unit: str) -> tuple[Decimal, str]:
    found = _SCALED.fullmatch(_EACH_YEAR.sub("", unit))
    scale, base = (found[1] or "", found[2]) if found else ("", unit)
    return _SCALES[scale], _SAME.get(base, base)
