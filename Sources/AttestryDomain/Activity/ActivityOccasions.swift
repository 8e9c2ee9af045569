extension Activity {
    /// Whether what begins on a day is due by a cadence of this occasion; that cadence.
    fileprivate func cadence(_ occasion: ActivityCadence.Occasion, on day: CivilDate)
        -> ActivityCadence?
    {
        let found = course.last { $0.cadence.fromOn <= day }?.cadence
        return found?.onOccasion == occasion ? found : nil
    }

    /// What was opened by a day.
    func opened(by day: CivilDate) -> [Occurrence] {
        standing(by: day).filter { $0.kind == .opened }.compactMap { event in
            guard let name = event.occurrence, let due = event.dueOn,
                let cadence = cadence(.event, on: event.occurredOn), isExpected(due)
            else { return nil }
            return Occurrence(
                name: name, startsOn: event.occurredOn, dueOn: due,
                recordedOn: max(event.recordedOn, cadence.recordedOn))
        }
    }

    /// What is due because the last contract of a customer ended; a new one before it is done takes
    /// it back.
    func contractEnds(
        _ contracts: [Code: [Contract]], _ events: [String: [ActivityEvent]], on day: CivilDate
    ) -> [Occurrence] {
        contracts.flatMap { customer, contracts -> [Occurrence] in
            let name = customer.description
            let settled = (events[name] ?? []).filter { $0.counts || $0.kind == .waived }
            var found: [Occurrence] = []
            for (span, again) in contracts.spans(by: day) {
                guard let end = span.untilOn, end < day,
                    let cadence = cadence(.contractEnd, on: end.dayAfter)
                else { continue }
                let due = end.adding(days: cadence.withinDays ?? 0)
                let isSettled = settled.contains { event in
                    end < event.occurredOn && again.map { event.occurredOn <= $0 } ?? true
                }
                guard isExpected(due), again == nil || isSettled else { continue }
                if !found.isEmpty { found[found.count - 1].next = end.dayAfter }
                found.append(
                    Occurrence(
                        name: name, startsOn: end.dayAfter, dueOn: due, isFirst: found.isEmpty,
                        recordedOn: max(span.recordedOn, cadence.recordedOn)))
            }
            return found
        }
    }

    private func isExpected(_ due: CivilDate) -> Bool { endedOn.map { due <= $0 } ?? true }
}

extension [Contract] {
    /// The unbroken spans of the contracts that had begun by a day, each with the first day of the
    /// next.
    fileprivate func spans(by day: CivilDate) -> [(span: Contract, next: CivilDate?)] {
        var spans: [Contract] = []
        for contract in filter({ !$0.isVoided && $0.sinceOn <= day })
            .sorted(by: { ($0.sinceOn, $0.id) < ($1.sinceOn, $1.id) })
        {
            guard var last = spans.last,
                last.untilOn.map({ contract.sinceOn <= $0.dayAfter })
                    ?? true
            else {
                spans.append(contract)
                continue
            }
            if let end = last.untilOn {
                last.untilOn = contract.untilOn.map { Swift.max($0, end) }
                last.recordedOn = Swift.max(last.recordedOn, contract.recordedOn)
            }
            spans[spans.count - 1] = last
        }
        return spans.indices.map {
            (spans[$0], $0 + 1 < spans.count ? spans[$0 + 1].sinceOn : nil)
        }
    }
}
