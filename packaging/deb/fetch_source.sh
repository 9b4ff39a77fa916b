#!/usr/bin/env bash
# Get Debian 12's patched source of CPython from the mirrors that apt is set up with; apt checks Debian's signature.
# The pinned version is taken; if the mirrors do not have it any more, the newest that they have, with a warning.
# usage: fetch_source.sh OUT
set -euo pipefail
out=$1
version=3.11.2-6+deb12u8
expected=197fa19ab45f41c820f40f6d9ead671c2ea29ddc53ba9424b36f1bf58458a10e # of the .dsc, which holds the other hashes
rm -rf "$out"
mkdir -p "$out/lists/partial"
cd "$out"

apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(LABEL)' 'Created-By: Packages' | sort -u |
  awk '$3 ~ /^Debian/ && $2 ~ /^bookworm(-security)?$/ { print "deb-src", $1, $2, "main" }' >sources.list
if [[ ! -s sources.list ]]; then
  echo "apt knows no mirror of Debian 12, which the source of CPython comes from." >&2
  exit 1
fi
options=(-o "Dir::Etc::sourcelist=$PWD/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$PWD/lists"
  -o APT::Sandbox::User=root)
apt-get "${options[@]}" -qq update

if apt-get "${options[@]}" -qq source --download-only "python3.11=$version"; then
  echo "$expected  python3.11_$version.dsc" | sha256sum --check --quiet
else
  known=$(apt-cache "${options[@]}" showsrc python3.11 | sed -n 's/^Version: //p' | sort --version-sort --reverse)
  for other in $known; do
    if apt-get "${options[@]}" -qq source --download-only "python3.11=$other"; then
      echo "WARNING: CPython $version is not to be had any more; $other is built instead. Pin it in $0." >&2
      break
    fi
  done
fi
rm -rf lists
ls ./*.dsc
