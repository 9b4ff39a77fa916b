"""公开版: the report without names of people and telephone numbers, and what was left out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from selfeval_gui.exchange.reports.report_text import Part, ReportRemark, ReportTable, Text
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

# Mobile numbers, and those of offices with or without their area, of whatever width their digits are, and any number
# that is called one; never part of a longer number or of an amount.
_BETWEEN = "[-—－ ]?"
_PHONE = re.compile(
    rf"(?<![\d.])(?:(?:\+?86{_BETWEEN})?[1１][3-9３-９]\d{_BETWEEN}\d{{4}}{_BETWEEN}\d{{4}}"
    rf"|[(（]?[0０]\d{{2,3}}[)）]?{_BETWEEN}\d{{7,8}}|\d{{3,4}}[-—－]\d{{7,8}})(?![\d.])"
)
_CALLED = re.compile(r"((?:电话|手机|座机|联系方式|传真)(?:号码|号)?\s*(?:[:：为是]\s*)?)\d{4}[-—－ ]?\d{3,4}(?![\d.])")
_ROLES = "联系人|负责人|经办人|填表人|审核人|填报人|制表人|责任人|主管领导|分管领导"
_LABELLED = re.compile(rf"((?:{_ROLES})\s*[:：]\s*)([\u4e00-\u9fff·]{{2,6}})")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳"
    "史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅齐康伍余元顾孟黄穆萧肖尹姚邵汪祁毛狄米贝臧戴谈宋庞熊纪舒屈项祝董"
    "梁杜阮蓝闵席季贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫裴陆曾洪石崔吉龚程邢丁邓左黎温刘叶白"
)
# Behind a role without a colon, where nothing but a name fits: 由负责人王小明（…）.
_NAMED = re.compile(rf"((?:{_ROLES})\s*(?:为|是)?\s*)([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，,。；;、（(\s\d]|$)")
_PEOPLE = re.compile(r"人$|负责人|联系人|姓名|领导")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_NO_NAME, _NO_PHONE = _("×××"), _("（略）")
_PERSON, _NUMBER = "person", "number"


def people_of(forms: Iterable[Form]) -> set[str]:
    """Return the names that forms give in fields such as 项目负责人 and 联系人."""
    texts = (text.strip() for form in forms for name, text in form.extra.items() if _PEOPLE.search(name))
    return {part for text in texts for part in re.split(r"[、，,；;\s/]+", text) if _NAME.fullmatch(part)}


class PublicText:
    """Takes out of parts what is not for everybody; `left_out` counts it."""

    def __init__(self, people: set[str]) -> None:
        names = sorted(people, key=len, reverse=True)
        self._people = re.compile("|".join(map(re.escape, names))) if names else None
        self.left_out: Counter[str] = Counter()

    def parts(self, parts: Iterable[Part]) -> Iterator[Part]:
        """Yield the parts that may be published; a remark to whoever goes on with the draft may not."""
        for part in parts:
            if isinstance(part, Text):
                yield replace(part, text=self._clean(part.text))
            elif isinstance(part, ReportTable):
                yield replace(part, rows=tuple(tuple(map(self._clean, row)) for row in part.rows))
            elif not isinstance(part, ReportRemark):
                yield part

    def sentences(self) -> list[str]:
        """Return what was left out, in words; to be asked once the parts have gone by."""
        told = [_("公开版没有“填报质量检查情况”一节和给起草人的提示。")]
        if self.left_out[_PERSON]:
            told.append(_("公开版隐去了 {count} 处人名，写成“×××”。").format(count=self.left_out[_PERSON]))
        if self.left_out[_NUMBER]:
            told.append(_("公开版隐去了 {count} 处电话号码，写成“（略）”。").format(count=self.left_out[_NUMBER]))
        told.append(_("别处写的人名程序认不全，公开之前请再看一遍。"))
        return told

    def _clean(self, text: str) -> str:
        text, phones = _PHONE.subn(_NO_PHONE, text)
        text, called = _CALLED.subn(rf"\g<1>{_NO_PHONE}", text)
        text, labelled = _LABELLED.subn(rf"\g<1>{_NO_NAME}", text)
        text, meant = _NAMED.subn(rf"\g<1>{_NO_NAME}", text)
        text, named = (text, 0) if self._people is None else self._people.subn(_NO_NAME, text)
        self.left_out[_NUMBER] += phones + called
        self.left_out[_PERSON] += labelled + meant + named
        return text
