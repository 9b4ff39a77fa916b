#!/usr/bin/env bash
# Compile CPython inside a Debian 11 system, so that it starts from glibc 2.28 on. Its result can be moved to any folder.
# For another architecture the chroot holds a cross compiler, and a CPython of the same version that runs here helps.
# usage: build_python.sh SOURCE.dsc CHROOT OUT [TRIPLET HELPER]
set -euo pipefail
source_file=$1 chroot=$2 out=$3 triplet=${4:-} helper=${5:-}
here=$(cd "$(dirname "$0")" && pwd)
work=$chroot/root/python-build
rm -rf "$work" "$out"
mkdir -p "$work" "$out/bin" "$out/lib"
dpkg-source --no-check -x "$source_file" "$work/source" >"$work/unpack.log" 2>&1
cp "$here/glibc_compat.h" "$work/"
[[ -z $helper ]] || cp -r "$helper" "$work/helper"

# pyexpat must use the system's expat, which gets security updates, and then needs the core's own header.
# sem_clockwait came with glibc 2.30; the uuid module would need a library that nobody else here needs.
cat >"$work/compile.sh" <<'INSIDE'
set -euo pipefail
cd /root/python-build/source
export CFLAGS="-O2 -include /root/python-build/glibc_compat.h" SOURCE_DATE_EPOCH=1700000000 PYTHONHASHSEED=0
sed -i "s/Extension('pyexpat',/Extension('pyexpat', extra_compile_args=['-DPy_BUILD_CORE_MODULE'],/" setup.py
options=(--prefix=/root/python-build/installed --without-ensurepip --disable-test-modules --without-doc-strings
  --with-system-expat ac_cv_header_uuid_uuid_h=no ac_cv_func_sem_clockwait=no)
if [[ -n $triplet ]]; then
  export PKG_CONFIG_LIBDIR=/usr/lib/$triplet/pkgconfig:/usr/share/pkgconfig
  options+=("--host=$triplet" "--build=$(cc -dumpmachine 2>/dev/null || echo x86_64-linux-gnu)"
    --with-build-python=/root/python-build/helper/bin/python3.11)
  # What configure would find out by running a program, as it does at home; wchar_t has no sign on ARM.
  options+=(ac_cv_file__dev_ptmx=yes ac_cv_file__dev_ptc=no ac_cv_aligned_required=no ac_cv_computed_gotos=yes
    ac_cv_working_tzset=yes ac_cv_wchar_t_signed=no ac_cv_broken_sem_getvalue=no ac_cv_posix_semaphores_enabled=yes
    ac_cv_broken_nice=no ac_cv_broken_poll=no ac_cv_buggy_getaddrinfo=no ac_cv_rshift_extends_sign=yes
    ac_cv_broken_mbstowcs=no ac_cv_pthread_system_supported=yes)
fi
./configure "${options[@]}"
make -j2
if [[ -n $triplet ]]; then # Debian's rules for installing look for it under the name that it has at home
  built=$(cat pybuilddir.txt)
  cp "$built/_sysconfigdata__linux_$triplet.py" "$built/_sysconfigdata__$triplet.py"
fi
# Bytecode is made once the tree is complete. Here it would be compiled three times, and thrown away.
sed -i 's|-Wi .*/compileall.py|-c pass|' Makefile
make install
INSIDE
if ! chroot "$chroot" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C "triplet=$triplet" \
  bash /root/python-build/compile.sh >"$work/compile.log" 2>&1; then
  tail -n 30 "$work/compile.log" >&2
  exit 1
fi

cp "$work/installed/bin/python3.11" "$out/bin/"
cp -r "$work/installed/lib/python3.11" "$out/lib/"
cp "$work/source/LICENSE" "$out/LICENSE-Python.txt"
"${triplet:+$triplet-}strip" "$out/bin/python3.11" "$out"/lib/python3.11/lib-dynload/*.so
find "$out" -name __pycache__ -prune -exec rm -rf {} +
rm -rf "$work"
