package import AttestryDomain
import AttestryStorage

extension Catalogue {
    /// The schemes that the program knows, for pages that no registry stands behind. Throws
    /// `damaged` where a table does not fit together.
    package static func pageSchemes() throws -> [Scheme] {
        try builtIn().schemes.map { try $0.scheme() }
    }
}

extension Registry {
    /// The schemes of the registry, the user's own and the user's facts included.
    package func pageSchemes() throws -> [Scheme] {
        try store.read { reading in
            try reading.catalogue().compactMap { item in
                try reading.sound("scheme", item.code) { try item.scheme() }
            }
        }
    }
}
