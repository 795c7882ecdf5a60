@echo off
rem This starts the workshop on Windows: double-click it.
cd /d "%~dp0"
for %%v in (3.14 3.13 3.12 3.11) do (
  py -%%v -c "" >nul 2>nul && (
    py -%%v start.py %*
    goto done
  )
)
python start.py %*
:done
if errorlevel 1 pause
