# Every hour, so that a message that could not be sent is tried again on its schedule. Nothing is
# printed when there is nothing to say, so cron mails only what a person should read. A run that
# was missed loses nothing: the next one raises what it would have.
SHELL=/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
MAILTO=root
ATTESTRY_REGISTRY=/var/lib/attestry/registry.db
17 * * * * @user@ @bindir@/attestry alert run
# A verified copy every night; the newest 14 stay. Keep them on another disk, and copy them elsewhere.
42 1 * * * @user@ @bindir@/attestry backup /var/backups/attestry --keep 14
# For the node exporter; its directory must be writable, see metrics.conf.
#27 * * * * @user@ @bindir@/attestry metrics --output /var/lib/prometheus/node-exporter/attestry.prom
# The page; its folder must belong to @user@.
#37 0,12 * * * @user@ @bindir@/attestry page build /srv/attestry-page --quiet
