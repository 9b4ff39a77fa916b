#!/usr/bin/env bash
# Sign a Windows file in place. SIGN_PFX: certificate with key; SIGN_PASS_FILE: file with its password;
# SIGN_TS: address of a time-stamp service, left out where there is no network.
# usage: sign.sh FILE
set -euo pipefail
stamp=()
[[ -z ${SIGN_TS:-} ]] || stamp=(-ts "$SIGN_TS")
osslsigncode sign -pkcs12 "$SIGN_PFX" -readpass "$SIGN_PASS_FILE" -h sha256 "${stamp[@]}" -in "$1" -out "$1.signed" >/dev/null
mv "$1.signed" "$1"
