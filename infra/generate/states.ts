/**
 * Keeps the form in which each version stores what a case remembers, beside cases that it stored:
 * `test/functions/bundles/<bundle>/states/<version>.json`. A form that is kept is never written over: cases of that
 * version are stored. `node infra/generate/states.ts` writes those of new versions.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { chains } from '../../functions/bundles/all.ts'
import type { AnyChain } from '../../shared/chain/chain.ts'
import { stateSchema } from '../../shared/chain/states.ts'

/** A version: the form of its state (JSON Schema; of the first versions none was kept), and cases that it stored. */
export interface KeptVersion {
  form?: object
  cases: { what: string; step: string; state: object }[]
}

const root = fileURLToPath(new URL('../../test/functions/bundles/', import.meta.url))
const pathOf = (bundle: string, version: number) => join(root, bundle, 'states', `${version}.json`)

/** What is kept of a version of a bundle; undefined if nothing is. */
export function keptVersion(bundle: string, version: number): KeptVersion | undefined {
  const path = pathOf(bundle, version)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as KeptVersion) : undefined
}

const formOf = ({ states }: Pick<AnyChain, 'states'>): object =>
  JSON.parse(JSON.stringify(z.toJSONSchema(stateSchema(states), { unrepresentable: 'any' }))) as object

/** What is to be done about the state of a bundle; undefined if its form is the one that is kept. */
export function formFault({ bundle, states }: Pick<AnyChain, 'bundle' | 'states'>): string | undefined {
  const { version } = states
  const kept = keptVersion(bundle, version)
  if (!kept?.form) return `${bundle}: version ${version} of its state is not kept yet: npm run bundles`
  if (isDeepStrictEqual(kept.form, formOf({ states }))) return undefined
  return `${bundle}: the form of its state has changed under version ${version}, in which cases are stored. In
functions/bundles/${bundle}/state.ts raise the version to ${version + 1} and say in \`upgrades\`, at ${version}, how a state of
version ${version} becomes one of ${version + 1}; then \`npm run bundles\`, and add cases that version ${version + 1} stores to
test/functions/bundles/${bundle}/states/${version + 1}.json (infra/decisions/0057).`
}

function writeNew({ bundle, states }: AnyChain): void {
  const { form, cases = [] } = keptVersion(bundle, states.version) ?? {}
  if (form) return
  const path = pathOf(bundle, states.version)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify({ form: formOf({ states }), cases } satisfies KeptVersion, null, 2)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const chain of chains) writeNew(chain)
  const faults = chains.flatMap((chain) => formFault(chain) ?? [])
  if (faults.length > 0) {
    console.error(faults.join('\n\n'))
    process.exitCode = 1
  }
}
