import { describe, expect, it } from 'vitest'
import { visitKey } from '../../../functions/bundles/filing/rules/decision.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { type Change, put } from '../../../shared/registers/file.ts'
import type { Visit } from '../../../shared/registers/rows.ts'
import { commitWrites } from '../../../shared/table/commit.ts'
import { loadFile, rowItem } from '../../../shared/table/files.ts'
import { personKey, restSk, rowSk } from '../../../shared/table/keys.ts'
import { register } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'

const now = '2026-04-10T09:00:00+08:00'
const visit = { mdtrt_id: 'M1', fixmedins_code: 'H11010100001', begntime: '2024-01-01T08:00:00+08:00' } as Visit
const key = visitKey(visit)

/** A commit that brings the visit to rest as soon as it knows it; what somebody writes meanwhile comes first. */
async function restsAtOnce(meanwhile: Change | undefined) {
  const stack = await makeStack({ now })
  const pid = pidOf(testKeys, await register(stack, 1))
  const read = await loadFile(stack.table, testKeys, pid)
  const change = [{ ...put('visit', visit), rests: {} } as Change]
  const none = { claims: [], numberWrites: [], beside: [], sends: [], again: false, comesAgain: false }
  const journal = { at: instant(now), epoch: 0, lines: [], move: [] }
  const { writes } = commitWrites(testKeys, {
    ...none,
    read,
    after: read.with(change),
    change,
    journal,
    now: instant(now),
  })
  if (meanwhile?.row) {
    const sk = rowSk('visit', meanwhile.key)
    await stack.table.write({ put: rowItem(testKeys, pid, sk, meanwhile.row), if: 'absent' })
  }
  const { ok } = await stack.table.transact(writes)
  const found = [rowSk('visit', key), restSk('visit', key)].map((sk) => stack.table.get({ pk: personKey(pid), sk }))
  return { ok, stands: (await Promise.all(found)).map((item) => item !== undefined) }
}

describe('a row that goes to rest as soon as it is known', () => {
  it('lies there alone', async () => {
    expect(await restsAtOnce(undefined)).toEqual({ ok: true, stands: [false, true] })
  })

  it('does not if a desk wrote it meanwhile: the commit is made anew with what it reads then', async () => {
    expect(await restsAtOnce(put('visit', visit))).toEqual({ ok: false, stands: [true, false] })
    const other = { ...visit, mdtrt_id: 'M2' }
    expect((await restsAtOnce(put('visit', other))).ok).toBe(true)
  })
})
