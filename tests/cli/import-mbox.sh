#!/bin/bash
# An mbox file teaches the same as its messages one by one, whatever its writer's habits.
. "$(dirname "$0")/common.sh" || exit 1
. "$DATA/../archive/common.sh"
same_in mboxo mboxrd mboxcl mboxcl2 lying-long lying-short
