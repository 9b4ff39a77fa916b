# Lets this Wine run 32-bit programs, such as the setup, beside 64-bit ones: Windows' own libraries are taken from the i386
# package of the same Wine. It is fetched by its hash, since a mirror's list for i386 is not always in step with the rest.
version=10.0~repack-6
hash=fef4802a6553a17eaa40003333a86fc697440d1d21c5824f2dbd1c444f01527b
if test "$(dpkg-query --show --showformat '${Version}' libwine)" != "$version"; then
  echo "Debian has another Wine by now: write its version and hash into wine_32_bit.sh." >&2
  exit 1
fi
mirror=$(awk '$1 == "deb" { print $2; exit }' /etc/apt/sources.list)
/usr/lib/apt/apt-helper download-file "$mirror/pool/main/w/wine/libwine_${version}_i386.deb" /tmp/i386.deb "SHA256:$hash"
dpkg-deb --fsys-tarfile /tmp/i386.deb |
  tar --extract --directory /usr/lib/x86_64-linux-gnu/wine --strip-components=5 ./usr/lib/i386-linux-gnu/wine/i386-windows
rm /tmp/i386.deb
