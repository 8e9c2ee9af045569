package import AttestryDomain

/// The picture of one evidence as a file of its own (SVG 1.1, nothing that runs or is fetched).
package struct LifePicture {
    private let life: EvidenceLife
    private let day: CivilDate

    /// The picture of an evidence as it is known on a day.
    package init(_ life: EvidenceLife, on day: CivilDate) {
        self.life = life
        self.day = day
    }

    /// The file.
    package var bytes: [UInt8] {
        get throws {
            let axis = TimeAxis([life], today: day)
            let fields = LifeDrawing(life: life, axis: axis).fields(1)
            let meanings = Legend.items.enumerated().map { index, item in
                item.merging([
                    "x": TimeAxis.percent(index % 4 * 25_000), "y": index / 4 * 22 + 124,
                ]) { $1 }
            }
            return try Templates().page(
                "picture",
                fields.merging(axis.fields) { $1 }.merging(
                    ["legend": meanings, "isCut": axis.isCut, "cutYear": axis.first.year]
                ) { $1 })
        }
    }
}

/// What the marks of a picture mean.
enum Legend {
    /// The marks in the order of a legend: how each is drawn, and its meaning.
    static var items: [Fields] {
        [
            bar("force", "in force"), bar("force ahead", "in force ahead, as known"),
            bar("suspended", "suspended"), bar("retired", "edition retired"),
            bar("out", "not in force"), bar("covered", "covered by a report"),
            bar("gap", "covered by no report"), bar("bridge", "bridge letter"),
            diamond("done", "milestone done"), diamond("open", "milestone open"),
        ]
    }

    private static func bar(_ kind: String, _ meaning: String) -> Fields {
        ["bar": kind, "diamond": false, "meaning": meaning]
    }

    private static func diamond(_ shape: String, _ meaning: String) -> Fields {
        ["bar": false, "diamond": shape, "meaning": meaning]
    }
}
