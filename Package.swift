// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target: Swift 6 with complete concurrency checking, imports that do not
/// leak, and no warning left standing.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "attestry",
    products: [
        .executable(name: "attestry", targets: ["attestry"])
    ],
    dependencies: [
        // Storage: SQLite through the system's libsqlite3.
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        // The command line, its help, completion scripts and man page.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // Files, their errors in the system's words, and calls that a signal interrupts.
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        // SHA-256 of the log; Ed25519 of its checkpoints; HMAC of what web hooks send; the SHA-1
        // of which a UUID by name is made.
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        // The templates of what people read in a browser.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        .target(
            name: "AttestryMigrations", path: "Migrations", resources: [.embedInCode("sql")],
            swiftSettings: settings),
        .target(name: "AttestryDomain", swiftSettings: settings),
        .target(
            name: "AttestryLog",
            dependencies: ["AttestryDomain", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .target(
            name: "AttestryStorage",
            dependencies: [
                "AttestryDomain", "AttestryLog", "AttestryMigrations",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "AttestryService",
            dependencies: ["AttestryDomain", "AttestryLog", "AttestryStorage"],
            resources: [.embedInCode("Catalogue/Data"), .embedInCode("Audit/Verifier")],
            swiftSettings: settings),
        .target(
            name: "AttestryHost",
            dependencies: [
                "AttestryDomain", .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings),
        .target(
            name: "AttestryDelivery",
            dependencies: [
                "AttestryDomain", "AttestryHost", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "AttestryPage",
            dependencies: [
                "AttestryDomain", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Templates")],
            swiftSettings: settings),
        .executableTarget(
            name: "attestry",
            dependencies: [
                "AttestryDelivery", "AttestryDomain", "AttestryHost", "AttestryPage",
                "AttestryService",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        .target(
            name: "AttestryTestSupport",
            dependencies: [
                "AttestryDomain", "AttestryHost", "AttestryService", "AttestryStorage",
            ],
            path: "Tests/AttestryTestSupport", swiftSettings: settings),
        .testTarget(
            name: "AttestryDomainTests",
            dependencies: ["AttestryDomain", "AttestryService", "AttestryTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "AttestryLogTests", dependencies: ["AttestryDomain", "AttestryLog"],
            swiftSettings: settings),
        .testTarget(
            name: "AttestryStorageTests",
            dependencies: [
                "AttestryDomain", "AttestryHost", "AttestryLog", "AttestryMigrations",
                "AttestryService", "AttestryStorage", "AttestryTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["schema.sql"], swiftSettings: settings),
        .testTarget(
            name: "AttestryHostTests",
            dependencies: ["AttestryDomain", "AttestryHost"],
            swiftSettings: settings),
        .testTarget(
            name: "AttestryDeliveryTests",
            dependencies: [
                "AttestryDelivery", "AttestryDomain", "AttestryHost", "AttestryTestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "AttestryPageTests",
            dependencies: [
                "AttestryDomain", "AttestryPage", "AttestryService", "AttestryTestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "AttestryServiceTests",
            dependencies: [
                "AttestryDomain", "AttestryService", "AttestryStorage", "AttestryTestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "attestryTests",
            dependencies: [
                "attestry", "AttestryDomain", "AttestryHost", "AttestryMigrations",
                "AttestryService", "AttestryStorage", "AttestryTestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Transcripts"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
