/**
 * Lets Node load the pages: it runs TypeScript by itself, and no JSX. Given to the API's process by `--import`; all of the
 * pages are transformed at once, the first time one is asked for.
 */
import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'

const root = fileURLToPath(new URL('../../..', import.meta.url))

let transformed: ReadonlyMap<string, string> | undefined

/** The pages as JavaScript, by their addresses. */
function pages(): ReadonlyMap<string, string> {
  const files = globSync('functions/pages/**/*.tsx', { cwd: root }).map((file) => join(root, file))
  const { outputFiles } = buildSync({
    entryPoints: files,
    outbase: root,
    outdir: root,
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'inline',
    write: false,
    logLevel: 'error',
  })
  return new Map(outputFiles.map(({ path, text }) => [pathToFileURL(path.replace(/\.js$/, '.tsx')).href, text]))
}

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context)
    transformed ??= pages()
    return { format: 'module', source: transformed.get(url) ?? '', shortCircuit: true }
  },
})
