/* Included before every file when CPython is compiled on Debian 11 (glibc 2.31): ties the mathematical functions that
   got a new version in glibc 2.29 to the old one, so that the result starts from glibc 2.28 on (UOS 20). */
#if !defined(__ASSEMBLER__)
#if defined(__x86_64__)
#define OLD(name) __asm__(".symver " #name "," #name "@GLIBC_2.2.5");
#elif defined(__aarch64__)
#define OLD(name) __asm__(".symver " #name "," #name "@GLIBC_2.17");
#else
#error "which was the first glibc of this architecture?"
#endif
OLD(exp)
OLD(exp2)
OLD(log)
OLD(log2)
OLD(pow)
#undef OLD
#endif
