/** What a function's code does to the world, read off the code that is in its bundle. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FunctionName } from '../../functions/runtime.ts'
import { bundle } from '../../infra/bundle.ts'
import type { TableUse } from '../../infra/functions.ts'
import type { IndexName } from '../../shared/table/table.ts'

/** A module of a bundle, as far as it is used. */
export interface Module {
  path: string
  text: string
}

const known = new Map<FunctionName, Module[]>()

/** The modules of a function's bundle, not minified, without what nothing calls. */
export function modulesOf(name: FunctionName): Module[] {
  const found = known.get(name)
  if (found) return found
  const dir = mkdtempSync(join(tmpdir(), 'bundle-'))
  bundle(name, dir, { minify: false })
  const modules = readdirSync(dir).flatMap((file) =>
    readFileSync(join(dir, file), 'utf8')
      // esbuild writes each module's path above it.
      .split(/^\/\/ (?=[\w@.+/-]+\.\w+$)/m)
      .slice(1)
      .map((part) => ({ path: part.slice(0, part.indexOf('\n')), text: part.slice(part.indexOf('\n')) })),
  )
  rmSync(dir, { recursive: true })
  known.set(name, modules)
  return modules
}

/** The adapter holds every call; who uses which of them is seen in the modules that use it. */
const adapter = 'shared/table/dynamo.ts'

const patterns: Record<TableUse, RegExp> = {
  get: /\btable\d*\.get\(/,
  getMany: /\btable\d*\.getMany\(/,
  query: /\btable\d*\.query\(/,
  scan: /\btable\d*\.scan\(/,
  put: /\bput:\s/,
  putMany: /\btable\d*\.putMany\(/,
  update: /\bupdate:\s/,
  remove: /\bremove:\s/,
  // A key, not a function (which esbuild names by a call): doors of the inbox have a `check` of their own.
  check: /\bcheck:\s(?!\/\*)/,
}

/** Modules of this project in the bundle of a function. */
export function oursIn(name: FunctionName): Module[] {
  return modulesOf(name).filter(({ path }) => /^(functions|shared|events)\//.test(path) && path !== adapter)
}

/** What a function does to the table. */
export function tableUses(name: FunctionName): TableUse[] {
  const modules = oursIn(name)
  return (Object.keys(patterns) as TableUse[]).filter((use) => modules.some(({ text }) => patterns[use].test(text)))
}

/** The indexes a function asks. */
export function indexUses(name: FunctionName): IndexName[] {
  const text = oursIn(name)
    .map((module) => module.text)
    .join('\n')
  return [...new Set([...text.matchAll(/\bindex:\s*"(\w+)"/g)].map(([, index]) => index as IndexName))].sort()
}

/** Variables of the environment that code of ours names as `process.env.X`. */
export function variablesNamed(name: FunctionName): string[] {
  const text = oursIn(name)
    .map((module) => module.text)
    .join('\n')
  return [...new Set([...text.matchAll(/process\.env\.(\w+)/g)].map(([, variable = '']) => variable))]
}
