import BorderAnalysis

/// Notes of shared tables in other languages, sentence by sentence. A sentence is found by its English words; the figures in it are carried over.
struct TableNotes {
    /// The key that the note's element carries, and what it says in each language.
    let entries: [TableWords.Entry]

    init(_ table: ResultTable) {
        entries = table.notes.enumerated().map { i, note in
            TableWords.Entry(key: "note:\(table.id).\(i)", english: note, korean: Self.korean(note))
        }
    }

    /// What has no words stays English.
    static func korean(_ note: String) -> String {
        sentences(of: note).map { sentence in
            let (pattern, figures) = pattern(of: sentence)
            guard let words = words[pattern] else { return sentence }
            var rest = figures[...]
            return words.reduce(into: "") { text, letter in
                if letter == "#" { text += rest.popFirst() ?? "" } else { text.append(letter) }
            }
        }.joined(separator: " ")
    }

    private static func sentences(of note: String) -> [String] {
        var sentences: [String] = []
        for word in note.split(separator: " ") {
            if let last = sentences.last, !last.hasSuffix(".") {
                sentences[sentences.count - 1] = last + " " + word
            } else {
                sentences.append(String(word))
            }
        }
        return sentences
    }

    /// A sentence with `#` for each number and its unit, and those.
    private static func pattern(of sentence: String) -> (String, [String]) {
        var figures: [String] = []
        let pattern = sentence.replacing(/[0-9][0-9.,]*[0-9](?: k?m\b)?|[0-9](?: k?m\b)?/) { match in
            figures.append(String(match.output))
            return "#"
        }
        return (pattern, figures)
    }

    private static let words = [
        "Bridged: river loops behind a fence that cuts their neck; included in fenced.":
            "우회: 철조망이 목을 가로질러 그 뒤에 남은 강굽이. 철조망이 있는 길이에 포함된다.",
        "Joined: gaps up to # inside one fence, or between fences that end that near each other; included in fenced, and in no number of layers.":
            "이은 틈: 한 철조망 안이나 끝이 가까운 두 철조망 사이의 # 이하인 틈. 철조망이 있는 길이에 포함되지만 겹 수에는 들지 않는다.",
        "Steep: at more than # degrees with the border, and across: on its outward side; both are among all.":
            "가파른 부분: 국경과 #도보다 큰 각을 이루는 부분. 국경 밖: 국경 바깥쪽에 있는 부분. 둘 다 '모두'에 포함된다.",
        "Steep: at more than # degrees with the border, left out of fence line on request.":
            "가파른 부분: 국경과 #도보다 큰 각을 이루는 부분으로, 요청에 따라 철조망 연장에서 제외했다.",
        "Across: on its outward side.": "국경 밖: 국경 바깥쪽에 있는 부분.",
        "Outside the corridor and beyond the ends of the border: in no other figure.": "범위 밖과 국경 끝 너머의 길이는 다른 어느 수치에도 들지 않는다.",
        "Near: within # of the fence line that the rate is over.": "근처: 비율의 분모인 철조망에서 # 안.",
        "Facilities elsewhere are still in the count.": "다른 곳에 있는 시설도 개수에는 포함된다.",
        "After = before - removed + new + redrawn.": "이후 = 이전 \u{2212} 철거 + 신설 + 다시 그림.",
        "Redrawn: the difference in drawn length of lines that stood at both epochs.": "다시 그림: 두 시점에 모두 있던 철조망의 도면상 길이 차이.",
        "Paired: new against removed, those that stayed in both counts; unpaired: two independent counts.":
            "쌍 비교: 신설과 철거의 비교로, 그대로 있는 시설은 두 수 모두에 든다. 비쌍 비교: 독립된 두 집계.",
        "Dispersion: variance over mean of the counts by kilometre of border, # for a random process.":
            "산포: 국경 km별 개수의 분산을 평균으로 나눈 값. 무작위 과정에서는 #이다.",
        "The interval allowing for clusters is given where it is significantly more.": "산포가 유의하게 크면 군집을 고려한 구간도 제시한다.",
        "Adjusted over the areas, all left out (Benjamini and Hochberg).": "구역 수에 대해 보정했다. '모두' 행은 제외했다(Benjamini, Hochberg).",
        "Open: the gap reaches the end of what was observed; its true length is at least this.":
            "열린 틈: 관측 범위의 끝에 닿은 틈으로, 실제 길이는 적어도 이만큼이다.",
        "A gap that ends where imagery or an area does counts as what is seen of it.": "영상이나 구역의 끝에서 끊긴 틈은 보이는 길이로 센다.",
        "Withheld: areas that end elsewhere than at whole kilometres, are shorter than # or overlap others, and what would follow from them; `all` holds them.":
            "비공개: 정수 km에서 끝나지 않거나 #보다 짧거나 다른 구역과 겹치는 구역과, 그로부터 알아낼 수 있는 값. '모두' 행에는 포함된다.",
    ]
}
