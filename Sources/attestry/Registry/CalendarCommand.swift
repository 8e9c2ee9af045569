import ArgumentParser
import AttestryDomain
import AttestryService

struct CalendarCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Write the days to keep in mind as a calendar to subscribe to.",
        discussion: """
            Ends, milestones, deadlines and other limits, each as an event of a whole day
            (iCalendar, RFC 5545). What is past and not settled stays for twelve weeks.
            The same registry gives the same bytes all day.

            Example:
              attestry calendar --output /srv/www/attestry.ics
            """)

    @OptionGroup var destination: DestinationOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(registry.open(in: console), about: .log)
        let calendar = try registry.calendar(asOf: day)
        try destination.write(calendar.bytes, in: console)
    }
}
