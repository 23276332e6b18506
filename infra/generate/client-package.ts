/**
 * Builds what the client's package holds: `dist/` in `shared/client/`, once for who imports it and once for who requires it
 * (Node, bundlers, the tools of mini-programs), each with its declarations. `npm pack` runs it.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
// TypeScript 5, which the package has for itself: the house's own, 7, compiles and has no API.
import ts from '../../shared/client/node_modules/typescript/lib/typescript.js'

const source = fileURLToPath(new URL('../../shared/client/', import.meta.url))

/** Writes `esm/` and `cjs/` into a folder, in place of what stands there. */
function buildClient(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  const declared = declarations()
  for (const [format, type] of [
    ['esm', 'module'],
    ['cjs', 'commonjs'],
  ] as const) {
    const place = join(folder, format)
    mkdirSync(place, { recursive: true })
    const entryPoints = [join(source, 'index.ts')]
    buildSync({
      entryPoints,
      bundle: true,
      format,
      target: 'es2018',
      outfile: join(place, 'index.js'),
      logLevel: 'error',
    })
    writeFileSync(join(place, 'index.d.ts'), declared)
    // Which of the two a file is, Node and TypeScript read from the nearest package.json.
    writeFileSync(join(place, 'package.json'), `${JSON.stringify({ type })}\n`)
  }
}

/**
 * All declarations in one file: there is more than one way to look for an import, and none to look for what isn't one. The
 * files that the index names export nothing but what is the package's, so that one after the other they are it.
 */
function declarations(): string {
  const index = readFileSync(join(source, 'index.ts'), 'utf8')
  const files = [...index.matchAll(/^export (?:type )?\* from '\.\/(\w+\.ts)'$/gm)].map(([, file]) => file as string)
  return files.map(declarationsOf).join('\n')
}

function declarationsOf(file: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(join(source, file), 'utf8'), {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { isolatedDeclarations: true, target: ts.ScriptTarget.ES2018 },
  })
  const [wrong] = diagnostics
  if (wrong) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(wrong.messageText, ' ')}`)
  return outputText.replace(/^import [^;]*;\n/gm, '')
}

buildClient(join(source, 'dist'))
