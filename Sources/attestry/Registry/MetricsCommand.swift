import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct MetricsCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Write the figures that Prometheus graphs and alerts on.",
        discussion: """
            For the textfile collector of the node exporter. A date stands as the first
            instant after it in the registry's zone. No customer is named.

            Example:
              attestry metrics --output /var/lib/node_exporter/attestry.prom
            """)

    @OptionGroup var destination: DestinationOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(registry.open(in: console), about: .log)
        let metrics = try registry.metrics(
            version: Attestry.version, lastBackup: lastBackup(of: registry, in: console), asOf: day)
        try destination.write(metrics.bytes, in: console)
    }

    /// Figures that are there are not kept back for one that is not.
    private func lastBackup(of registry: Registry, in console: Console) -> Timestamp? {
        do {
            return try LastBackup(ofRegistry: registry.path)?.at
        } catch {
            console.note("note: without the age of the last copy: \(error)")
            return nil
        }
    }
}
