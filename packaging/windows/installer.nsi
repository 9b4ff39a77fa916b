; The Windows installer. packaging/installers/windows.py gives the names and the file lists:
;   INSTALL_LIST   unpacks all files below $INSTDIR\${NEW}
;   MOVE_LIST      moves them to their place
;   IN_USE_LIST    asks of every file whether it can be written
;   UNINSTALL_LIST deletes exactly what was installed
; Exit codes: 0 done, 1 cancelled by the user, 2 cannot write, 3 Windows too old, 4 disk full, 5 the program is running,
; 6 a Windows that cannot run 64-bit programs, 7 for all users but without an administrator's rights.
; The program is 64-bit. Setup and uninstaller are 32-bit, so that they start on a 32-bit Windows too and can say in
; Chinese that it will not do; both work in the 64-bit view of the registry and of Program Files.
Unicode true
Target x86-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
CRCCheck on
AllowSkipFiles off

!define NEW "~new"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP_ID}"
!define OPEN_WITH_KEY "Software\Classes\Applications\${COMMAND}.exe"
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MINWIN 0x601
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${PACKAGE}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include Integration.nsh

Var IsMoving

Name "${NAME}"
OutFile "${OUT_FILE}"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE_PICTURE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION RunProgram
!define MUI_FINISHPAGE_RUN_TEXT "立即运行 ${NAME}"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

VIProductVersion "${WINDOWS_VERSION}"
VIFileVersion "${WINDOWS_VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "${NAME}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "${COPYRIGHT}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"

!ifdef SIGN_COMMAND
  !uninstfinalize '${SIGN_COMMAND} "%1"' = 0
!endif

!macro Refuse CODE ICON_STYLE TEXT
  MessageBox MB_OK|${ICON_STYLE} "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Through Explorer, so that the program does not inherit an administrator's rights.
Function RunProgram
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${COMMAND}.exe"'
FunctionEnd

; Sets $R8 to 1 if something of ours is in use: what is loaded, or held by another program, cannot be opened for writing.
; Half an uninstallation would be the end otherwise, for Windows does not delete such a file.
!macro FileInUse FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $R7 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      StrCpy $R8 1
    ${Else}
      FileClose $R7
    ${EndIf}
  ${EndIf}
!macroend

; MultiUser.nsh would say so in English, and leave 0 behind.
!macro DefineRefuseWithoutRights un
Function ${un}RefuseWithoutRights
  ${${un}GetParameters} $R0
  ClearErrors
  ${${un}GetOptions} "$R0" "/AllUsers" $R1
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $R1
    ${If} $R1 != "Admin"
      !insertmacro Refuse 7 MB_ICONSTOP "为所有用户安装或卸载“${NAME}”需要管理员权限，而您的账户没有。电脑上什么也没有改动。$\r$\n$\r$\n请改为只为自己安装，或请管理员来操作。"
    ${EndIf}
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DefineRefuseWithoutRights ""
!insertmacro DefineRefuseWithoutRights "un."

!macro DefineRefuseWhileRunning un
Function ${un}RefuseWhileRunning
  retry:
  StrCpy $R8 0
  !include "${IN_USE_LIST}"
  ${If} $R8 = 1
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} 正在运行，或它的文件正被占用。请先保存并关闭它，再点“重试”。" /SD IDCANCEL IDRETRY retry
    SetErrorLevel 5
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DefineRefuseWhileRunning ""
!insertmacro DefineRefuseWhileRunning "un."

Function RefuseWithoutSpace
  StrCpy $R0 $INSTDIR 3
  ClearErrors
  ${DriveSpace} "$R0" "/D=F /S=K" $R1
  ${IfNot} ${Errors}
  ${AndIf} $R1 < ${NEEDED_KB}
    !insertmacro Refuse 4 MB_ICONSTOP "磁盘 $R0 的空间不足，安装需要约 ${NEEDED_MB} MB。请清理磁盘或换一个位置，然后重新安装。"
  ${EndIf}
FunctionEnd

; As a rule the old files have not been touched when this is called: the new ones stand apart until all are there.
; If moving them failed half way, what was moved goes again.
Function .onInstFailed
  SetOutPath "$TEMP"
  ${If} $IsMoving = 1
    !include "${UNINSTALL_LIST}"
  ${EndIf}
  RMDir /r "$INSTDIR\${NEW}"
  RMDir "$INSTDIR"
  MessageBox MB_OK|MB_ICONSTOP "没有装成：文件写不进“$INSTDIR”。请检查磁盘空间和权限，或换一个位置，然后重新安装。" /SD IDOK
FunctionEnd

