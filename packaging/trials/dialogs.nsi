; Writes what a user reads in the open dialogs to a file, a line for each text. 32-bit, so that it runs on every Windows.
Unicode true
Target x86-unicode
SilentInstall silent
RequestExecutionLevel user
OutFile "${OUT_FILE}"

Section
  FileOpen $9 "${ANSWER}" w
  StrCpy $0 0
  next_dialog:
    FindWindow $0 "#32770" "" 0 $0
    IntCmp $0 0 done
    StrCpy $1 0
  next_text:
    FindWindow $1 "Static" "" $0 $1
    IntCmp $1 0 next_dialog
    System::Call 'user32::IsWindowVisible(p r1) i .r3'
    IntCmp $3 0 next_text
    System::Call 'user32::SendMessageW(p r1, i 0xD, p ${NSIS_MAX_STRLEN}, w .r2)' ; WM_GETTEXT
    FileWriteUTF16LE $9 "$2$\r$\n"
    Goto next_text
  done:
  FileClose $9
SectionEnd
