#!/bin/sh
# motp-radius-bridge serve|check|login …: finds Java and the jar beside it.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
# One arena of glibc: what several threads allocate now and then would each keep some MB.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
exec "$java" "@$home/lib/jvm.options" ${MOTP_RADIUS_JAVA_OPTIONS:-} -jar "$home/motp-radius-bridge.jar" "$@"
