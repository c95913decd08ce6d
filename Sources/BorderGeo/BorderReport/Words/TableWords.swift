/// Korean for the titles and headings of the tables that all formats share. A heading without an entry stays English.
enum TableWords {
    static func text(_ english: String, in language: ReportLanguage) -> String {
        language == .korean ? korean[english] ?? english : english
    }

    /// The key that an element carries where the heading can be translated.
    static func key(_ english: String) -> String? { korean[english] == nil ? nil : "h:" + english }

    static let korean: [String: String] = [
        "Fenced border": "철조망이 있는 국경",
        "area": "구역",
        "epoch": "시점",
        "border, km": "국경, km",
        "observed, km": "관측, km",
        "fenced, km": "철조망, km",
        "of observed, %": "관측 대비, %",
        "bridged, km": "우회, km",
        "1 layer, km": "1겹, km",
        "2 layers, km": "2겹, km",
        "3 layers, km": "3겹, km",
        "gaps": "틈",
        "longest gap, km": "가장 긴 틈, km",
        "Fence line (true length of the fences; longer than the border they run along)": "철조망 길이(국경보다 긴 실제 길이)",
        "primary, km": "1차, km",
        "secondary, km": "2차, km",
        "tertiary, km": "3차, km",
        "all, km": "모두, km",
        "Facilities": "시설",
        "guard posts": "초소",
        "watchtowers": "감시탑",
        "garrisons": "병영",
        "cameras": "카메라",
        "other facilities": "기타",
        "all": "모두",
        "at most": "최대",
        "per km of border": "국경 1 km당",
        "m of border each": "국경 기준 간격, m",
        "m of new or upgraded fence line each": "신설·보강 철조망 기준 간격, m",
        "border": "국경",
        "observed both": "두 시점 관측",
        "none": "없음",
        "new": "신설",
        "removed": "철거",
        "layer added": "겹 추가",
        "layer lost": "겹 감소",
        "upgraded": "보강",
        "realigned": "위치 변경",
        "unchanged": "변화 없음",
        "unknown": "불명",
        "Change of fences, fence-line km": "철조망의 변화(철조망 길이, km)",
        "new or upgraded": "신설·보강",
        "coverage before, %": "이전 설치율, %",
        "after, %": "이후, %",
        "Change of facilities": "시설의 변화",
        "kind": "종류",
        "before": "이전",
        "after": "이후",
        "persisted": "유지",
        "moved": "이동",
        "reclassified": "재분류",
        "factor": "배수",
    ]
}
