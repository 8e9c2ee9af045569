# What all scripts share: strict mode, the repository as working directory, the tools that are needed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Says what went wrong and leaves.
die() {
    echo "error: $1" >&2
    exit 1
}

# Says which part of the work begins, and after how many seconds of the script.
part() {
    echo "== $1 (after $SECONDS s)" >&2
}

# Installs Debian packages that are missing. Needs root or sudo only where one is.
need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "installing ${missing[*]}" >&2
    local run=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "need root to install ${missing[*]}"
        run=(sudo)
    fi
    "${run[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends \
        "${missing[@]}" >/dev/null
}

# Makes a virtual environment of Python with exact versions of packages, once.
install_python() {
    local folder=$1
    shift
    if [ "$(cat "$folder/packages" 2>/dev/null)" != "$*" ]; then
        python3 -m venv --clear "$folder"
        "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" || die "cannot be had here: $*"
        echo "$*" >"$folder/packages"
    fi
}

# What building takes: Swift itself, and SQLite's header.
need_build_tools() {
    command -v swift >/dev/null || die "Swift 6.2 or newer is needed: https://www.swift.org/install/linux/debian/12/"
    need_packages git libsqlite3-dev tzdata
}

# What the tests are run with: the programs that Attestry works with, and peers to misbehave.
need_test_packages() {
    need_packages python3 python3-venv sqlite3 strace tmux faketime qpdf xlsx2csv unzip python3-openpyxl poppler-utils curl openssl \
        msmtp iproute2 util-linux monitoring-plugins-basic python3-vobject python3-icalendar \
        python3-feedparser python3-html5lib python3-markdown-it python3-prometheus-client radicale \
        vdirsyncer systemd shellcheck chromium openjdk-17-jre-headless
}

# Flags of the release: one binary with Swift inside, SQLite shared. lld and packed relocations
# make it start faster.
release_flags=(
    -c release --static-swift-stdlib --product attestry
    -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs -Xlinker --gc-sections
)

# Builds the release binary into .build/attestry, stripped.
build_release() {
    need_build_tools
    swift build "${release_flags[@]}" >&2
    local built
    built="$(swift build "${release_flags[@]}" --show-bin-path)/attestry"
    strip -o .build/attestry "$built"
}
