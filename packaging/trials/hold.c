/* Keeps a file open so that nobody else can open or delete it, as a scanner or a careless program does, until it is ended. */
#include <windows.h>

int wmain(int argc, wchar_t **argv)
{
    if (argc != 2) return 2;
    HANDLE file = CreateFileW(argv[1], GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return 1;
    Sleep(INFINITE);
    return 0;
}
