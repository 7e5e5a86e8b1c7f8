import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Chromium without windows, which serves pages in half the time. */
const withoutWindows = ['chromium-headless-shell', 'chrome-headless-shell']

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'microsoft-edge-stable']

const applications = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)

const windows = [join('Google', 'Chrome', 'Application', 'chrome.exe'), join('Microsoft', 'Edge', 'Application', 'msedge.exe')]

/** The environment that is looked at: the path and where Windows keeps programs. */
type Environment = Readonly<Record<string, string | undefined>>

/** The first Chrome, Chromium or Edge that is installed on this machine, or undefined. Where no window is wanted, one that has none goes first. */
export function installedBrowser(
  { headless = true }: { headless?: boolean } = {},
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
): string | undefined {
  return placesOf(platform, environment, headless ? [...withoutWindows, ...names] : names).find(canRun)
}

function placesOf(platform: NodeJS.Platform, environment: Environment, names: readonly string[]): string[] {
  if (platform === 'darwin') return applications
  const folders = platform === 'win32' ? ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'] : ['PATH']
  const roots = folders
    .flatMap((name) => environment[name]?.split(platform === 'win32' ? '\0' : delimiter) ?? [])
    .filter((root) => root !== '')
  return (platform === 'win32' ? windows : names).flatMap((name) => roots.map((root) => join(root, name)))
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
