import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Node runs no TypeScript below node_modules, so what is published is compiled: `npm run build`, and before `npm pack`.

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ type: 'module', imports: { '#harness': './src/index.js' } })}\n`)
copyFileSync(join(root, 'src', 'cli', 'bin.js'), join(dist, 'src', 'cli', 'bin.js'))
chmodSync(join(dist, 'src', 'cli', 'bin.js'), 0o755)
for (const page of ['html', 'comparison']) copyPage(join('src', 'report', page))

/** What a browser reads of a page: the compiler leaves it where it is. */
function copyPage(folder: string): void {
  cpSync(join(root, folder), join(dist, folder), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || /\.css$|[\\/]client[\\/][\w-]+(?:\.d\.ts|\.js)$/.test(path),
  })
}
