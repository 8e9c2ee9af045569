import AttestryDomain
import Foundation
import Testing

struct OutputTextTests {
    @Test func `a metric has its help, its type and its samples in order, escaped`() {
        let metric = Metric(
            "m", "What it is.",
            [
                Metric.Sample(["b": "2", "a": "x\"y\\z\n"], 2), Metric.Sample(["a": "a"], -1),
                Metric.Sample(value: 0),
            ])
        #expect(
            String(decoding: [metric].bytes, as: UTF8.self) == #"""
                # HELP m What it is.
                # TYPE m gauge
                m 0
                m{a="a"} -1
                m{a="x\"y\\z\n",b="2"} 2

                """#)
    }

    @Test func `a metric without samples is left out`() {
        #expect([Metric("m", "H", [])].bytes.isEmpty)
    }

    @Test func `a feed escapes markup and shows that something was there that XML forbids`() {
        let hostile = "<b>&amp;\u{0}\u{1}\u{1B}\u{FFFE}\u{85}tab\tend]]>\r\n🙂\"'"
        let feed = AtomFeed(
            id: "tag:x,2026-01-01:feed", title: hostile,
            updated: Timestamp(secondsSinceEpoch: 0),
            entries: [
                AtomFeed.Entry(
                    id: "tag:x,2026-01-01:1", title: hostile,
                    updated: Timestamp(secondsSinceEpoch: 0), author: hostile, content: hostile)
            ])
        let text = String(decoding: feed.bytes, as: UTF8.self)
        let safe =
            "&lt;b&gt;&amp;amp;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\ntab\tend]]&gt;\n🙂&quot;&#39;"
        #expect(text.contains("<title>\(safe)</title>"))
        #expect(text.contains("<author><name>\(safe)</name></author>"))
        #expect(text.contains("<content type=\"text\">\(safe)</content>"))
        #expect(text.hasSuffix("</feed>\n"))
    }

    @Test(arguments: [
        (-84, AlertSeverity.critical), (0, .critical), (14, .critical), (15, .warning),
        (60, .warning), (61, .info), (365, .info),
    ])
    func `a severity follows from the rung`(rung: Int, severity: AlertSeverity) {
        #expect(AlertSeverity(rung: rung) == severity)
        #expect(AlertSeverity.info < .warning && AlertSeverity.warning < .critical)
    }
}
