import Foundation
import Synchronization

/// One line on a terminal that says what takes so long and for how long; it appears after half a
/// second and is gone before anything else is said.
final class ProgressLine: Sendable {
    private struct State {
        var text: String
        var isShown = false
        var isOver = false
    }

    private let state: Mutex<State>
    private let began = ContinuousClock.now
    private let write: @Sendable (String) -> Void

    /// A line that begins with what is done; `write` puts characters on the terminal.
    init(_ text: String, write: @escaping @Sendable (String) -> Void) {
        state = Mutex(State(text: text))
        self.write = write
        Thread.detachNewThread { [self] in
            // Signals are for the thread that works; it may have to hold one back.
            var all = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_BLOCK, &all, nil)
            repeat { Thread.sleep(forTimeInterval: 0.5) } while draw()
        }
    }

    /// Says how far it got.
    func show(_ text: String) {
        state.withLock { $0.text = text }
    }

    /// Takes the line away for good.
    func end() {
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            state.isShown = false
            state.isOver = true
        }
    }

    /// Takes the line away until the next half second.
    func clear() {
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    private func draw() -> Bool {
        let seconds = (ContinuousClock.now - began).components.seconds
        return state.withLock { state in
            guard !state.isOver else { return false }
            write("\r\u{1B}[K\(state.text) … \(seconds) s")
            state.isShown = true
            return true
        }
    }
}
