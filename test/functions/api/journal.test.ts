import { describe, expect, it } from 'vitest'
import { pidOf } from '../../../shared/identity/index.ts'
import { rowItem } from '../../../shared/table/files.ts'
import { journalKey } from '../../../shared/table/keys.ts'
import { apiOf, citizen } from '../../support/api.ts'
import { credit, enrolment, register } from '../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'

const start = '2026-03-12T09:00:00+08:00'

async function setting() {
  const stack = await makeStack({ now: start })
  const psn = await register(stack, 1)
  return { stack, psn, api: apiOf(stack) }
}

/** Commits that told the person something, at these versions. */
async function told(stack: Stack, psn: string, from: number, to: number) {
  const pid = pidOf(testKeys, psn)
  for (let version = from; version <= to; version++) {
    const line = { case_id: 'c', step: 's', text: `第${version}条`, actor: 'system', template: 't' }
    const row = { at: start, private: { lines: [{ ...line, template: undefined }, line], move: [], sends: [] } }
    await stack.table.write({ put: rowItem(testKeys, pid, journalKey(pid, version, 'J').sk, row) })
  }
}

describe('notices', () => {
  it('are read page by page, each once, whatever is told meanwhile, and no further than is asked', async () => {
    const { stack, psn, api } = await setting()
    await told(stack, psn, 1000, 1299)
    const seen: string[] = []
    let cursor: string | undefined
    let read = 0
    const { query } = stack.table
    stack.table.query = async (one) => {
      const page = await query(one)
      if (one.from?.startsWith('J#')) read += page.items.length
      return page
    }
    for (let page = 0; page < 40; page++) {
      const before = read
      const target = `GET /v1/me/notices?limit=10${cursor ? `&cursor=${cursor}` : ''}`
      const { body } = await api.call(citizen(psn), target)
      seen.push(...body.notices.map(({ text }: { text: string }) => text))
      expect(read - before).toBeLessThanOrEqual(100)
      if (page === 0) await told(stack, psn, 1300, 1310)
      cursor = body.cursor
      if (!cursor) break
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, n) => `第${1299 - n}条`))
  })
})

describe('entries of an account', () => {
  it('are the newest ones, and it is said that there are others', async () => {
    const { stack, psn, api } = await setting()
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2020-01-01'))
    await stack.happen('account.credited', credit(psn, '130100', '1.00'))
    const own = citizen(psn)
    const few = (await api.call(own, 'GET /v1/me/accounts')).body
    expect(few.accounts[0].entries).toHaveLength(1)
    expect(few).not.toHaveProperty('earlier_entries')
    for (let n = 0; n < 1020; n++) await stack.happen('account.credited', credit(psn, '130100', '1.00'))
    const many = (await api.call(own, 'GET /v1/me/accounts')).body
    expect(many).toMatchObject({ earlier_entries: true, accounts: [{ balance: '1021.00' }] })
    expect(many.accounts[0].entries.length).toBeGreaterThanOrEqual(1000)
  })
})
