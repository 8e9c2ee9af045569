import ArgumentParser
import AttestryDomain
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
        let metrics = try registry.metrics(version: Attestry.version, asOf: day)
        try destination.write(metrics.bytes, in: console)
    }
}
