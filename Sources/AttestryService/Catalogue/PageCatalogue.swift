package import AttestryDomain
import AttestryStorage

extension Catalogue {
    /// What the program knows of pages that no registry stands behind. Throws `damaged` where a
    /// table does not fit together.
    package static func pageKnowledge() throws -> PageKnowledge {
        PageKnowledge(
            schemes: try builtIn().schemes.map { try $0.scheme() }, words: try pageWords())
    }
}

extension Registry {
    /// What is known of pages with the schemes of the registry, the user's own and the user's facts
    /// included.
    package func pageKnowledge() throws -> PageKnowledge {
        let schemes = try store.read { reading in
            try reading.catalogue().compactMap { item in
                try reading.sound("scheme", item.code) { try item.scheme() }
            }
        }
        return PageKnowledge(schemes: schemes, words: try Catalogue.pageWords())
    }

    /// The files that are not for everybody, by the SHA-256 of their bytes, with what each is: of
    /// evidence of a class other than public, of agreements and of activities, and copies that were
    /// handed out. Bytes that are public as well are left out.
    package func restrictedFiles() throws -> [String: String] {
        try store.read { reading in
            let world = try RegistryWorld(reading)
            var files = try reading.internalFiles()
            var open: Set<String> = []
            for evidence in world.evidence {
                let release = try world.portfolio.lookUp(evidence.code).scheme.releaseClass
                for version in evidence.versions {
                    let documents =
                        [version.document] + version.bridgeLetters.map(\.document)
                        + version.milestones.map(\.document)
                    for hash in documents.compactMap({ $0?.sha256 }) {
                        let name = VersionReference(code: evidence.code, version: version.version)
                        files[hash] = "\(name), of class \(release.rawValue)"
                        if release == .public, version.document?.sha256 == hash {
                            open.insert(hash)
                        }
                    }
                }
            }
            return files.filter { !open.contains($0.key) }
        }
    }
}
