package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The messages of a state, or all that were not sent; those that may still be with what would
    /// be said now.
    package func outbox(_ state: Delivery.State?) throws -> [OutboxItem] {
        let states: Set<Delivery.State> = state.map { [$0] } ?? [.queued, .claimed, .failed]
        return try read(asOf: nil) { try $0.decided(.states(states), on: $1, clock) }
    }

    /// One message with what it said, or would say now. Throws `notFound`.
    package func message(_ number: Int) throws -> OutboxItem {
        try read(asOf: nil) { reading, today in
            guard let item = try reading.decided(.one(ID(Int64(number))), on: today, clock).first
            else { throw reading.noMessage(number) }
            return item
        }
    }

    /// Has a message tried again by the next run, whether it waits, was given up or was dropped.
    /// Throws `notFound`, and `conflict` where it was sent or its channel is out of use.
    package func retryMessage(_ number: Int, author: Author) throws {
        try change(number, "alert.outbox.retry", [.failed, .dropped, .queued], author) {
            item, transaction in
            if let channel = item.channel {
                guard try transaction.reading.channels().contains(where: { $0.id == channel.id })
                else { throw RegistryError(.conflict, "channel '\(channel.code)' was removed") }
                if let why = channel.disabledBecause {
                    throw RegistryError(
                        .conflict, "channel '\(channel.code)' is disabled: \(why)",
                        hint: "attestry alert channel enable \(channel.code) puts it to use again")
                }
            }
            return Delivery(
                nextAttemptAt: transaction.change.time, detail: item.delivery.detail)
        }
    }

    /// Decides that a message need not be sent. Throws `notFound`, and `conflict` where it was
    /// sent or dropped before.
    package func dropMessage(_ number: Int, author: Author) throws {
        try change(number, "alert.outbox.drop", [.queued, .failed], author) { item, _ in
            var delivery = item.delivery
            delivery.drop(because: delivery.detail)
            return delivery
        }
    }

    private func change(
        _ number: Int, _ action: String, _ states: Set<Delivery.State>, _ author: Author,
        _ changed: (OutboxItem, WriteTransaction) throws -> Delivery
    ) throws {
        try write(action, author) { transaction, _ in
            guard let item = try transaction.reading.outbox(.one(ID(Int64(number)))).first else {
                throw transaction.reading.noMessage(number)
            }
            guard states.contains(item.delivery.state) else {
                throw RegistryError(
                    .conflict, "message \(number) is \(item.delivery.state.rawValue)")
            }
            try transaction.update(changed(item, transaction), of: item)
        }
    }
}

extension ReadTransaction {
    /// Why there is nothing to show of a message: it cannot be read, or there is none.
    fileprivate func noMessage(_ number: Int) -> RegistryError {
        if let damage = damages.first(where: { ($0.noun, $0.name) == ("message", "\(number)") }) {
            return RegistryError(
                .damaged, "\(damage)", hint: "attestry audit verify lists what is wrong")
        }
        return RegistryError(
            .notFound, "no message \(number)",
            hint: "attestry alert outbox list shows what was not sent")
    }

    /// Messages with what would be said now of those that may still be sent.
    func decided(_ scope: OutboxScope, on day: CivilDate, _ clock: Clock) throws -> [OutboxItem] {
        var items = try outbox(scope)
        let open = items.indices.filter { items[$0].delivery.state.isOpen }
        let tellings = try tellings(of: open.map { items[$0] }, on: day, clock)
        for (index, telling) in zip(open, tellings) { items[index].telling = telling }
        return items
    }
}
