; The installer for Windows, made by Inno Setup of what packaging/build.py has built:
;   iscc /DVersion=0.1.0 packaging\windows\demarche.iss
#ifndef Version
  #error Name the version: iscc /DVersion=0.1.0
#endif
[Setup]
AppId=org.demarche.Demarche
AppName=Démarche
AppVersion={#Version}
AppPublisher=The Démarche contributors
DefaultDirName={autopf}\Demarche
DefaultGroupName=Démarche
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=demarche-{#Version}-windows-x86_64
SetupIconFile=..\..\build\icons\demarche.ico
ChangesAssociations=yes
Compression=lzma2
SolidCompression=yes

[Files]
Source: "..\..\dist\demarche\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Démarche"; Filename: "{app}\Démarche.exe"; AppUserModelID: "org.demarche.Demarche"

[Registry]
Root: HKA; Subkey: "Software\Classes\.demarche"; ValueType: string; ValueData: "org.demarche.Library"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\org.demarche.Library"; ValueType: string; ValueData: "Démarche library"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\org.demarche.Library\DefaultIcon"; ValueType: string; ValueData: "{app}\Démarche.exe,0"
Root: HKA; Subkey: "Software\Classes\org.demarche.Library\shell\open\command"; ValueType: string; ValueData: """{app}\Démarche.exe"" ""%1"""

[Run]
Filename: "{app}\Démarche.exe"; Description: "Open Démarche"; Flags: postinstall nowait skipifsilent
