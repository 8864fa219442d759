#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach
expect 0 prune --json --at 2026-03-01T00:00:00Z
is 1 rows 0
expect 0 recent --json
lines 2
expect 0 prune --at 2031-01-01T00:00:00Z
said 'rows had aged and are gone'
expect 1 recent --json
lines 0
expect 1 sender billing@acme.example
expect 0 prune --json
is 1 rows 0
expect 64 prune --at yesterday
