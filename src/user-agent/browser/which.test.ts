import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installedBrowser } from './which.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'browsers-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function program(...path: string[]): string {
  const file = join(folder, ...path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
  return file
}

test('none is found where none is', () => {
  expect(installedBrowser({}, 'linux', { PATH: folder })).toBeUndefined()
  expect(installedBrowser({}, 'linux', {})).toBeUndefined()
})

test('Chrome goes before Chromium, wherever on the path', () => {
  const chromium = program('a', 'chromium')
  const path = { PATH: `${join(folder, 'a')}:${join(folder, 'b')}` }
  expect(installedBrowser({}, 'linux', path)).toBe(chromium)
  const chrome = program('b', 'google-chrome')
  expect(installedBrowser({}, 'linux', path)).toBe(chrome)
})

test('one without windows goes first, but not where a window is wanted', () => {
  const chrome = program('google-chrome')
  const shell = program('chromium-headless-shell')
  expect(installedBrowser({}, 'linux', { PATH: folder })).toBe(shell)
  expect(installedBrowser({ headless: false }, 'linux', { PATH: folder })).toBe(chrome)
  rmSync(chrome)
  expect(installedBrowser({ headless: false }, 'linux', { PATH: folder })).toBeUndefined()
})

test('on Windows it is looked for among the programs', () => {
  const edge = program('Microsoft', 'Edge', 'Application', 'msedge.exe')
  expect(installedBrowser({}, 'win32', { PROGRAMFILES: '', 'PROGRAMFILES(X86)': folder })).toBe(edge)
})
