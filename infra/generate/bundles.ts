/**
 * Writes the index of all bundles: `functions/bundles/index.ts` names every folder that has a manifest, what it hears and
 * answers by itself if it does, and what of it is played and measured. Neither Node nor esbuild finds modules by a
 * pattern. `npm run bundles` writes it; a test fails while it is out of date.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { main, readArgs, runCommand, terminal, type Usage } from '../cli/support/command.ts'
import { type Said, say } from '../cli/support/language.ts'

const root = fileURLToPath(new URL('../../functions/bundles/', import.meta.url))

/** The index, and where it stands. */
export const bundleIndex = join(root, 'index.ts')

/** What a bundle's folder holds beside what is deployed, by the names of files and of what they export. */
const parts: Readonly<Record<string, Said>> = {
  stories: {
    zh: '样例日里它发生什么，应当得到什么',
    en: 'what happens in it on the sample day, and what must come of it',
  },
}

/** Of these a bundle may do without: who opens its cases upon no event has no plain case that an event sets off. */
const otherParts = ['bench', 'bureau'] as const

/** The folders that are bundles, by their names: each has a manifest. */
export const bundleFolders = (folder = root): string[] =>
  readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'manifest.ts')))
    .sort()

/** Files that a bundle must have and has not, and what stands in each. */
export function missingIn(folder = root): string[] {
  return bundleFolders(folder).flatMap((bundle) =>
    Object.entries(parts)
      .filter(([name]) => !existsSync(join(folder, bundle, `${name}.ts`)))
      .map(([name, { zh, en }]) => {
        const file = `functions/bundles/${bundle}/${name}.ts`
        return say({ zh: `缺 ${file}：${zh}`, en: `${file} is missing: ${en}` })
      }),
  )
}

/** Whether a bundle's `events.ts` exports this. */
const exports = (folder: string, name: string, what: string) =>
  has(folder, name, 'events') &&
  readFileSync(join(folder, name, 'events.ts'), 'utf8').includes(`\nexport const ${what} `)

const has = (folder: string, name: string, part: string) => existsSync(join(folder, name, `${part}.ts`))

/** What the index says: the bundles by their folders' names. */
export function indexText(folder = root): string {
  const bundles = bundleFolders(folder)
  const hearing = bundles.filter((name) => exports(folder, name, 'hears'))
  const saying = bundles.filter((name) => exports(folder, name, 'says'))
  const calling = bundles.filter((name) => has(folder, name, 'routes'))
  const showing = bundles.filter((name) => has(folder, name, 'pages'))
  const imports = bundles.flatMap((name) => [
    ...importOfEvents(name, { hears: hearing.includes(name), says: saying.includes(name) }),
    `import { ${camel(name)} } from './${name}/manifest.ts'\n`,
    ...(showing.includes(name) ? [`import { pages as ${camel(name)}Pages } from './${name}/pages.ts'\n`] : []),
    ...(calling.includes(name) ? [`import { routes as ${camel(name)}Routes } from './${name}/routes.ts'\n`] : []),
  ])
  return `/** All bundles, by their folders. Written by infra/generate/bundles.ts; not by hand. */
import type { AnyHeard, AnyOwn } from '../../events/heard.ts'
import type { Route } from '../calls/route.ts'
import { declared } from '../manifest.ts'
import type { OwnPage } from '../own-page.ts'
${imports.join('')}
/** What they declare. */
${declare} manifests = /* @__PURE__ */ declared(${list(bundles.map(camel), 70)})

/** What they hear beside what registers know: who loads this alone loads none of the bundles. */
${declare} heard: readonly AnyHeard[] = ${list(
    hearing.map((name) => `...${camel(name)}Hears`),
    78,
  )}

/** What they say beside what everybody does. */
${declare} said: readonly AnyOwn[] = ${list(
    saying.map((name) => `...${camel(name)}Says`),
    79,
  )}

/** Calls that are their own: who answers none is deployed without them. */
${declare} routes: readonly (readonly Route[])[] = ${list(
    calling.map((name) => `${camel(name)}Routes`),
    67,
  )}

/** What they show a citizen of their own: who draws no pages is deployed without them. */
${declare} pages: readonly (readonly OwnPage[])[] = ${list(
    showing.map((name) => `${camel(name)}Pages`),
    66,
  )}

/** What is played and measured of each. It is read when somebody asks for it, and never deployed. */
${declare} samples = [
${bundles.map((name) => partsOf(folder, name)).join('')}]
`
}

/** What of a bundle's `events.ts` is taken: what it hears, what it says. */
function importOfEvents(name: string, has: Readonly<Record<'hears' | 'says', boolean>>): string[] {
  const taken = [
    ...(has.hears ? [`hears as ${camel(name)}Hears`] : []),
    ...(has.says ? [`says as ${camel(name)}Says`] : []),
  ]
  return taken.length > 0 ? [`import { ${taken.join(', ')} } from './${name}/events.ts'\n`] : []
}

/** Not at the beginning of a line: this file exports none of it. */
const declare = 'export const'

const partsOf = (folder: string, name: string) => `  {
    of: ${camel(name)},
${[...Object.keys(parts), ...otherParts.filter((part) => has(folder, name, part))]
  .map((one) => `    ${one}: async () => (await import('./${name}/${one}.ts')).${one},\n`)
  .join('')}  },
`

/** On one line if it fits in the room there is, as the formatter has it. */
function list(names: readonly string[], room = 95): string {
  const line = `[${names.join(', ')}]`
  return line.length <= room ? line : `[\n${names.map((name) => `  ${name},\n`).join('')}]`
}

/** `maternity-allowance` → maternityAllowance, as the manifest of the folder is called. */
const camel = (folder: string) => folder.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())

const usage: Usage = {
  command: 'npm run bundles',
  text: {
    zh: `用法：npm run bundles

写出全部业务的清单（functions/bundles/index.ts），保存各业务办件记忆的新版本的形式
（test/functions/bundles/<业务>/states），并指出缺什么。`,
    en: `Usage: npm run bundles

Writes the index of all bundles (functions/bundles/index.ts), keeps the form of new versions of what their cases remember
(test/functions/bundles/<bundle>/states), and says what is missing.`,
  },
  done: { zh: '写好，什么也不缺', en: 'written, nothing is missing' },
  wrong: { zh: '缺文件，或有形式没有升版本就变了', en: 'a file is missing, or a form has changed under its version' },
}

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    readArgs(rest, {})
    writeFileSync(bundleIndex, indexText())
    const missing = missingIn()
    // Only now is the index one by which the bundles can be loaded.
    const faults = missing.length > 0 ? missing : (await import('./states.ts')).keepForms()
    for (const fault of faults) io.err(fault)
    return faults.length === 0 ? 0 : 1
  })

if (import.meta.main) await main(run)
