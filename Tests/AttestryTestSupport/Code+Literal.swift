package import AttestryDomain

/// The code written out in a test. Throws where the test wrote something else.
package func code(_ text: String) throws -> Code {
    try Code(text, field: "code")
}

/// The version written out in a test. Throws where the test wrote something else.
package func version(_ text: String) throws -> VersionReference {
    try VersionReference(text)
}
