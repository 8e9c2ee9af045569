import AttestryDomain
import Crypto

/// SHA-256 (FIPS 180-4) over bytes that come piece by piece.
package struct StreamingDigest {
    private var digest = SHA256()
    /// The number of bytes taken in.
    package private(set) var count = 0

    /// A digest over nothing yet.
    package init() {}

    /// Takes in the next bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        digest.update(bufferPointer: bytes)
        count += bytes.count
    }

    /// The hash of all bytes so far, in lower-case hexadecimal.
    package var finished: String { digest.finalize().hexadecimal }
}
