# PEELboard on Windows Server: scheduled tasks that start with the machine, run whoever is signed in, and start again.
# As administrator, in the project's folder, once `py -3 -m venv .venv` and `pip install -r requirements.txt` are done:
#   powershell -ExecutionPolicy Bypass -File deploy\windows\install.ps1 -Folder D:\peelboard\kent
param(
    [Parameter(Mandatory = $true)][string]$Folder,
    [string]$Account = "NT AUTHORITY\LOCAL SERVICE",
    [int]$Port = 8501,
    # What the tasks may do where PEELBOARD_SIGN_IN is required: a backup and a trial of it need approver.
    [string]$CommandRole = "approver"
)
$ErrorActionPreference = "Stop"
$project = (Resolve-Path (Join-Path $PSScriptRoot "..\..")).Path
$python = Join-Path $project ".venv\Scripts\python.exe"
if (-not (Test-Path $python)) { throw "There is no $python. Make the environment first." }
if (-not (Test-Path (Join-Path $Folder "peelboard.env"))) { throw "$Folder has no peelboard.env. Make it: python -m src init" }

[Environment]::SetEnvironmentVariable("PEELBOARD_FOLDER", $Folder, "Machine")
[Environment]::SetEnvironmentVariable("PEELBOARD_COMMAND_ROLE", $CommandRole, "Machine")
icacls $Folder /inheritance:r /grant:r "Administrators:(OI)(CI)F" "${Account}:(OI)(CI)M" | Out-Null

function Register-Job([string]$Name, [string]$Arguments, $Trigger, [int]$Hours) {
    $action = New-ScheduledTaskAction -Execute $python -Argument "-m src $Arguments" -WorkingDirectory $project
    $limit = if ($Hours) { New-TimeSpan -Hours $Hours } else { New-TimeSpan }
    $settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
        -ExecutionTimeLimit $limit -StartWhenAvailable -MultipleInstances IgnoreNew
    $principal = New-ScheduledTaskPrincipal -UserId $Account -LogonType ServiceAccount -RunLevel Limited
    Register-ScheduledTask -TaskPath "\PEELboard\" -TaskName $Name -Action $action -Trigger $Trigger `
        -Settings $settings -Principal $principal -Force | Out-Null
}

$start = New-ScheduledTaskTrigger -AtStartup
Register-Job "server" "serve --address 127.0.0.1 --port $Port" $start 0
Register-Job "watch" "watch `"$Folder\inbox`" --unnamed --by `"watched folder`"" $start 0
Register-Job "backup" "backup --to `"$Folder\backups\peelboard.zip`"" (New-ScheduledTaskTrigger -Daily -At 01:00) 2
Register-Job "verify" "verify --deep --unnamed" (New-ScheduledTaskTrigger -Daily -At 02:00) 2
Register-Job "drill" "drill `"$Folder\backups\peelboard.zip`"" (New-ScheduledTaskTrigger -Weekly -DaysOfWeek Sunday -At 03:00) 2
Register-Job "pack" "pack --out `"$Folder\packs`"" (New-ScheduledTaskTrigger -Weekly -DaysOfWeek Monday -At 06:00) 1
Register-Job "fetch" "fetch --unnamed --by `"a schedule`"" (New-ScheduledTaskTrigger -Once -At 00:05 -RepetitionInterval (New-TimeSpan -Hours 1)) 1
Register-Job "alerts" "alerts --send" (New-ScheduledTaskTrigger -Once -At 00:00 -RepetitionInterval (New-TimeSpan -Minutes 10)) 1
New-Item -ItemType Directory -Force (Join-Path $Folder "inbox"), (Join-Path $Folder "packs") | Out-Null
Start-ScheduledTask -TaskPath "\PEELboard\" -TaskName "server"
Start-ScheduledTask -TaskPath "\PEELboard\" -TaskName "watch"
