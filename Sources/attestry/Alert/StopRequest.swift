import Foundation

/// Keeps a SIGTERM waiting while messages are sent, so that it ends the run between two of them
/// and none is sent again because nobody could note that it was.
struct StopRequest {
    private let former: sigset_t

    /// From now on a SIGTERM waits.
    init() {
        var waiting = Self.termination
        var former = sigset_t()
        sigprocmask(SIG_BLOCK, &waiting, &former)
        self.former = former
    }

    /// Whether one has come.
    var isRequested: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return sigismember(&pending, SIGTERM) == 1
    }

    /// Lets it through: a process that was asked to end does.
    func finish() {
        var former = former
        sigprocmask(SIG_SETMASK, &former, nil)
    }

    private static var termination: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        return set
    }
}
