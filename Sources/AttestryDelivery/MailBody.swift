import AttestryDomain

/// What a digest says, for programs that show plain text and for those that show HTML.
struct MailBody {
    private let wording: Wording

    init(_ wording: Wording) { self.wording = wording }

    /// The plain text.
    var text: String {
        var lines = ["\(wording.organization): \(wording.headline)", ""]
        for notification in wording.notifications {
            lines.append("\(notification.severity.rawValue.uppercased())  \(notification.line)")
            let command = wording.answer(to: notification)
            if !command.isEmpty {
                lines.append("    alert \(notification.alert.rawValue): \(command)")
            }
            lines.append("")
        }
        return (lines + [wording.reason, advice]).joined(separator: "\n") + "\n"
    }

    /// The HTML: one table, no image, no link, no script.
    var html: String {
        let rows = wording.notifications.map { notification -> String in
            let command = wording.answer(to: notification)
            return """
                <tr><td style="padding:10px 12px;border-bottom:1px solid #e2e5ea;\
                vertical-align:top"><span style="display:inline-block;padding:2px 8px;\
                border-radius:3px;font-size:12px;font-weight:bold;color:#ffffff;\
                background:\(notification.severity.color)">\
                \(notification.severity.rawValue)</span></td>
                <td style="padding:10px 12px;border-bottom:1px solid #e2e5ea">\
                <div>\(escaped(notification.line))</div>\
                <div style="margin-top:4px;font-size:12px;color:#5b6472">\
                <code>\(escaped(command))</code></div></td></tr>
                """
        }
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(wording.headline))</title></head>
            <body style="margin:0;padding:24px;background:#f4f5f7;color:#1c2430;\
            font:15px/1.45 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
            <div style="max-width:640px;margin:0 auto;background:#ffffff;\
            border:1px solid #e2e5ea;border-radius:6px">
            <div style="padding:16px 20px;border-bottom:1px solid #e2e5ea">\
            <div style="font-size:13px;color:#5b6472">\(escaped(wording.organization))</div>\
            <h1 style="margin:2px 0 0;font-size:18px">\(escaped(wording.headline))</h1></div>
            <table role="presentation" style="width:100%;border-collapse:collapse">
            \(rows.joined(separator: "\n"))
            </table>
            <p style="margin:0;padding:14px 20px;font-size:12px;color:#5b6472">\
            \(escaped(wording.reason))<br>\(escaped(advice))</p>
            </div></body></html>

            """
    }

    private var advice: String {
        "attestry alert snooze ID --until YYYY-MM-DD puts one off; "
            + "attestry alert explain CODE says why it came."
    }

    private func escaped(_ text: String) -> String { Syntax.markup.escaped(text) }
}

extension AlertSeverity {
    /// The colour behind the word; white on it reads well (WCAG 2.2, 4.5:1).
    fileprivate var color: String {
        switch self {
        case .critical: "#b3261e"
        case .warning: "#8a5300"
        case .info: "#3b5b92"
        }
    }
}
