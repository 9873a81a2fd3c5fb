#!/bin/bash
# No message that the mailer does not know.
. "$(dirname "$0")/../lib/tap.sh"
silent "every kind of message has its line and its words" python3 tests/check/mail.py
catches mail python3 tests/check/mail.py tests/check/bad
finish
