#!/usr/bin/env bash
# Compile CPython inside a Debian 11 system, so that it starts from glibc 2.28 on. Its result can be moved to any folder.
# usage: build_python.sh SOURCE.dsc CHROOT OUT
set -euo pipefail
source_file=$1 chroot=$2 out=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$chroot/root/python-build
rm -rf "$work" "$out"
mkdir -p "$work" "$out/bin" "$out/lib"
dpkg-source --no-check -x "$source_file" "$work/source" >"$work/unpack.log" 2>&1
cp "$here/glibc_compat.h" "$work/"

# pyexpat must use the system's expat, which gets security updates, and then needs the core's own header.
# sem_clockwait came with glibc 2.30; the uuid module would need a library that nobody else here needs.
cat >"$work/compile.sh" <<'INSIDE'
set -euo pipefail
cd /root/python-build/source
export CFLAGS="-O2 -include /root/python-build/glibc_compat.h" SOURCE_DATE_EPOCH=1700000000 PYTHONHASHSEED=0
sed -i "s/Extension('pyexpat',/Extension('pyexpat', extra_compile_args=['-DPy_BUILD_CORE_MODULE'],/" setup.py
./configure --prefix=/root/python-build/installed --without-ensurepip --disable-test-modules --without-doc-strings \
  --with-system-expat ac_cv_header_uuid_uuid_h=no ac_cv_func_sem_clockwait=no
make -j2
make install
INSIDE
if ! chroot "$chroot" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C bash /root/python-build/compile.sh \
  >"$work/compile.log" 2>&1; then
  tail -n 30 "$work/compile.log" >&2
  exit 1
fi

cp "$work/installed/bin/python3.11" "$out/bin/"
cp -r "$work/installed/lib/python3.11" "$out/lib/"
cp "$work/source/LICENSE" "$out/LICENSE-Python.txt"
strip "$out/bin/python3.11" "$out"/lib/python3.11/lib-dynload/*.so
find "$out" -name __pycache__ -prune -exec rm -rf {} +
rm -rf "$work"
