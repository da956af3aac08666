#!/bin/sh
# A test that is killed must not leave its workerd behind: the kernel ends it with the process that started it.
command -v setpriv >/dev/null && exec setpriv --pdeathsig KILL "$TESTED_WORKERD" "$@"
exec "$TESTED_WORKERD" "$@"
