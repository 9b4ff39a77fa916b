/* Starts the program on Windows: looks whether the system and the installation are sound, loads runtime\python311.dll
 * from beside itself and runs "-m selfeval_gui" with its own arguments. Compiled twice: with a window, and with
 * CONSOLE for the command line. Needs kernel32, user32, shell32 and msvcrt, which every Windows has.
 *
 * installed_files.h lists the files that must be there, with their sizes: it is written by the build. */
#ifndef UNICODE
#define UNICODE
#endif
#define _UNICODE
#include <windows.h>
#include <shellapi.h>
#include <stdarg.h>
#include <stdlib.h>
#include <wchar.h>

struct installed_file { const wchar_t *path; unsigned long long size; };
#include "installed_files.h"

#define LONGEST 32768
#define DAMAGED 70
#define OLD_WINDOWS 71

static wchar_t folder[LONGEST]; /* where the launcher stands, with a backslash at the end */
static wchar_t path[LONGEST];

static int fail(int code, const wchar_t *format, ...)
{
    static wchar_t text[LONGEST + 200];
    va_list values;
    va_start(values, format);
    _vsnwprintf(text, LONGEST + 199, format, values);
    va_end(values);
#ifdef CONSOLE
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode, written;
    wcscat(text, L"\n");
    if (GetConsoleMode(out, &mode)) {
        WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL);
    } else { /* a file or a pipe gets UTF-8, as from the program itself */
        static char bytes[3 * LONGEST + 600];
        int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
        if (size > 1) WriteFile(out, bytes, (DWORD)size - 1, &written, NULL);
    }
#else
    MessageBoxW(NULL, text, L"绩效自评", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#endif
    return code;
}

static const wchar_t *beside(const wchar_t *name)
{
    _snwprintf(path, LONGEST - 1, L"%ls%ls", folder, name);
    return path;
}

static int find_folder(void)
{
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST - 300);
    wchar_t *end = length && length < LONGEST - 300 ? wcsrchr(folder, L'\\') : NULL;
    if (end) end[1] = 0;
    return end != NULL;
}

/* GetVersionEx would answer what the manifest says, RtlGetVersion tells the truth. */
static int is_windows_10(void)
{
    typedef LONG (WINAPI *get_version_t)(OSVERSIONINFOW *);
    OSVERSIONINFOW version = { .dwOSVersionInfoSize = sizeof version };
    get_version_t get_version = (get_version_t)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    return !get_version || get_version(&version) != 0 || version.dwMajorVersion >= 10;
}

static const wchar_t *first_damaged_file(void)
{
    for (size_t i = 0; i < sizeof installed_files / sizeof *installed_files; i++) {
        WIN32_FILE_ATTRIBUTE_DATA data;
        if (!GetFileAttributesExW(beside(installed_files[i].path), GetFileExInfoStandard, &data)) return installed_files[i].path;
        if ((((unsigned long long)data.nFileSizeHigh << 32) | data.nFileSizeLow) != installed_files[i].size)
            return installed_files[i].path;
    }
    return NULL;
}

/* Where portable.txt lies beside the launcher, the user's data lie there too. Python reads the environment of the
 * Universal CRT, which may have taken its copy before we change it: so that one is told as well. */
static void tell_data_folder(void)
{
    typedef int (*put_t)(const wchar_t *, const wchar_t *);
    HMODULE crt = GetModuleHandleW(L"ucrtbase.dll");
    put_t put = crt ? (put_t)(void *)GetProcAddress(crt, "_wputenv_s") : NULL;
    if (GetFileAttributesW(beside(L"portable.txt")) == INVALID_FILE_ATTRIBUTES) return;
    beside(L"data");
    SetEnvironmentVariableW(L"SELFEVAL_DATA", path);
    if (put) put(L"SELFEVAL_DATA", path);
}

static void name_taskbar_group(void)
{
    typedef HRESULT (WINAPI *set_id_t)(PCWSTR);
    HMODULE shell = GetModuleHandleW(L"shell32.dll");
    set_id_t set_id = shell ? (set_id_t)(void *)GetProcAddress(shell, "SetCurrentProcessExplicitAppUserModelID") : NULL;
    if (set_id) set_id(APP_ID);
}

int wmain(int argc, wchar_t **argv)
{
    typedef int (*python_main_t)(int, wchar_t **);
    if (!is_windows_10()) return fail(OLD_WINDOWS, L"这台电脑的 Windows 版本过低：本程序需要 64 位的 Windows 10 或 11。您的自评表不受影响。\n\n请换一台电脑，或请信息部门升级系统。");
    if (!find_folder()) return fail(DAMAGED, L"程序所在的路径太长，请把程序安装到较短的路径。");
    const wchar_t *damaged = first_damaged_file();
    if (damaged) return fail(DAMAGED, L"程序文件不完整或已损坏，请重新安装。您的自评表不受影响。\n\n有问题的文件：%ls", damaged);

    SetDllDirectoryW(beside(L"runtime")); /* takes the current folder off the search path, too */
    HMODULE python = LoadLibraryExW(beside(L"runtime\\python311.dll"), NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    python_main_t python_main = python ? (python_main_t)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!python_main)
        return fail(DAMAGED, L"程序文件无法加载，请重新安装；如仍不行，请联系信息部门。\n\n错误代码：%lu", GetLastError());

    tell_data_folder();
    name_taskbar_group();
    wchar_t **words = calloc((size_t)argc + 3, sizeof *words);
    if (!words) return fail(DAMAGED, L"内存不足，无法启动。");
    int count = 0;
    words[count++] = argv[0];
    words[count++] = L"-m";
    words[count++] = APP_MODULE;
    for (int i = 1; i < argc; i++) words[count++] = argv[i];
    return python_main(count, words);
}

#ifndef CONSOLE
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR line, int show)
{
    (void)instance, (void)previous, (void)line, (void)show;
    int argc = 0;
    wchar_t **argv = CommandLineToArgvW(GetCommandLineW(), &argc);
    return wmain(argc, argv);
}
#endif
