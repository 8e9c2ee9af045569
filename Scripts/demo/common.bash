# What the parts of the demo share: the program, the registry, days counted from today.
attestry=$1
export ATTESTRY_REGISTRY=$2

# A day so far from today, such as '-3 months'.
on() {
    date -u -d "$(date -u +%F) $1" +%F
}

# Runs a command without its proposals, which belong to a person at a terminal.
quiet() {
    "$attestry" "$@" >/dev/null 2>&1 || {
        echo "error: attestry $*" >&2
        "$attestry" "$@"
    }
}