; Windows on ARM runs programs of ours from Windows 11 on, the first of which has the number 22000.
Function RefuseOtherWindows
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse 3 MB_ICONSTOP "这台电脑的 Windows 版本过低：“${NAME}”需要 64 位的 Windows 10 或 11。没有安装，电脑上什么也没有改动。$\r$\n$\r$\n请换一台 Windows 10 或 11 的电脑安装，或请信息部门升级系统。"
  ${EndIf}
  ${IfNot} ${RunningX64}
    !insertmacro Refuse 6 MB_ICONSTOP "这台电脑的 Windows 是 32 位的，而“${NAME}”只能在 64 位的 Windows 10 或 11 上运行。没有安装，电脑上什么也没有改动。$\r$\n$\r$\n请换一台 64 位 Windows 的电脑安装，或请信息部门改装 64 位系统（“设置→系统→关于→系统类型”里写着是多少位）。"
  ${EndIf}
  ${If} ${IsNativeARM64}
  ${AndIfNot} ${AtLeastBuild} 22000
    !insertmacro Refuse 6 MB_ICONSTOP "这台电脑是 ARM 处理器的 Windows 10，不能运行“${NAME}”。没有安装，电脑上什么也没有改动。$\r$\n$\r$\n请换一台电脑安装，或请信息部门升级到 Windows 11。"
  ${EndIf}
FunctionEnd

; A 32-bit setup sees another System32 than the program would, so nothing is installed there.
Function RefuseInsideWindows
  StrLen $R0 "$WINDIR\"
  StrCpy $R1 "$INSTDIR\" $R0
  ${If} $R1 == "$WINDIR\"
    !insertmacro Refuse 2 MB_ICONSTOP "“$INSTDIR”在 Windows 自己的文件夹里，不能安装到那里。没有安装，电脑上什么也没有改动。请换一个位置，然后重新安装。"
  ${EndIf}
FunctionEnd

Function .onInit
  Call RefuseOtherWindows
  SetRegView 64
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${APP_ID}.setup") p .r0 ?e'
  Pop $0
  ${If} $0 = 183
    !insertmacro Refuse 5 MB_ICONEXCLAMATION "安装程序已经在运行。"
  ${EndIf}
  StrCpy $R9 $INSTDIR ; what /D= gave, else empty: MultiUser.nsh would overwrite it
  Call RefuseWithoutRights
  !insertmacro MULTIUSER_INIT
  ${If} $R9 != ""
    StrCpy $INSTDIR $R9
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  Call un.RefuseWithoutRights
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

; Removes the version that is there by its own uninstaller, so that no file of it stays.
Function RemoveOldVersion
  ReadRegStr $1 SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\uninstall.exe"
    CopyFiles /SILENT "$1\uninstall.exe" "$PLUGINSDIR\old-uninstall.exe"
    ExecWait '"$PLUGINSDIR\old-uninstall.exe" /S /$MultiUser.InstallMode _?=$1' $2
    ${If} $2 <> 0
      SetOutPath "$TEMP"
      RMDir /r "$INSTDIR\${NEW}"
      !insertmacro Refuse 5 MB_ICONEXCLAMATION "旧版本无法卸载，因为它正在运行或文件正被占用。请关闭它，然后重新安装。"
    ${EndIf}
    Delete "$1\uninstall.exe"
    RMDir "$1"
  ${EndIf}
FunctionEnd

; A folder that holds somebody's own file besides ours is still there: then ours are added to it.
!macro MoveToPlace ENTRY
  ClearErrors
  Rename "$INSTDIR\${NEW}\${ENTRY}" "$INSTDIR\${ENTRY}"
  ${If} ${Errors}
    ClearErrors
    CopyFiles /SILENT "$INSTDIR\${NEW}\${ENTRY}" "$INSTDIR"
    ${If} ${Errors}
      Abort
    ${EndIf}
  ${EndIf}
!macroend

Section
  Call RefuseInsideWindows
  Call RefuseWhileRunning
  Call RefuseWithoutSpace
  InitPluginsDir
  RMDir /r "$INSTDIR\${NEW}"
  !include "${INSTALL_LIST}"
  SetOutPath "$INSTDIR"
  Call RemoveOldVersion
  StrCpy $IsMoving 1
  !include "${MOVE_LIST}"
  RMDir /r "$INSTDIR\${NEW}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${COMMAND}.exe" "" "$INSTDIR\${COMMAND}.exe" 0
  CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${COMMAND}.exe" "" "$INSTDIR\${COMMAND}.exe" 0
  ; Listed under 打开方式 for .json; the key of .json itself is not touched, so nobody's choice changes.
  WriteRegStr SHCTX "${OPEN_WITH_KEY}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${OPEN_WITH_KEY}\DefaultIcon" "" "$INSTDIR\${COMMAND}.exe,0"
  WriteRegStr SHCTX "${OPEN_WITH_KEY}\SupportedTypes" ".json" ""
  WriteRegStr SHCTX "${OPEN_WITH_KEY}\shell\open\command" "" '"$INSTDIR\${COMMAND}.exe" "%1"'
  ${NotifyShell_AssocChanged}
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${COMMAND}.exe,0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
SectionEnd

Section "uninstall"
  Call un.RefuseWhileRunning
  !include "${UNINSTALL_LIST}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey SHCTX "${OPEN_WITH_KEY}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  ${NotifyShell_AssocChanged}
SectionEnd
