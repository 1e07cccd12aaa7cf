# Runs a command line in a process group of its own that does not outlive its owner:
#   sh -c "$guard" "$guard" start "<command line>"
# Standard input is a pipe that the owner holds open. When it ends, because the owner closed it or
# died of whatever, the group is ended: TERM, and KILL a second later to what is left. The command
# reads nothing from it, and its exit is the exit of this process, whose id is the group's.
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
watch='
read -r _
all="-$1"
kill -s 0 -- "$all" || all=$1
kill -s TERM -- "$all" || exit 0
n=0
while [ "$n" -lt 20 ]; do
  sleep 0.05 || { sleep 1; n=20; }
  kill -s 0 -- "$all" || exit 0
  n=$((n + 1))
done
kill -s KILL -- "$all"
'

if [ "$1" = start ]; then
  lead /bin/sh -c "$0" "$0" run "$2"
fi
# Twice removed, so that it is no child of the command, which may wait for all it has; and in a
# group of its own, so that nothing the command does to its group ends it.
(lead /bin/sh -c "$watch" acp-server-guard "$$" <&3 >/dev/null 2>&1 3<&- &) 3<&0
exec /bin/sh -c "$2" </dev/null
