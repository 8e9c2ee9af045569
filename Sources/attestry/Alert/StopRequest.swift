import Foundation

/// Keeps a SIGTERM waiting while messages are sent, so that it ends the run between two of them
/// and none is sent again because nobody could note that it was.
final class StopRequest {
    private var former = sigset_t()
    private var hasCome = false

    /// From now on a SIGTERM waits.
    init() {
        var waiting = Self.termination
        sigprocmask(SIG_BLOCK, &waiting, &former)
    }

    /// Whether one has come.
    var isRequested: Bool {
        wait(seconds: 0)
        return hasCome
    }

    /// Waits for so many seconds, or until one comes.
    func wait(seconds: Int) {
        var waiting = Self.termination
        var time = timespec(tv_sec: seconds, tv_nsec: 0)
        if !hasCome { hasCome = sigtimedwait(&waiting, nil, &time) == SIGTERM }
    }

    /// Lets it through: a process that was asked to end does.
    func finish() {
        sigprocmask(SIG_SETMASK, &former, nil)
        if hasCome { raise(SIGTERM) }
    }

    private static var termination: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        return set
    }
}
