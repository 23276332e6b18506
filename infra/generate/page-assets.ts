/**
 * Writes script and style of the sites into functions/pages/assets, as the pages serve them:
 * `node infra/generate/page-assets.ts`; a test fails while one is out of date.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const folder = fileURLToPath(new URL('../../functions/pages', import.meta.url))

/** The files by their names, each a module that exports the text. */
export function pageAssets(): Map<string, string> {
  const made = new Map<string, string>()
  for (const site of ['desk', 'my', 'ops'])
    for (const kind of ['ts', 'css']) {
      const { outputFiles } = buildSync({
        entryPoints: [join(folder, 'browser', `${site}.${kind}`)],
        bundle: true,
        minify: true,
        format: kind === 'ts' ? 'esm' : undefined,
        target: ['chrome111', 'safari16.4', 'firefox113'],
        charset: 'utf8',
        write: false,
        logLevel: 'error',
      } as Parameters<typeof buildSync>[0] & { write: false })
      const text = outputFiles?.[0]?.text.trim() ?? ''
      made.set(`${site}-${kind === 'ts' ? 'js' : 'css'}.ts`, moduleOf(site, kind, text))
    }
  return made
}

const moduleOf = (site: string, kind: string, text: string) =>
  `/** \`functions/pages/browser/${site}.${kind}\`, bundled. Written by infra/generate/page-assets.ts; not by hand. */
export default ${JSON.stringify(text)}
`

/** Where they lie. */
export const assetsFolder = join(folder, 'assets')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(assetsFolder, { recursive: true })
  for (const [name, text] of pageAssets()) writeFileSync(join(assetsFolder, name), text)
}
