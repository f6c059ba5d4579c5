#!/bin/sh
# Runs ejabberd with its archive on PostgreSQL beside Sapa, on loopback, in a directory of its own.
#
#   ejabberd.sh start DIR     makes both and starts them; 1,000 accounts load0 … load999, password load
#   ejabberd.sh run DIR …     drives them with sapa-load xmpp (further options are handed on)
#   ejabberd.sh stop DIR      ends both; DIR may be removed afterwards
#
# Needs Debian's ejabberd, erlang-p1-pgsql and postgresql, and root (both servers refuse to run as root, so they
# run as the users that their packages made). Nothing but loopback is listened on.
set -eu

usage() { echo "usage: $0 start|run|stop DIR [options of sapa-load xmpp]" >&2; exit 2; }
[ $# -ge 2 ] || usage
action=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
shift 2
here=$(cd "$(dirname "$0")" && pwd)
load=${SAPA_LOAD:-$here/../../../target/release/sapa-load}
database_port=15432
xmpp_port=15280

as() { user=$1; shift; setpriv --reuid "$user" --regid "$user" --clear-groups "$@"; }
postgres_bin() { PATH="$PATH:$(echo /usr/lib/postgresql/*/bin)" command -v "$1"; }
sql() { psql -q -h 127.0.0.1 -p "$database_port" -U postgres "$@"; }

start_database() {
    mkdir "$dir/database"
    chown postgres "$dir/database"
    as postgres "$(postgres_bin initdb)" -D "$dir/database" -A trust -U postgres >/dev/null
    # Defaults are kept where they decide over durability: fsync and synchronous_commit are on.
    cat >>"$dir/database/postgresql.conf" <<EOF
listen_addresses = '127.0.0.1'
port = $database_port
unix_socket_directories = '$dir/database'
shared_buffers = 256MB
max_wal_size = 4GB
EOF
    as postgres "$(postgres_bin pg_ctl)" -D "$dir/database" -l "$dir/database/log" -w start >/dev/null
    sql -c 'create database ejabberd'
    sql -d ejabberd -f /usr/share/ejabberd/sql/pg.sql
    sql -d ejabberd -c "insert into users (username, password) select 'load' || i, 'load' from generate_series(0, 999) i"
}

start_ejabberd() {
    mkdir "$dir/ejabberd"
    for part in conf spool logs home; do mkdir "$dir/ejabberd/$part"; done
    cp /etc/ejabberd/inetrc "$dir/ejabberd/conf/"
    cat >"$dir/ejabberd/conf/ejabberd.yml" <<EOF
hosts: [localhost]
loglevel: warning
auth_method: sql
auth_password_format: plain
sql_type: pgsql
sql_server: 127.0.0.1
sql_port: $database_port
sql_database: ejabberd
sql_username: postgres
sql_password: unused
sql_pool_size: 16
default_db: sql
listen:
  - port: $xmpp_port
    ip: 127.0.0.1
    module: ejabberd_http
    request_handlers: { /ws: ejabberd_http_ws }
acl: { local: { user_regexp: "" } }
access_rules: { local: { allow: local }, c2s: { allow: all } }
shaper: {}
modules:
  mod_mam: { default: always, db_type: sql }
  mod_stream_mgmt: { ack_timeout: 300 }
EOF
    cat >"$dir/ejabberd/conf/ejabberdctl.cfg" <<EOF
INET_DIST_INTERFACE=127.0.0.1
ERL_EPMD_ADDRESS=127.0.0.1
ERL_DIST_PORT=15210
EOF
    chown -R ejabberd "$dir/ejabberd"
    ctl foreground >"$dir/ejabberd.out" 2>&1 &
    tries=0
    until ss -ltn | grep -q "127.0.0.1:$xmpp_port "; do
        tries=$((tries + 1))
        [ "$tries" -lt 60 ] || { cat "$dir/ejabberd.out" >&2; exit 1; }
        sleep 1
    done
}

ctl() {
    e=$dir/ejabberd
    (cd "$e" && HOME=$e/home as ejabberd ejabberdctl --config-dir "$e/conf" --config "$e/conf/ejabberd.yml" \
        --ctl-config "$e/conf/ejabberdctl.cfg" --spool "$e/spool" --logs "$e/logs" --node ejabberd@localhost "$@")
}

# Every process of both servers: the postmaster and its children, and ejabberd.
processes() {
    postmaster=$(head -n 1 "$dir/database/postmaster.pid")
    echo "$postmaster"
    ps -o pid= --ppid "$postmaster"
    ss -ltnpH "sport = :$xmpp_port" | sed -n 's/.*pid=\([0-9]*\).*/\1/p'
}

case $action in
    start) start_database; start_ejabberd ;;
    run)
        for pid in $(processes); do set -- "$@" --pid "$pid"; done
        sql -d ejabberd -c 'truncate archive'
        "$load" xmpp --address "127.0.0.1:$xmpp_port" "$@"
        # Each message stands in the archives of both people.
        sql -d ejabberd -tA -c "select 'archived ' || count(*) / 2.0 from archive"
        ;;
    stop)
        kill "$(ss -ltnpH "sport = :$xmpp_port" | sed -n 's/.*pid=\([0-9]*\).*/\1/p')" || true
        as postgres "$(postgres_bin pg_ctl)" -D "$dir/database" -m fast stop >/dev/null
        ;;
    *) usage ;;
esac
