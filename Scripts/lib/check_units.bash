#!/usr/bin/env bash
# Checks what the Swift tests do not: the shell scripts, a dry installation, the systemd units, the
# cron file, the Prometheus rules. Each with a control that must be caught. Prints figures and fails
# below a bar. Usage: bash Scripts/lib/check_units.bash [BINARY]
source "$(dirname "$0")/common.bash"

need_packages systemd shellcheck python3
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
failed=0
if [ -n "${1:-}" ]; then
    ATTESTRY_BINARY="$(realpath "$1")"
else
    build_release
    ATTESTRY_BINARY="$PWD/.build/attestry"
fi
export ATTESTRY_BINARY

# figure NAME VALUE COMPARISON BAR
figure() {
    if awk "BEGIN { exit !($2 $3 $4) }"; then
        echo "figure $1=$2 bar=$3$4"
    else
        echo "figure $1=$2 bar=$3$4 MISSED"
        failed=1
    fi
}

# Says what is wrong and counts it.
findings=0
wrong() {
    echo "wrong: $1" >&2
    findings=$((findings + 1))
}

# caught NAME COMMAND…: a control, so the command must fail.
caught() {
    local name="$1"
    shift
    ! "$@" >/dev/null 2>&1 || wrong "the control of $name was not caught"
}

# promtool alone: the package would start a server.
need_promtool() {
    promtool="$(command -v promtool || echo "$PWD/.build/tools/promtool")"
    [ ! -x "$promtool" ] || return 0
    echo "fetching promtool" >&2
    mkdir -p .build/tools "$work/deb"
    (
        cd "$work/deb"
        apt-get download -qq prometheus >&2 ||
            { $(command -v sudo) apt-get update -qq && apt-get download -qq prometheus >&2; }
    )
    dpkg-deb --fsys-tarfile "$work"/deb/prometheus_*.deb | tar -xO ./usr/bin/promtool >"$work/promtool"
    install -m 755 "$work/promtool" "$promtool"
}

# Every file that bash runs or reads; lib/*.bash are also seen through the scripts that read them.
check_shell() {
    local scripts
    mapfile -t scripts < <(grep -lrE '^#!/usr/bin/env bash' Scripts .ci)
    for script in "${scripts[@]}" Scripts/lib/*.bash Scripts/demo/*.bash; do
        bash -n "$script" || wrong "bash cannot read $script"
    done
    # 1010: 'done' is also a verb of ours. 2016: what is not to be expanded.
    local shellcheck=(shellcheck -x -a -P SCRIPTDIR -P . -e SC1010 -e SC2016)
    "${shellcheck[@]}" "${scripts[@]}" >&2 || wrong "shellcheck"
    printf '#!/usr/bin/env bash\nrm -rf $1/x\n' >"$work/control"
    caught shellcheck "${shellcheck[@]}" "$work/control"
}

# dry DIRECTORY OPTION…: a system installation below a directory.
dry() {
    local place="$1"
    shift
    DESTDIR="$place" Scripts/install --system "$@" >"$work/said" || wrong "install --system $* failed"
}

# Modes, kinds, names and contents below a directory.
snapshot() {
    (cd "$1" && find . -printf '%m %y %p\n' | sort && find . -type f -exec sha256sum {} + | sort)
}

has() {
    local place="$1" mode path
    while read -r mode path; do
        [ "$(stat -c %a "$place/$path" 2>&1)" = "$mode" ] || wrong "$path is missing or not $mode"
    done
}

check_install() {
    local place="$work/timer" unit=etc/systemd/system/attestry-alert.service before
    local last="$place/usr/local/share/attestry/installed/attestry-alert.service"
    dry "$place" --timer
    has "$place" <<END
755 usr/local/bin/attestry
644 usr/local/share/man/man1/attestry.1.gz
644 usr/local/share/attestry/attestry.rules.yml
644 usr/local/share/attestry/attestry.cfg
644 usr/local/share/attestry/sendmail.conf
644 usr/local/share/attestry/metrics.conf
644 usr/local/share/attestry/checkpoint.conf
644 usr/local/share/attestry/crontab
644 $unit
644 etc/systemd/system/attestry-alert.timer
644 etc/systemd/system/attestry-backup.service
644 etc/systemd/system/attestry-backup.timer
644 etc/systemd/system/attestry-page.service
644 etc/systemd/system/attestry-page.timer
700 var/lib/attestry
700 var/backups/attestry
750 etc/attestry
END
    [ ! -e "$place/etc/cron.d" ] || wrong "--timer wrote a cron file"
    ! grep -r '@[a-z]*@' "$place/usr/local/share/attestry" "$place/etc" || wrong "a placeholder stayed"
    before="$(snapshot "$place")"
    dry "$place" --timer
    [ "$(snapshot "$place")" = "$before" ] || wrong "a second installation changed something"
    ! grep -qE '^(wrote|made|note)' "$work/said" || wrong "a second installation said it did something"

    # A file of an older version goes; an edited one stays, with ours beside it until they agree.
    echo "# older" | tee -a "$place/$unit" "$last" >/dev/null
    dry "$place" --timer
    [ "$(snapshot "$place")" = "$before" ] || wrong "an upgrade left the older unit"
    echo "# edited" >>"$place/$unit"
    dry "$place" --timer
    tail -n 1 "$place/$unit" | grep -q '^# edited' || wrong "an edited unit was overwritten"
    cmp -s "$place/$unit.new" "$last" || wrong "no .new beside an edited unit"
    grep -q '^note: .* was edited' "$work/said" || wrong "an edited unit was not spoken of"
    mv "$place/$unit.new" "$place/$unit"
    dry "$place" --timer
    [ "$(snapshot "$place")" = "$before" ] || wrong "what was taken over is not as installed"

    caught "a wrong user" env DESTDIR="$work/no" Scripts/install --system --user 'a b'
    caught "a missing user" env DESTDIR="$work/no" Scripts/install --system --user
    caught "a wrong option" env DESTDIR="$work/no" Scripts/install --sytsem
    caught "a wrong prefix" env DESTDIR="$work/no" Scripts/install --system '/opt/a|b'
    [ ! -e "$work/no" ] || wrong "a refused installation left files"
}

# Whether cron runs each line of a file of cron.d: settings, or five fields, user and program. A %
# ends a command, and the last line counts only with its newline. The commented job counts too.
cron_holds() {
    local file="$1" user="$2" bindir="$3"
    [ "$(stat -c %a "$file")" = 644 ] && [ -z "$(tail -c 1 "$file")" ] &&
        grep -qE '^[0-9]' "$file" && grep -q '^PATH=' "$file" && grep -q '^MAILTO=' "$file" &&
        ! sed -E 's/^#([0-9])/\1/' "$file" | grep -vqE -e '^(#|$)' -e '^[A-Z_]+=[^%]+$' \
            -e "^([0-9*,/-]+ ){5}$user $bindir/attestry [^%]+$"
}

check_cron() {
    local file="$work/cron/etc/cron.d/attestry"
    dry "$work/cron" --cron --user registrar /opt/attestry
    has "$work/cron" <<<"755 opt/attestry/bin/attestry"
    [ ! -e "$work/cron/etc/systemd" ] || wrong "--cron wrote units"
    cron_holds "$file" registrar /opt/attestry/bin || wrong "$file is no file of cron.d"
    local breakage
    for breakage in 's/ registrar / /' 's/alert run/alert run --as-of $(date +%F)/' 's/^17 //' \
        '/^PATH=/d' 's/^MAILTO=.*/MAILTO root/'; do
        sed "$breakage" "$file" >"$work/control"
        chmod 644 "$work/control"
        caught "cron ($breakage)" cron_holds "$work/control" registrar /opt/attestry/bin
    done
    printf %s "$(cat "$file")" >"$work/control"
    caught "cron (no last newline)" cron_holds "$work/control" registrar /opt/attestry/bin
}

