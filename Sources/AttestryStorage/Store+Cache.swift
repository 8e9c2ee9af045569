import GRDB

extension Store {
    /// Lets a change of very many rows keep 64 MiB of pages in memory, where a quarter of that is
    /// the rule: what does not fit is written and read again and again.
    package func prepareForManyRows() throws {
        try reporting {
            try queue.inDatabase { try $0.execute(sql: "PRAGMA cache_size = -65536") }
        }
    }

    /// Keeps 4 MiB of pages in memory, where four times that is the rule: who reads a file from one
    /// end to the other asks for none of them again.
    func prepareForOneReading() throws {
        try reporting {
            try queue.inDatabase { try $0.execute(sql: "PRAGMA cache_size = -4096") }
        }
    }
}
