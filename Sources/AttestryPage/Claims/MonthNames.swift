/// The names of months in English, German, Dutch and French, which dates are written with.
enum MonthNames {
    /// Those of each month, from January on.
    static let all: [[String]] = [
        ["january", "jan", "januar", "januari", "janvier"],
        ["february", "feb", "februar", "februari", "février"],
        ["march", "mar", "märz", "maart", "mars"],
        ["april", "apr", "avril"],
        ["may", "mai", "mei"],
        ["june", "jun", "juni", "juin"],
        ["july", "jul", "juli", "juillet"],
        ["august", "aug", "augustus", "août"],
        ["september", "sep", "sept", "septembre"],
        ["october", "oct", "oktober", "okt", "octobre"],
        ["november", "nov", "novembre"],
        ["december", "dec", "dezember", "dez", "décembre"],
    ]
}
