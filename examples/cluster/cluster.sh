#!/usr/bin/env bash
# Two nodes on one PostgreSQL, calling the sandbox; see README.md beside this file.
#
#   STORE_URL=jdbc:postgresql://127.0.0.1:5432/outbound STORE_USER=outbound STORE_PASSWORD=… ./cluster.sh
#   … ./cluster.sh node 1        # one node alone: after it was killed, or a third one
#
# Nothing of the caller's environment reaches the nodes but what is named here: no vendor can be called by accident.
set -euo pipefail

here=$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$(cd -- "$here/../.." && pwd)
outbound=${OUTBOUND:-$project/outbound}
work=${CLUSTER_DIR:-$project/data/cluster}
settings=${CLUSTER_SETTINGS:-$here/application.properties}
port=${SANDBOX_PORT:-8089}
sandbox=${SANDBOX_URL:-http://127.0.0.1:$port}
first_console=${CONSOLE_PORT:-8081}
kept=' PATH HOME LANG TMPDIR JAVA_HOME JAVA_TOOL_OPTIONS STORE_URL STORE_USER STORE_PASSWORD STORE_PASSWORD_FILE'
kept+=' CONSOLE_PASSWORD CONSOLE_PASSWORD_FILE API_TOKENS API_TOKENS_FILE '
children=()

fail() {
  echo "cluster: $*" >&2
  exit 1
}

usage() {
  cat >&2 <<'TEXT'
cluster: STORE_URL must name a PostgreSQL database that both nodes can reach: jdbc:postgresql://host:port/database,
with STORE_USER and STORE_PASSWORD (or STORE_PASSWORD_FILE) unless the address holds them. An empty database is enough,
the tables are made at the start. To get one:

  a server that is installed here, as its administrator:
    createuser --pwprompt outbound && createdb --owner=outbound outbound
    export STORE_URL=jdbc:postgresql://127.0.0.1:5432/outbound STORE_USER=outbound STORE_PASSWORD=…

  a container that is gone afterwards:
    docker run --rm -d -p 127.0.0.1:5432:5432 -e POSTGRES_USER=outbound -e POSTGRES_DB=outbound -e POSTGRES_PASSWORD postgres:17.6

  or PostgreSQL, sandbox and nodes in containers: compose.yaml at the top of the project
TEXT
  exit 64
}

# The log says when something happened: waits until it says so, or its process ends.
await() {
  local log=$1 process=$2 text=$3
  until grep -q -- "$text" "$log" 2>/dev/null; do
    if ! kill -0 "$process" 2>/dev/null; then
      tail -n 20 "$log" >&2
      fail "what writes $log has ended"
    fi
    sleep 0.2
  done
}

# Becomes the node's process.
node() {
  local number=$1 directory=$work/node-$1 console=0 name
  mkdir -p "$directory" "$work/inbox"
  cp -- "$settings" "$directory/application.properties"
  if [ "$first_console" != 0 ]; then
    console=$((first_console + number - 1))
  fi
  # By variables, and not as words of a command line, which everybody may read.
  for name in $(compgen -e); do
    [[ $kept == *" $name "* ]] || unset "$name"
  done
  export ROUTES_DIR=$project/routes CONSOLE_PORT=$console WEBHOOK_URL=$sandbox/sandbox/webhooks
  export GENESYS_BASE_URL=$sandbox GENESYS_CLIENT_ID=sandbox-client GENESYS_CLIENT_SECRET=sandbox-secret
  export CXONE_BASE_URL=$sandbox CXONE_CLIENT_ID=sandbox-client CXONE_CLIENT_SECRET=sandbox-secret
  export CXONE_SOURCE_LIST_ID=sandbox-source-list CXONE_TARGET_LIST_ID=sandbox-target-list
  echo $BASHPID > "$work/node-$number.pid"
  cd -- "$directory"
  exec "$outbound" serve
}

start_sandbox() {
  if [ -n "${SANDBOX_URL:-}" ]; then
    # Builds the program if need be, once and not in both nodes.
    "$outbound" --version > /dev/null
    return
  fi
  "$outbound" sandbox --port "$port" > "$work/sandbox.log" 2>&1 &
  children+=($!)
  await "$work/sandbox.log" $! '^Faults:'
  echo "sandbox: $sandbox"
}

start_node() {
  local number=$1 log=$work/node-$1.log
  node "$number" > "$log" 2>&1 &
  children+=($!)
}

end() {
  trap - EXIT
  local child
  for child in "${children[@]}"; do
    kill "$child" 2>/dev/null || true
  done
  wait
}

case ${STORE_URL:-} in
  jdbc:postgresql:*) ;;
  *) usage ;;
esac
if [ -z "${SANDBOX_URL:-}" ] && ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]]; then
  fail "SANDBOX_PORT=$port: expected the port by which the nodes reach the sandbox, e.g. 8089; any free one cannot be told to them"
fi
umask 077
mkdir -p "$work"

if [ "${1:-}" = node ]; then
  [[ ${2:-} =~ ^[1-9]$ ]] || fail "which node? $0 node 1"
  node "$2"
fi

trap end EXIT
trap 'exit 0' INT TERM
start_sandbox
start_node 1
start_node 2
for number in 1 2; do
  process=${children[-$((3 - number))]}
  await "$work/node-$number.log" "$process" '^Serving '
  echo "node $number: process $process, $(sed -n 's/.*; \(health at [^ ]*\)\. SIGTERM.*/\1/p' "$work/node-$number.log"), log $work/node-$number.log"
done
echo "Both nodes are at work; inboxes in $work/inbox. Try: kill -9 $process. Ctrl-C ends all."
wait
