# What 'Scripts/install --system' adds: the user, its directories, the hourly job, the nightly copy, and the page's job,
# which waits to be enabled. Reads $user, $job, $prefix and $share of that script. Says what it changes; the second time
# that is nothing.
state=/var/lib/attestry
secrets=/etc/attestry
backups=/var/backups/attestry
notes=()

# What would leave half an installation is refused before anything is done.
check_system() {
    case "$prefix" in
    /home/* | /root/*) die "the hourly job cannot see into $prefix: choose another prefix" ;;
    esac
    [ -z "${DESTDIR:-}" ] || return 0
    [ "$(id -u)" -eq 0 ] || die "--system needs root, or DESTDIR"
    [ -d "$state" ] || return 0
    local owner
    owner="$(stat -c %U "$state")"
    [ "$owner" = "$user" ] ||
        die "$state belongs to $owner: name that with --user, or chown -R $user: $state"
}

make_user() {
    ! id -u "$user" >/dev/null 2>&1 || return 0
    useradd --system --user-group --home-dir "$state" --no-create-home \
        --shell /usr/sbin/nologin --comment Attestry "$user"
    echo "made the user $user"
}

# Below DESTDIR the owner is left to whoever unpacks it.
make_directory() {
    local mode="$1" owner="$2" path="$3"
    [ -d "${DESTDIR:-}$path" ] || echo "made $path"
    install -d -m "$mode" "${DESTDIR:-}$path"
    [ -n "${DESTDIR:-}" ] || chown "$owner" "$path"
}

# Puts one of our files into /etc. What is neither this one nor the one put there last was edited by
# an administrator: it stays, and ours lies beside it.
put() {
    local ours="$share/$1" last="$share/installed/$1" path="$2" target="${DESTDIR:-}$2"
    if [ -e "$target" ] && ! cmp -s "$target" "$ours" && ! cmp -s "$target" "$last"; then
        install -m 644 "$ours" "$target.new"
        notes+=("$path was edited and stays; ours is $path.new")
        return
    fi
    if ! cmp -s "$target" "$ours"; then
        install -D -m 644 "$ours" "$target"
        echo "wrote $path"
    fi
    rm -f "$target.new"
    install -D -m 644 "$ours" "$last"
}

# Whether local mail is sent by a set-id program.
set_id_mail() {
    local program
    for program in "$(readlink -f /usr/sbin/sendmail)" /usr/sbin/postdrop; do
        if [ -u "$program" ] || [ -g "$program" ]; then return 0; fi
    done
    return 1
}

install_timer() {
    put attestry-alert.service /etc/systemd/system/attestry-alert.service
    put attestry-alert.timer /etc/systemd/system/attestry-alert.timer
    put attestry-backup.service /etc/systemd/system/attestry-backup.service
    put attestry-backup.timer /etc/systemd/system/attestry-backup.timer
    # Not enabled: it fails until somebody has made the folder that a web server serves.
    put attestry-page.service /etc/systemd/system/attestry-page.service
    put attestry-page.timer /etc/systemd/system/attestry-page.timer
    [ -z "${DESTDIR:-}" ] || return 0
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        systemctl enable --now attestry-alert.timer attestry-backup.timer
    else
        notes+=("systemd does not run here; where it does: systemctl enable --now attestry-alert.timer attestry-backup.timer")
    fi
    [ -e /etc/systemd/system/attestry-alert.service.d/sendmail.conf ] || ! set_id_mail ||
        notes+=("the unit's hardening stops the set-id mail of this machine: see $prefix/share/attestry/sendmail.conf")
}

install_cron() {
    # cron skips names with a dot, so a .new beside it never runs.
    put cron.d /etc/cron.d/attestry
    [ -n "${DESTDIR:-}" ] || [ -x /usr/sbin/cron ] || [ -x /usr/sbin/crond ] ||
        notes+=("there is no cron: apt-get install cron")
}

install_system() {
    local other remove page
    if [ -z "$job" ]; then
        if [ -d /run/systemd/system ]; then job=timer; else job=cron; fi
    fi
    [ -n "${DESTDIR:-}" ] || make_user
    make_directory 0700 "$user:" "$state"
    make_directory 0750 "root:$(id -gn "$user" 2>/dev/null || true)" "$secrets"
    make_directory 0700 "$user:" "$backups"
    if [ "$job" = timer ]; then
        install_timer
        other=/etc/cron.d/attestry
        remove="systemctl disable --now attestry-{alert,backup,page}.timer; rm -r /etc/systemd/system/attestry-{alert,backup,page}.*"
        page="systemctl enable --now attestry-page.timer"
    else
        install_cron
        other=/etc/systemd/system/attestry-alert.timer
        remove="rm /etc/cron.d/attestry"
        page="the last line of /etc/cron.d/attestry, without its #"
    fi
    [ ! -e "${DESTDIR:-}$other" ] || notes+=("$other is there too, and one job is enough")
    [ ! -d "${DESTDIR:-}/var/lib/prometheus/node-exporter" ] ||
        notes+=("for the node exporter see $prefix/share/attestry/metrics.conf, with cron the end of $prefix/share/attestry/cron.d")
    [ ${#notes[@]} -eq 0 ] || printf 'note: %s\n' "${notes[@]}"
    cat <<END

The hourly job runs as $user over $state/registry.db. Next:

    cd $state; export ATTESTRY_REGISTRY=$state/registry.db
    runuser -u $user -- $prefix/bin/attestry init --organization 'Your name' --owner you@your.example
    runuser -u $user -- $prefix/bin/attestry alert channel add post mail --from attestry@your.example
    runuser -u $user -- $prefix/bin/attestry alert channel test post
    runuser -u $user -- $prefix/bin/attestry doctor

For the page make /srv/attestry-page, $user's own, and let a web server serve it; then

    $page

Secrets of channels are files in $secrets, root:$user 0640. To remove the job:

    $remove
    userdel $user

$state holds the registry and $backups a copy of each night; nothing removes
$state but you.
END
}
