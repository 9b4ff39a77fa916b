#!/bin/sh
# @NAME@: starts the program that lies below this folder, whatever Python and Qt the system has.
files=@FILES@
if [ ! -x "$files/python/bin/python3.11" ]; then
  echo "程序文件不完整，请重新安装软件包 @PACKAGE@。您的自评表不受影响。" >&2
  exit 70
fi
unset QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH QML2_IMPORT_PATH
: "${QT_QPA_PLATFORM:=xcb}"
export QT_QPA_PLATFORM
# Qt here has no plugin for fcitx; fcitx 5 answers IBus' portal, so Chinese input goes through the plugin for IBus.
case "${QT_IM_MODULE:-} ${XMODIFIERS:-}" in
  *fcitx*) export QT_IM_MODULE=ibus IBUS_USE_PORTAL=1 ;;
esac
# A glibc older than that which Qt was linked on: functions and libraries that it lacks lie in a folder apart.
if [ -d "$files/older" ]; then
  case "$(getconf GNU_LIBC_VERSION 2>/dev/null)" in
    "glibc 2.28" | "glibc 2.29")
      export LD_LIBRARY_PATH="$files/older${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
      export LD_PRELOAD="$files/older/clockwait.so${LD_PRELOAD:+:$LD_PRELOAD}"
      ;;
  esac
fi
exec "$files/python/bin/python3.11" -I -B -m @MODULE@ "$@"