# verify exits 0 over a key it does not know, so it must also be silent.
units_hold() {
    [ -z "$(systemd-analyze --root="$1" --man=no verify attestry-{alert,backup,page}.{service,timer} 2>&1 || echo failed)" ]
}

exposure() {
    systemd-analyze --offline=true --no-pager --root="$1" security attestry-alert.service |
        sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p'
}

check_systemd() {
    local place="$work/timer" units="$work/timer/etc/systemd/system"
    # Units of the system that ours name.
    mkdir -p "$place/usr/lib/systemd"
    cp -r /usr/lib/systemd/system "$place/usr/lib/systemd/"
    units_hold "$place" || wrong "systemd-analyze verify"
    figure systemd_exposure "$(exposure "$place")" "<=" 2.0

    mkdir "$units/attestry-alert.service.d"
    cp "$place"/usr/local/share/attestry/*.conf "$units/attestry-alert.service.d/"
    units_hold "$place" || wrong "systemd-analyze verify with the drop-ins"
    figure control_systemd_exposure "$(exposure "$place")" ">" 2.0
    # What implies NoNewPrivileges in a unit with User= must be undone by the drop-in for sendmail.
    local key
    for key in LockPersonality MemoryDenyWriteExecute NoNewPrivileges PrivateDevices ProtectClock \
        ProtectHostname ProtectKernelLogs ProtectKernelModules ProtectKernelTunables \
        RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID \
        SystemCallArchitectures SystemCallFilter; do
        grep -qE "^$key=(no)?$" Scripts/cron/sendmail.conf || wrong "sendmail.conf leaves $key"
    done
    rm -r "$units/attestry-alert.service.d"

    local file breakage
    while read -r file breakage; do
        cp "$units/$file" "$work/kept"
        sed -i "$breakage" "$units/$file"
        caught "verify ($breakage)" units_hold "$place"
        cp "$work/kept" "$units/$file"
    done <<END
attestry-alert.service s/^ProtectHome/ProtectHomes/
attestry-alert.service s|bin/attestry|bin/absent|
attestry-alert.timer s/:17/:77/
attestry-page.service s/^UMask/UMasks/
attestry-page.timer s/:37/:73/
END
}

check_rules() {
    local rules="$work/rules" name
    cp -r Scripts/prometheus "$rules"
    "$promtool" check rules --lint=all --lint-fatal "$rules/attestry.rules.yml" >&2 || wrong "promtool check"
    "$promtool" test rules "$rules/attestry.rules.test.yml" >&2 || wrong "promtool test"
    # Each alert has a test that fires it, so a rule that never fires is caught.
    while read -r name; do
        sed "/alert: $name\$/,/expr:/s/expr: .*/expr: vector(1) > 2/" Scripts/prometheus/attestry.rules.yml \
            >"$rules/attestry.rules.yml"
        caught "$name" "$promtool" test rules "$rules/attestry.rules.test.yml"
    done < <(sed -n 's/.*alert: //p' Scripts/prometheus/attestry.rules.yml)
}

# report NAME: the figure of the part that just ran.
report() {
    figure "$1_findings" "$findings" "<=" 0
    findings=0
}

need_promtool
check_shell
report shell
check_install
report install
check_cron
report cron
check_systemd
report systemd
check_rules
report rules
exit "$failed"
