"""Rows as offices write them, with nothing wrong in them: not a word is said of any under the strictest rule set."""

import pytest

from tests.helpers.judged.case import judged, one


@pytest.mark.parametrize(
    ("row", "name", "target", "actual"),
    [
        ("quality", "课题验收通过率", "≥90%", "100%"),
        ("quality", "设备采购完成率", "100%", "100%"),
        ("time", "工程竣工验收时间", "11月底前", "11月20日"),
        ("time", "补贴发放及时率", "100%", "100%"),
        ("quality", "培训合格率", "不低于95%", "97.2%"),
        ("quality", "故障排除时间", "≤24小时", "6小时"),
        ("time", "项目按期完工", "12月31日前", "12月18日"),
        ("quality", "发放困难群众慰问金人数", "≥1200人", "1216人"),
        ("quality", "印发宣传册", "2万册", "20000册"),
        ("quality", "举办科普讲座", "12场次", "12场次"),
        ("quality", "新建文化广场", "二个", "二个"),
        ("quality", "绿化养护面积", "15.6万平方米", "156000平方米"),
        ("quality", "水质达标率", "Ⅲ类以上", "Ⅱ类"),
        ("quality", "空气质量优良天数比例", "≥80%", "83.6%"),
        ("quality", "重大安全责任事故", "不发生", "未发生"),
        ("quality", "信访投诉率", "≤3‰", "1.2‰"),
        ("quality", "公务用车运行维护费", "≤8万元", "7.65万元"),
        ("quality", "政务网站更新", "每个工作日", "每个工作日"),
        ("quality", "档案数字化", "≥5万页", "5.12万页"),
        ("quality", "维修面积", "1200平方米（含走廊）", "1200平方米"),
        ("time", "任务完成时限", "2024年内", "2024年12月"),
        ("quality", "抽检批次", "1500批次", "1500批次"),
        ("quality", "受益群众", "约3万人", "3.1万人"),
        ("quality", "巡查频次", "每月不少于2次", "每月2次"),
        ("quality", "图书更新", "5000册/年", "5120册"),
        ("quality", "系统可用率", "99.9%", "99.95%"),
        ("quality", "平均响应时长", "30分钟以内", "20分钟"),
        ("quality", "制度建设", "建立健全", "已建立"),
        ("quality", "开展执法检查", "全年不少于4次", "4次"),
        ("quality", "人均补助标准", "2000元/人", "2000元/人"),
        ("quality", "招募志愿者", "300名左右", "298名"),
        ("quality", "农户收入增幅", "提高5%以上", "提高6.3%"),
        ("quality", "接待人次增长率", "同比增长5%", "5.2%"),
        ("cost", "单位面积养护成本", "较上年降低5%以上", "降低5.4%"),
        ("quality", "服务人次增幅", "较上年增长10%", "增长11%"),
        ("quality", "湿度控制", "≥45%，≤60%", "52%"),
        ("quality", "工资发放", "每月10日前", "每月8日"),
        ("time", "养护时间", "3-11月", "3-11月"),
        ("time", "完成时限", "年内完成", "11月20日"),
        ("quality", "档案数字化率", "百分之百", "100%"),
    ],
)
def test_a_faultless_row_is_passed_over(row: str, name: str, target: str, actual: str) -> None:
    found = judged(one(**{row: {"name": name, "target": target, "actual": actual}}))
    assert [each.code for of_form in found.values() for each in of_form] == []
