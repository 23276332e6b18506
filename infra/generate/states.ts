/**
 * Keeps the form in which each version stores what a case remembers, beside cases that it stored:
 * `test/functions/bundles/<bundle>/states/<version>.json`. A form that is kept is never written over: cases of that
 * version are stored. `npm run bundles` writes those of new versions.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { chains } from '../../functions/bundles/all.ts'
import type { AnyChain } from '../../shared/chain/chain.ts'
import { stateSchema } from '../../shared/chain/states.ts'
import { say } from '../cli/support/language.ts'

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
  if (!kept?.form)
    return say({
      zh: `${bundle}：办件记忆的第 ${version} 版还没有保存：npm run bundles`,
      en: `${bundle}: version ${version} of its state is not kept yet: npm run bundles`,
    })
  if (isDeepStrictEqual(kept.form, formOf({ states }))) return undefined
  const [file, next] = [
    `functions/bundles/${bundle}/state.ts`,
    `test/functions/bundles/${bundle}/states/${version + 1}.json`,
  ]
  return say({
    zh: `${bundle}：办件记忆的形式变了，版本还是 ${version}，而已有办件存成这一版。在 ${file}
把版本提到 ${version + 1}，在 \`upgrades\` 的 ${version} 处写明第 ${version} 版怎么变成第 ${version + 1} 版；再运行 npm run bundles，
并把第 ${version + 1} 版存的办件加进 ${next}（infra/decisions/0057）。`,
    en: `${bundle}: the form of its state has changed under version ${version}, in which cases are stored. In
${file} raise the version to ${version + 1} and say in \`upgrades\`, at ${version}, how a state of
version ${version} becomes one of ${version + 1}; then \`npm run bundles\`, and add cases that version ${version + 1} stores to
${next} (infra/decisions/0057).`,
  })
}

function writeNew({ bundle, states }: AnyChain): void {
  const { form, cases = [] } = keptVersion(bundle, states.version) ?? {}
  if (form) return
  const path = pathOf(bundle, states.version)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify({ form: formOf({ states }), cases } satisfies KeptVersion, null, 2)}\n`)
}

/** Keeps the forms of new versions; answers what is to be done about the others. */
export function keepForms(): string[] {
  for (const chain of chains) writeNew(chain)
  return chains.flatMap((chain) => formFault(chain) ?? [])
}
