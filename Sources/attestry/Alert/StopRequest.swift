import Foundation

/// Keeps a SIGTERM, Ctrl-C, and the SIGHUP of a terminal that is closed waiting while messages are
/// sent, so that they end the run between two of them and none is sent again because nobody could
/// note that it was.
final class StopRequest {
    private var former = sigset_t()
    private var signal: Int32?

    /// From now on they wait.
    init() {
        var waiting = Self.signals
        sigprocmask(SIG_BLOCK, &waiting, &former)
    }

    /// Whether one has come.
    var isRequested: Bool {
        wait(seconds: 0)
        return signal != nil
    }

    /// Waits for so many seconds, or until one comes.
    func wait(seconds: Int) {
        guard signal == nil else { return }
        var waiting = Self.signals
        var time = timespec(tv_sec: seconds, tv_nsec: 0)
        let come = sigtimedwait(&waiting, nil, &time)
        if come > 0 { signal = come }
    }

    /// Lets it through: a process that was asked to end does.
    func finish() {
        sigprocmask(SIG_SETMASK, &former, nil)
        if let signal { raise(signal) }
    }

    private static var signals: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGHUP)
        sigaddset(&set, SIGINT)
        return set
    }
}
