; The installer for Windows, for Inno Setup 6. Not run yet: there was no Windows here.
;   ISCC /DVersion=0.1.0 /DBundle=..\..\dist\build\InfraSketch /O..\..\dist packaging\bundle\windows.iss
; For one user, without an administrator. Uninstalling leaves what the user made.

[Setup]
AppId={{7F0B5E52-6B1B-4B0E-9C63-2A0F6B5C7D11}
AppName=InfraSketch
AppVersion={#Version}
DefaultDirName={autopf}\InfraSketch
DefaultGroupName=InfraSketch
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
Compression=lzma2/max
SolidCompression=yes
OutputBaseFilename=InfraSketch-{#Version}-setup
UninstallDisplayIcon={app}\infrasketch-window.exe
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "ar"; MessagesFile: "compiler:Languages\Arabic.isl"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\InfraSketch"; Filename: "{app}\infrasketch-window.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.infrasketch"; ValueType: string; ValueData: "InfraSketch.Sketch"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\InfraSketch.Sketch"; ValueType: string; ValueData: "InfraSketch diagram"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\InfraSketch.Sketch\DefaultIcon"; ValueType: string; ValueData: "{app}\infrasketch-window.exe,0"
Root: HKA; Subkey: "Software\Classes\InfraSketch.Sketch\shell\open\command"; ValueType: string; ValueData: """{app}\infrasketch-window.exe"" open -- ""%1"""
Root: HKA; Subkey: "Software\Classes\infrasketch"; ValueType: string; ValueData: "URL:InfraSketch"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\infrasketch"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\infrasketch\shell\open\command"; ValueType: string; ValueData: """{app}\infrasketch-window.exe"" open -- ""%1"""
