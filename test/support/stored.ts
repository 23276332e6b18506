/** Cases as older releases stored them, put in the place of those that this one stored. */
import { expect } from 'vitest'
import { manifestOf } from '../../functions/bundles/all.ts'
import { keptVersion } from '../../infra/generate/states.ts'
import { upgraded } from '../../shared/chain/states.ts'
import type { Pid } from '../../shared/registers/ids.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { rowItem, rowOf } from '../../shared/table/files.ts'
import { type Stack, testKeys } from './stack.ts'

/** Makes stored rows others; `prefix` is how their sort keys begin. */
export async function rewrite<Row>(stack: Stack, prefix: string, old: (row: Row) => object): Promise<void> {
  for (const item of [...stack.table.items.values()].filter(({ sk }) => sk.startsWith(prefix))) {
    const pid = item.pk.slice(2) as Pid
    const row = old(rowOf<Row>(testKeys, pid, item))
    await stack.table.write({ put: { ...item, ...rowItem(testKeys, pid, item.sk, row) } })
  }
}

/**
 * Puts a case that a version stored in place of one of this release, and checks that it comes to the same once it is
 * brought up; `what` names it in the bundle's `states/<version>.json`.
 */
export async function leftBy(stack: Stack, row: CaseRow, version: number, what: string): Promise<void> {
  const kept = keptVersion(row.bundle, version)?.cases.find((one) => one.what === what)
  const states = manifestOf(row.bundle)?.chain.states
  if (!kept || !states) throw new Error(`no case of version ${version} of ${row.bundle}: ${what}`)
  const { step, state } = kept
  const old = { ...row, chain_version: version, step, state }
  expect(upgraded(states, old)).toEqual(row)
  await rewrite<CaseRow>(stack, `B#case#${row.case_id}`, () => old)
}
