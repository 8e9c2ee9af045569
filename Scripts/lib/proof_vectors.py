"""The vectors of Certificate Transparency's own tests of its tree (RFC 6962): eight leaves, the roots over the first of
them, paths to leaves and between sizes, held against the verifier of the package and the oracle of the tests."""

import hashlib

from proof_mutants import tlog

LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
ROOTS = [bytes.fromhex(text) for text in (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
A, B, C, D, E, F = (bytes.fromhex(text) for text in (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"))
# The leaf from 0, the size, the path.
INCLUSION = [(0, 8, [A, B, C]), (5, 8, [D, E, ROOTS[3]]), (2, 3, [ROOTS[1]]), (1, 5, [ROOTS[0], B, D])]
# The older size, the newer one, the path.
CONSISTENCY = [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[3]]), (2, 5, [B, D])]


def passes(check, *values):
    """Whether a check lets these through."""
    try:
        check(*values)
    except tlog.Wrong:
        return False
    return True


def check(verifier, go, figures):
    """Holds the vectors, and each of them with a bit flipped, against whoever has such a function."""
    hashed = [hashlib.sha256(b"\0" + leaf).digest() for leaf in LEAVES]
    figures.exactly("vectors_roots", sum(verifier.tree(hashed[:size]) == ROOTS[size - 1] for size in range(1, 9)), 8)
    figures.exactly("vectors_paths", sum(verifier.root(
        hashed[leaf], leaf, size, path) == ROOTS[size - 1] for leaf, size, path in INCLUSION), 4)
    figures.exactly("vectors_paths_of_the_oracle", sum(passes(
        tlog.included, hashed[leaf], leaf, size, path, ROOTS[size - 1]) for leaf, size, path in INCLUSION), 4)
    figures.exactly("vectors_growth_of_the_oracle", sum(passes(
        tlog.consistent, old, ROOTS[old - 1], new, ROOTS[new - 1], path) for old, new, path in CONSISTENCY), 4)
    figures.exactly("vectors_of_go", sum(go.path(LEAVES, size, index=leaf) == path for leaf, size, path in INCLUSION)
                    + sum(go.path(LEAVES, new, older=old) == path for old, new, path in CONSISTENCY), 8)
    bent = [(leaf, size, [*path[:-1], path[-1][:-1] + bytes([path[-1][-1] ^ 1])]) for leaf, size, path in INCLUSION]
    figures.control("vectors", not any(
        verifier.root(hashed[leaf], leaf, size, path) == ROOTS[size - 1]
        or passes(tlog.included, hashed[leaf], leaf, size, path, ROOTS[size - 1]) for leaf, size, path in bent))
