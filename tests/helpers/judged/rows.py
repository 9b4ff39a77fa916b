"""Cases of the codes that judge one row by its own cells, as domain knowledge and published forms have them."""

from __future__ import annotations

from tests.helpers.judged.case import Code, one

_WHY = "汛期停工 12 天，2024年12月已补完"

ROWS = [
    Code(
        "score.missing",
        [one(quality={"score": None}), one(survey={"score": None}), one(lost={"score": None, "reason": ""})],
        [one(quality={"actual": "0%", "score": "0", "reason": _WHY}), one(cost={"score": "2.50"})],
    ),
    Code(
        "score.over_weight",
        [one(quality={"score": "10.01"}), one(cost={"score": "3"}), one(of=1, funds={"score": "11"}, beside=["execution.score"])],
        [one(quality={"score": "10.00"}), one(quality={"weight": "12.5"}, time={"weight": "5"})],
    ),
    Code(
        "score.invalid",
        [
            one(quality={"score": "-1", "actual": "0%", "reason": _WHY}),
            one(lost={"score": "9.505"}),
            one(of=1, funds={"score": "9.605"}, beside=["execution.score"]),
        ],
        [one(lost={"score": "9.500"}), one(quality={"actual": "0%", "score": "0", "reason": _WHY})],
    ),
    Code(
        "score.formula",
        [
            one(quality={"target": "≥4754", "actual": "4604", "weight": "5", "reason": _WHY}, time={"weight": "12.5"}),
            one(quality={"target": "≤5300元", "actual": "5830元"}),
            one(quality={"target": "≥95%", "actual": "90%", "score": "5", "reason": _WHY}),
            one(quality={"target": "不超过0.3万元", "actual": "3300元"}),
            one(quality={"target": "零事故", "actual": "2起"}),
            one(quality={"target": "100人次/年", "actual": "80人次/年"}),
            one(quality={"target": "2—3次", "actual": "1次"}),
            one(quality={"target": "提高5%", "actual": "提高3%"}),
            one(quality={"target": "≥80%，≤100%", "actual": "70%"}),
            one(quality={"target": "百分之百", "actual": "90%", "reason": _WHY}),
        ],
        [
            one(quality={"target": "≥4754", "actual": "4604", "score": "9.68", "reason": _WHY}),
            one(quality={"target": "≥4754", "actual": "4604", "score": "9.69", "reason": _WHY}),
            one(quality={"target": "3千米", "actual": "3000米"}),
            one(quality={"target": "3个工作日内", "actual": "3天"}, beside=["target.unclear"]),
            one(quality={"target": "约50人", "actual": "50人"}),
            one(quality={"target": "约50人", "actual": "48人"}),
            one(quality={"target": "2—3次", "actual": "4次"}),
            one(quality={"target": "3个月", "actual": "2个月"}),
            one(quality={"target": "100万元", "actual": "98.5万元"}),
            one(quality={"name": "有效投诉率", "target": "5%", "actual": "3%"}),
            one(quality={"target": "≥1000人", "actual": "980人次"}, beside=["target.unclear"]),
            one(quality={"target": "≤50万", "actual": "498000"}, beside=["target.unclear"]),
            one(quality={"target": "提高5%", "actual": "95%"}, beside=["target.unclear"]),
            one(quality={"target": "节约3万元", "actual": "节约3.2万元"}),
        ],
    ),
    Code(
        "met.deducted",
        [
            one(quality={"target": "≥100%", "actual": "100%", "score": "9", "reason": _WHY}),
            one(quality={"target": "=8个", "actual": "8个", "score": "9", "reason": _WHY}),
            one(quality={"target": "3个工作日内", "actual": "2个工作日", "score": "9", "reason": _WHY}),
            one(quality={"target": "比较 满意", "actual": "比较满意", "score": "9", "reason": _WHY}),
            one(quality={"target": "≤0.3万元", "actual": "2900元", "score": "9", "reason": _WHY}),
            one(quality={"target": "零事故", "actual": "0起", "score": "9", "reason": _WHY}),
            one(quality={"target": "三个", "actual": "3个", "score": "9", "reason": _WHY}),
            one(quality={"target": "5±1次", "actual": "6次", "score": "9", "reason": _WHY}),
            one(quality={"target": "100%完成", "actual": "100%", "score": "9", "reason": _WHY}),
        ],
        [
            one(quality={"target": "≥100%", "actual": "99%", "score": "9.9", "reason": _WHY}),
            one(quality={"target": "健全", "actual": "较健全", "score": "7", "reason": _WHY}),
            one(quality={"target": "超过50场", "actual": "50场", "score": "9", "reason": _WHY}),
            one(quality={"target": "每季度不少于1次", "actual": "3次", "score": "7.5", "reason": _WHY}),
            one(quality={"target": "100人/场", "actual": "350人", "score": "9", "reason": _WHY}, beside=["target.unclear"]),
            one(quality={"target": "30天", "actual": "42天", "score": "8", "reason": _WHY}),
            one(quality={"target": "3千人", "actual": "2800人", "score": "9.33", "reason": _WHY}),
            one(quality={"target": "数十场", "actual": "30场", "score": "9", "reason": _WHY}),
        ],
    ),
    Code(
        "band.degree_word",
        [
            one(benefit={"target": "健全", "actual": "较为健全", "score": "10", "reason": _WHY}),
            one(quality={"target": "及时", "actual": "比较及时", "score": "9.33", "reason": _WHY}),
            one(quality={"target": "完好", "actual": "基本完好", "score": "8", "reason": _WHY}),
            one(quality={"target": "及时", "actual": "未及时", "score": "6", "reason": _WHY}),
        ],
        [
            one(quality={"target": "及时", "actual": "比较及时", "score": "7.99", "reason": _WHY}),
            one(quality={"target": "及时", "actual": "不及时", "score": "5.99", "reason": _WHY}),
        ],
    ),
    Code(
        "reason.missing",
        [
            one(lost={"reason": ""}),
            one(lost={"reason": " 　"}),
            one(quality={"target": "及时", "actual": "比较及时", "score": "7"}),
        ],
        [one(quality={"reason": ""}), one(lost={"score": None, "reason": ""}, beside=["score.missing"])],
    ),
    Code(
        "reason.empty_phrase",
        [one(lost={"reason": "无"}), one(lost={"reason": "暂 无"}), one(lost={"reason": "0"}), one(lost={"reason": "—"})],
        [one(quality={"reason": "无"}), one(lost={"reason": "无人机停飞 9 天，2024年12月已补飞"})],
    ),
    Code(
        "reason.contradicts",
        [
            one(quality={"reason": "部分工作滞后"}),
            one(quality={"reason": "无偏差，但有待总结"}),
            one(time={"reason": "人手不足，2024年12月已补"}),
        ],
        [one(quality={"reason": "无偏差"}), one(quality={"reason": "按计划完成"})],
    ),
    Code(
        "reason.vague",
        [
            one(lost={"reason": "工作进度管理有待加强。"}),
            one(lost={"reason": "进一步提高管理水平，加强管理。"}),
            one(lost={"reason": "今后将不断完善相关机制。"}),
        ],
        [
            one(lost={"reason": "承办单位设备故障，推迟到12月开展。"}),
            one(lost={"reason": "管理有待加强，2025年3月底前修订办法"}),
        ],
    ),
    Code(
        "over_achieved",
        [
            one(quality={"target": "≥10次", "actual": "13次"}),
            one(quality={"target": "10次", "actual": "20次", "reason": "无"}),
            one(quality={"target": "不少于100人次/年", "actual": "160人次/年"}),
        ],
        [
            one(quality={"target": "≥10次", "actual": "12.9次"}),
            one(quality={"target": "≤10次", "actual": "2次"}),
            one(quality={"target": "30天", "actual": "45天"}),
            one(quality={"target": "每月至少2次", "actual": "24次"}),
            one(quality={"target": "≥10次", "actual": "20次", "reason": "年中追加 10 次抽检任务"}),
        ],
    ),
    Code(
        "target.unclear",
        [
            one(quality={"target": "≥5次≤3次", "actual": "4次"}),
            one(quality={"target": "≥", "actual": "4次"}),
            one(quality={"target": "≥100米", "actual": "100亩"}),
            one(quality={"target": "≥10次", "actual": "已完成"}),
            one(quality={"target": "提高5%", "actual": "降低3%"}),
        ],
        [
            one(quality={"target": "90%以上", "actual": "95%"}),
            one(quality={"target": "≥95%（含）", "actual": "95%"}),
            one(quality={"target": "第三季度", "actual": "9月"}),
            one(quality={"target": "每季度1次", "actual": "每季度1次"}),
            one(quality={"target": "≥45%，≤60%", "actual": "52%"}),
        ],
    ),
    Code(
        "date.late",
        [
            one(time={"target": "2024年8月31日前", "actual": "2024年9月3日"}),
            one(time={"target": "12月底前", "actual": "2025年1月"}),
            one(time={"target": "第三季度", "actual": "10月"}),
            one(time={"target": "上半年", "actual": "2024.07.02", "score": "7", "reason": ""}),
            one(time={"target": "年内完成", "actual": "2025年1月"}),
            one(time={"target": "5-9月", "actual": "10月"}),
            one(time={"target": "每月5日前", "actual": "每月8日"}),
        ],
        [
            one(time={"target": "2024年8月31日前", "actual": "2024年8月31日"}),
            one(time={"target": "12月底前", "actual": "2025年1月", "score": "6", "reason": "招标流标一次，推迟到次年1月"}),
            one(time={"target": "9月15日前", "actual": "9月"}),
            one(time={"target": "5-9月", "actual": "6-9月"}),
            one(time={"target": "每月5日前", "actual": "每月5日"}),
        ],
    ),
    Code(
        "actual.condition",
        [
            one(quality={"target": "≥95%", "actual": "≥95%"}),
            one(quality={"target": "≥3场", "actual": "不少于3场"}),
            one(survey={"target": "≥90%", "actual": "90%以上"}),
        ],
        [one(quality={"target": "≥95%", "actual": "95%"}), one(quality={"target": "=8个", "actual": "=8个"})],
    ),
    Code(
        "cost.sign",
        [
            one(cost={"target": "≥50元", "actual": "50元"}),
            one(cost={"target": ">100元", "actual": "101元"}),
            one(quality={"name": "培训人均费用", "target": "不低于300元", "actual": "310元"}),
            one(rule_set="mof-2021-cost", cost={"target": "≥115元", "actual": "116元"}),
        ],
        [
            one(cost={"name": "成本节约率", "target": "≥5%", "actual": "6%"}),
            one(cost={"target": "50元", "actual": "50元"}),
            one(quality={"name": "成本公开率", "target": "100%", "actual": "100%"}),
        ],
    ),
    Code(
        "quantity.money",
        [
            one(quality={"name": "资金支付率"}),
            one(first={"name": "补助资金拨付金额", "target": "≥40万元", "actual": "41万元"}),
            one(quality={"name": "预算执行率"}),
            one(time={"name": "资金拨付及时率"}),
        ],
        [one(quality={"name": "设备到位率"}), one(first={"name": "补贴发放人数", "target": "≥40人", "actual": "41人"})],
    ),
    Code(
        "benefit.hollow",
        [
            one(benefit={"name": "照明质量明显提升", "target": "有所提升", "actual": "有所提升"}),
            one(benefit={"name": "带动夜间经济", "target": "效果明显", "actual": "效果明显"}),
            one(benefit={"name": "社会影响力持续提升", "target": "广泛", "actual": "广泛"}),
            one(benefit={"name": "服务能力", "target": "良好", "actual": "良好"}),
        ],
        [
            one(benefit={"name": "长效管理机制", "target": "健全", "actual": "健全"}),
            one(benefit={"name": "夜间出行人次明显提升", "target": "≥10%", "actual": "11%"}),
        ],
    ),
    Code(
        "satisfaction.no_survey",
        [
            one(survey={"target": "满意", "actual": "满意"}),
            one(survey={"target": "无投诉", "actual": "未收到投诉"}),
            one(survey={"target": "无投诉", "actual": "无投诉"}),
        ],
        [one(survey={"target": "≥90%", "actual": "96.5%"}), one(survey={"target": "90分以上", "actual": "93分"})],
    ),
    Code(
        "text.placeholder",
        [
            one(quality={"name": "指标1"}),
            one(project_name="XX项目"),
            one(expected_goal="（100字以内）维护主城区路灯"),
            one(quality={"target": "……", "actual": "……"}),
        ],
        [
            one(quality={"name": "完成指标 3 项的比例"}),
            one(notes="XXL 号工作服，3×4 米灯箱"),
            one(notes="试点…推广分两步走"),
        ],
    ),
    Code(
        "row.empty",
        [
            one(lost={"target": "", "actual": "", "weight": None, "score": None, "reason": ""}, quality={"weight": "20"}),
            one(lost={"name": "", "target": " ", "actual": "", "weight": None, "reason": ""}, quality={"weight": "20"}),
            one(second={"target": "", "actual": "", "weight": None}, first={"weight": "20"}),
        ],
        [
            one(lost={"target": "不适用", "actual": "", "weight": None, "score": None, "reason": ""}, quality={"weight": "20"}),
            one(lost={"name": "其中：支路", "target": "80公里", "actual": "80公里", "weight": None, "reason": ""}, quality={"weight": "20"}),
        ],
    ),
]  # fmt: skip
