/* Open a file the way 打开方式 does: with a program listed under Applications. usage: open_as.exe PROGRAM.exe FILE */
#include <windows.h>
#include <shellapi.h>
#include <wchar.h>

int wmain(int argc, wchar_t **argv)
{
    wchar_t name[200];
    SHELLEXECUTEINFOW info = { .cbSize = sizeof info, .fMask = SEE_MASK_CLASSNAME, .nShow = SW_SHOWNORMAL };
    if (argc != 3) return 2;
    _snwprintf(name, 199, L"Applications\\%ls", argv[1]);
    info.lpClass = name;
    info.lpFile = argv[2];
    return ShellExecuteExW(&info) ? 0 : 1;
}
