import OrderedCollections

/// Names that people of this field use for our fields and values, in English, Korean and Chinese. A `FieldMapping` wins over them.
package enum Synonyms {
    /// Our field to the names read in its place where it is missing, in order.
    package static let fields: OrderedDictionary<String, [String]> = [
        "id": ["fid", "objectid", "uid", "identifier", "번호"],
        "kind": ["type", "class", "category", "facility_type", "종류", "유형", "类型"],
        "layer": ["fence_layer", "fence_type", "철책", "层"],
        "rows": ["row_count", "wires"],
        "material": ["fence_material", "재질", "材料"],
        "bank": ["side_of_river", "country"],
        "valid_from": ["first_seen", "date_from", "built"],
        "valid_to": ["last_seen_gone", "date_to", "removed"],
        "absent_on": ["not_seen_on", "last_absent"],
        "upgraded_on": ["upgraded", "improved_on"],
        "image": ["image_id", "scene", "scene_id"],
        "confidence": ["certainty"],
        "sigma_m": ["sigma", "accuracy_m"],
        "source": ["src", "출처", "来源"],
        "source_label": ["label"],
        "score": ["probability", "prob", "conf"],
        "annotator": ["analyst", "labeller", "observer"],
        "epoch": ["period"],
        "review": ["review_status", "verification"],
        "reviewed_by": ["reviewer", "verified_by"],
        "reviewed_on": ["review_date", "verified_on"],
        "gsd_m": ["gsd", "resolution_m"],
    ]

    /// Every synonym of a field.
    package static let otherNames = Set(fields.values.joined())

    /// For one of our fields: our value to other words for it. Compared without case; blanks, `-` and `_` are the same.
    package static let values: OrderedDictionary<String, OrderedDictionary<String, [String]>> = [
        "kind": [
            "guard_post": [
                "guardpost", "guard house", "guardhouse", "sentry post", "sentry box", "post", "outpost", "border post", "초소",
                "감시초소", "경비초소", "잠복초소", "岗哨", "哨所",
            ],
            "watchtower": ["watch tower", "guard tower", "observation tower", "tower", "망루", "감시탑", "瞭望塔", "岗楼"],
            "garrison": ["barracks", "barrack", "base", "camp", "주둔지", "병영", "막사", "军营", "兵营"],
            "camera": ["cctv", "surveillance camera", "감시카메라", "카메라", "摄像头", "监控"],
            "other": ["unclassified", "unknown", "기타", "其他"],
            "patrol_path": ["patrol road", "patrol track", "guard path", "순찰로", "巡逻路"],
        ],
        "layer": [
            "primary": ["1", "first", "1차", "1차 철책", "river", "main"],
            "secondary": ["2", "second", "2차", "2차 철책", "rear"],
            "tertiary": ["3", "third", "3차", "3차 철책"],
        ],
        "material": [
            "wire": ["barbed wire", "wire fence", "철조망", "铁丝网"],
            "concrete": ["wall", "concrete wall", "장벽", "콘크리트", "混凝土", "墙"],
            "electrified": ["electric", "electric fence", "high voltage", "전기철조망", "고압선", "电网"],
            "reed": ["wood", "reeds", "갈대", "木"],
            "levee": ["levee mounted", "dike", "제방", "堤"],
            "unknown": ["", "n/a", "none"],
        ],
        "bank": [
            "inward": ["own", "inner", "inside"],
            "outward": ["opposite", "other", "outer", "outside"],
        ],
        "review": [
            "confirmed": ["verified", "accepted", "approved", "yes", "확인", "确认"],
            "probable": ["likely", "유력"],
            "possible": ["uncertain", "doubtful", "unclear", "maybe", "불확실"],
            "rejected": ["false", "false positive", "refuted", "no", "기각", "否定"],
        ],
        "state": [
            "observed": ["seen", "clear", "present confirmed", "absent confirmed"],
            "inconclusive": ["unclear", "cloud", "cloudy", "not conclusive", "불명"],
        ],
    ]

    /// Our value that `text` is or is a synonym of.
    package static func value(of field: String, for text: String) -> String? { table[field]?[text.foldedLabel] }

    private static let table: [String: [String: String]] = {
        var result: [String: [String: String]] = [:]
        for (field, words) in values {
            for (ours, others) in words { for word in [ours] + others { result[field, default: [:]][word.foldedLabel] = ours } }
        }
        return result
    }()
}
