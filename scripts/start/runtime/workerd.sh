#!/bin/sh
# Starts workerd so that the kernel kills it when the runtime process dies, however that ends (prctl PR_SET_PDEATHSIG),
# and writes down its pid, which Miniflare does not tell: every exec below keeps the pid of this shell.
echo $$ > "$CALLPING_PID_FILE"
# Speech and key derivation give way to the alert's path: on two cores a synthesis must not hold up an INVITE.
nice="nice -n ${CALLPING_NICE:-0}"
command -v setpriv >/dev/null || exec $nice "$CALLPING_WORKERD" "$@"
# The inner shell closes the gap in which the parent may have died before the request was made.
exec $nice setpriv --pdeathsig KILL /bin/sh -c '[ "$PPID" = "$0" ] && exec "$@"' "$CALLPING_RUNTIME_PID" "$CALLPING_WORKERD" "$@"
