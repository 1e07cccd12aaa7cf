# Runs a program that is spoken to through its standard input and output, in a process group of its
# own that does not outlive its owner:
#   sh -c "$guard" "$guard" start program argument...
# What the owner writes is passed on to the program. When that ends, because the owner closed it or
# died of whatever, the program's input ends too. If it has not ended by itself after three quarters
# of a second, its group is ended: TERM, and KILL as much later to what is left. Its exit is the exit of
# this process, whose id is the group's.
# Lines that begin with # are not passed on.

# Becomes "$@", at the head of a new group where that can be had.
lead() {
  if command -v setsid >/dev/null 2>&1; then
    exec setsid "$@"
  elif command -v perl >/dev/null 2>&1; then
    exec perl -e 'setpgrp(0, 0); exec { $ARGV[0] } @ARGV' "$@"
  fi
  exec "$@"
}

# Without a group of its own, only the process itself can be found from here.
relay='
cat
exec >/dev/null
all="-$1"
kill -s 0 -- "$all" || all=$1
gone() {
  n=0
  while [ "$n" -lt 15 ]; do
    kill -s 0 -- "$all" || exit 0
    sleep 0.05 || { sleep 1; n=15; }
    n=$((n + 1))
  done
}
gone
kill -s TERM -- "$all"
gone
kill -s KILL -- "$all"
'

if [ "$1" = start ]; then
  shift
  lead /bin/sh -c "$0" "$0" run "$@"
fi
shift
exec 3<&0 4>&1
# The relay is in a group of its own, so that nothing the program does to its group ends it, and
# twice removed, so that this process waits for the program alone.
(lead /bin/sh -c "$relay" acp-server-guard "$$" <&3 2>/dev/null 3<&- 4>&- &) | "$@" >&4 3<&- 4>&- &
# Whoever reads what the program prints must see its end, though this process waits on.
exec </dev/null >/dev/null 2>&1 3<&- 4>&-
wait "$!"
