/**
 * Writes the index of all bundles: `functions/bundles/index.ts` names every folder that has a manifest. Neither Node nor
 * esbuild finds modules by a pattern. `node infra/cli/bundles.ts` writes it; a test fails while it is out of date.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../functions/bundles/', import.meta.url))

/** The index, and where it stands. */
export const bundleIndex = join(root, 'index.ts')

/** The folders that are bundles, by their names: each has a manifest. */
export const bundleFolders = (folder = root): string[] =>
  readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'manifest.ts')))
    .sort()

/** What the index says: the bundles by their folders' names. */
export function indexText(folder = root): string {
  const bundles = bundleFolders(folder)
  const imports = bundles.map((name) => `import { ${camel(name)} } from './${name}/manifest.ts'\n`)
  return `/** All bundles, by their folders. Written by infra/cli/bundles.ts; not by hand. */
${imports.join('')}
${declaration} = [${bundles.map(camel).join(', ')}]
`
}

const declaration = 'export const manifests'

/** `maternity-allowance` → maternityAllowance, as the manifest of the folder is called. */
const camel = (folder: string) => folder.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(bundleIndex, indexText())
