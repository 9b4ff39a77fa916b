/* Included before every file when CPython is compiled on Debian 11 (glibc 2.31): ties the mathematical functions that
   got a new version in glibc 2.29 to the old one, so that the result starts from glibc 2.28 on (UOS 20). */
#if defined(__x86_64__) && !defined(__ASSEMBLER__)
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
