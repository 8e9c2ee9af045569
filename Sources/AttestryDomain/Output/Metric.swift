/// A metric of Prometheus with all its samples (the text format, version 0.0.4).
package struct Metric: Hashable, Sendable {
    /// One value, told from the others by its labels.
    package struct Sample: Hashable, Sendable {
        /// The labels by name.
        package let labels: [String: String]
        /// The value.
        package let value: Int

        /// The value of a metric that has one alone.
        package init(value: Int) { self.init([:], value) }

        /// A value under these labels.
        package init(_ labels: [String: String], _ value: Int) {
            self.labels = labels
            self.value = value
        }
    }

    /// Its name.
    package let name: String
    /// What it tells, in one sentence of ours: nothing in it needs an escape.
    package let help: String
    /// Its samples, each set of labels once.
    package let samples: [Sample]

    package init(_ name: String, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.samples = samples
    }

    /// The metric with a further label on each sample.
    package func labelled(_ label: String, _ value: String) -> Metric {
        Metric(
            name, help,
            samples.map { sample in
                Sample(sample.labels.merging([label: value]) { $1 }, sample.value)
            })
    }

    /// The lines of the text format; none where there is no sample, as a reader would drop them.
    package var lines: [String] {
        guard !samples.isEmpty else { return [] }
        return ["# HELP \(name) \(help)", "# TYPE \(name) gauge"]
            + samples.map { name + $0.text }.sorted()
    }
}

extension [Metric] {
    /// The file that a node exporter reads.
    package var bytes: [UInt8] { flatMap(\.lines).flatMap { ($0 + "\n").utf8 } }
}

extension Metric.Sample {
    fileprivate var text: String {
        let pairs = labels.sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\(Syntax.metric.escaped($0.value))\"" }
        return (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(value)"
    }
}
