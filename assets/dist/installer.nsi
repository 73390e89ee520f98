; The installer for Windows: for one person, without an administrator's rights.
; .ci/dist-windows hands in VERSION, FOLDER (what is installed), OUT, and where there
; are such things SAFE (the folder with software OpenGL) and SIGN (what signs a file).
Unicode true
!include MUI2.nsh
!include FileFunc.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Needsbook"
!define CLASSES "Software\Classes"

Name "Needsbook"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Needsbook"
InstallDirRegKey HKCU "Software\Needsbook" "Folder"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
BrandingText "Needsbook ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Needsbook"
VIAddVersionKey FileDescription "Installs Needsbook for you alone"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey LegalCopyright "The Needsbook authors. Apache-2.0"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
  !finalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${FOLDER}\needsbook.ico"
!define MUI_UNICON "${FOLDER}\needsbook.ico"
!define MUI_WELCOMEPAGE_TEXT "This installs Needsbook ${VERSION} for you alone. It needs no administrator.$\r$\n$\r$\nSchools' files, their backups and your settings stay as they are."
!define MUI_FINISHPAGE_RUN "$INSTDIR\needsbook.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "This takes the program away. Schools' files, their backups and your settings are kept: install Needsbook again to open them."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs cannot be replaced or taken away. Silently, the exit code is 3.
!macro StopWhileOpen FILE
  ${If} ${FileExists} "${FILE}"
    ClearErrors
    FileOpen $0 "${FILE}" a
    ${If} ${Errors}
      IfSilent +2
      MessageBox MB_OK|MB_ICONEXCLAMATION "Needsbook is open. Close it, then try again. Nothing was changed."
      SetErrorLevel 3
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Tells Windows that a type of file has another program now.
!macro TypesChanged
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  !insertmacro StopWhileOpen "$INSTDIR\needsbook.exe"
  !insertmacro StopWhileOpen "$INSTDIR\safe\needsbook.exe"
  !insertmacro StopWhileOpen "$INSTDIR\needsctl.exe"
  SetOutPath "$INSTDIR"
  File "${FOLDER}\needsbook.exe"
  File "${FOLDER}\needsctl.exe"
  File "${FOLDER}\LICENSE.txt"
  File "${FOLDER}\THIRD-PARTY.txt"
  File "${FOLDER}\Read me.txt"
  CreateShortcut "$SMPROGRAMS\Needsbook.lnk" "$INSTDIR\needsbook.exe"
  !ifdef SAFE
    SetOutPath "$INSTDIR\safe"
    File "${FOLDER}\needsbook.exe"
    File "${SAFE}\opengl32.dll"
    File "${SAFE}\libgallium_wgl.dll"
    File "${SAFE}\MESA-LICENCE.txt"
    CreateShortcut "$SMPROGRAMS\Needsbook (safe graphics).lnk" "$INSTDIR\safe\needsbook.exe"
    SetOutPath "$INSTDIR"
  !endif
  WriteUninstaller "$INSTDIR\uninstall.exe"

  WriteRegStr HKCU "Software\Needsbook" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${CLASSES}\.needsbook" "" "Needsbook.School"
  WriteRegStr HKCU "${CLASSES}\Needsbook.School" "" "School's needs register"
  WriteRegStr HKCU "${CLASSES}\Needsbook.School\DefaultIcon" "" "$INSTDIR\needsbook.exe,0"
  WriteRegStr HKCU "${CLASSES}\Needsbook.School\shell\open\command" "" '"$INSTDIR\needsbook.exe" "%1"'
  !insertmacro TypesChanged

  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Needsbook"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Needsbook authors"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\needsbook.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; What was installed is taken away by name, so that a file that a person put into the
; folder stays.
Section Uninstall
  !insertmacro StopWhileOpen "$INSTDIR\needsbook.exe"
  !insertmacro StopWhileOpen "$INSTDIR\safe\needsbook.exe"
  !insertmacro StopWhileOpen "$INSTDIR\needsctl.exe"
  Delete "$SMPROGRAMS\Needsbook.lnk"
  Delete "$SMPROGRAMS\Needsbook (safe graphics).lnk"
  Delete "$INSTDIR\safe\needsbook.exe"
  Delete "$INSTDIR\safe\opengl32.dll"
  Delete "$INSTDIR\safe\libgallium_wgl.dll"
  Delete "$INSTDIR\safe\MESA-LICENCE.txt"
  RMDir "$INSTDIR\safe"
  Delete "$INSTDIR\needsbook.exe"
  Delete "$INSTDIR\needsctl.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  Delete "$INSTDIR\Read me.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $0 HKCU "${CLASSES}\.needsbook" ""
  ${If} $0 == "Needsbook.School"
    DeleteRegKey HKCU "${CLASSES}\.needsbook"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\Needsbook.School"
  DeleteRegKey HKCU "Software\Needsbook"
  DeleteRegKey HKCU "${UNINSTALL}"
  !insertmacro TypesChanged
SectionEnd
