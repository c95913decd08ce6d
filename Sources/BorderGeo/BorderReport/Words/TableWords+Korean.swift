extension TableWords {
    /// Titles by the table's id.
    static let titles = [
        "coverage": "철조망이 있는 국경",
        "fence_lines": "철조망 길이(국경보다 긴 실제 길이)",
        "facilities": "시설",
        "fence_line_change": "철조망의 변화(철조망 길이, km)",
        "facility_change": "시설의 변화",
    ]

    /// Headings of fields that mean the same in every table.
    static let common = ["area": "구역", "epoch": "시점", "kind": "종류"]

    /// Headings of the other fields, by table.
    static let headings: [String: [String: String]] = [
        "coverage": [
            "border_m": "국경, km",
            "observed_m": "관측, km",
            "fenced_m": "철조망, km",
            "coverage": "관측 대비, %",
            "bridged_m": "우회, km",
            "layers_1_m": "1겹, km",
            "layers_2_m": "2겹, km",
            "layers_3_m": "3겹, km",
            "gaps": "틈",
            "longest_gap_m": "가장 긴 틈, km",
        ],
        "fence_lines": [
            "primary_m": "1차, km",
            "secondary_m": "2차, km",
            "tertiary_m": "3차, km",
            "fence_line_m": "모두, km",
        ],
        "facilities": [
            "guard_post": "초소",
            "watchtower": "감시탑",
            "garrison": "병영",
            "camera": "카메라",
            "other": "기타",
            "count": "모두",
            "count_max": "최대",
            "per_km_border_observed": "국경 1 km당",
            "spacing_border_observed_m": "국경 기준 간격, m",
            "spacing_fence_line_new_or_upgraded_m": "신설·보강 철조망 기준 간격, m",
            "count_near_fence_line_new_or_upgraded": "그 철조망 근처의 시설",
        ],
        "change": [
            "border_m": "국경",
            "observed_both_m": "두 시점 관측",
            "none_m": "없음",
            "new_m": "신설",
            "removed_m": "철거",
            "layer_added_m": "겹 추가",
            "layer_lost_m": "겹 감소",
            "line_added_m": "같은 겹 추가",
            "line_lost_m": "같은 겹 감소",
            "upgraded_m": "보강",
            "realigned_m": "위치 변경",
            "relabelled_m": "겹 이름 변경",
            "unchanged_m": "변화 없음",
            "unknown_m": "불명",
        ],
        "fence_line_change": [
            "baseline_m": "이전",
            "comparison_m": "이후",
            "realigned_m": "위치 변경",
            "relabelled_m": "겹 이름 변경",
            "redrawn_m": "다시 그림",
            "new_m": "신설",
            "upgraded_m": "보강",
            "new_or_upgraded_m": "신설·보강",
            "removed_m": "철거",
            "unchanged_m": "변화 없음",
            "coverage_baseline": "이전 설치율, %",
            "coverage_comparison": "이후, %",
        ],
        "facility_change": [
            "baseline": "이전",
            "comparison": "이후",
            "persisted": "유지",
            "moved": "이동",
            "reclassified": "재분류",
            "new": "신설",
            "removed": "철거",
            "entered": "들어옴",
            "left": "나감",
            "unknown": "불명",
            "factor": "배수",
        ],
    ]
}
