#!/usr/bin/env node
// Old syntax only: this file must be able to say one clear sentence on a Node that can read nothing else of the project.
var version = process.versions.node.split('.').map(Number)
if (version[0] < 22 || (version[0] === 22 && version[1] < 19)) {
  console.error(
    'grantproof needs Node 22.19 or newer, and this is Node ' +
      process.versions.node +
      ': install a maintained Node (https://nodejs.org), ' +
      'or in a checkout of grantproof start it by an npm script (npm start, npm run grantproof), which brings its own.',
  )
  process.exit(2)
}
var main = import.meta.url.indexOf('/dist/src/cli/') === -1 ? './main.ts' : './main.js'
import('node:module')
  .then((node) => {
    if (node.enableCompileCache) node.enableCompileCache()
    return import(main)
  })
  .then((cli) => cli.main(process.argv.slice(2)))
