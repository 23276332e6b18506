import { describe, expect, it } from 'vitest'
import { keepEpoch, refuseLowerEpoch } from '../../functions/epoch.ts'
import { functionNames, sendsTo } from '../../functions/runtime.ts'
import { epochKey } from '../../shared/table/keys.ts'
import { oursIn } from '../infra/uses.ts'
import { makeStack } from '../support/stack.ts'

describe('a release whose epoch is lower than the table has seen', () => {
  const stackOf = () => makeStack({ now: '2026-03-02T09:00:00+08:00' })

  it('does not start, and says why', async () => {
    const { ports } = await stackOf()
    await keepEpoch({ ...ports, epoch: 2 })
    const lines: string[] = []
    const log = { ...ports.log, error: (message: string) => void lines.push(message) }
    const older = { ...ports, epoch: 1, log }
    await expect(refuseLowerEpoch(older)).rejects.toThrow(/epoch 2, this release has 1.*restore\.md/)
    await expect(keepEpoch(older)).rejects.toThrow()
    expect(lines).toEqual(['epoch lowered', 'epoch lowered'])
    expect((await ports.table.get(epochKey))?.epoch).toBe(2)
  })

  it('is none while the epoch stays or rises, nor where none was ever written', async () => {
    const { ports } = await stackOf()
    await refuseLowerEpoch(ports)
    for (const epoch of [0, 0, 1, 3, 3]) {
      await keepEpoch({ ...ports, epoch })
      await refuseLowerEpoch({ ...ports, epoch })
      expect((await ports.table.get(epochKey))?.epoch).toBe(epoch)
    }
  })

  it('lowers nothing if it looked before a higher one wrote', async () => {
    const { ports } = await stackOf()
    await keepEpoch({ ...ports, epoch: 1 })
    const table = {
      ...ports.table,
      get: async (key: typeof epochKey) => {
        const seen = await ports.table.get(key)
        await ports.table.write({ put: { ...epochKey, epoch: 5 } })
        return seen
      },
    }
    await keepEpoch({ ...ports, table, epoch: 2 })
    expect((await ports.table.get(epochKey))?.epoch).toBe(5)
  })

  it.each(functionNames.filter((name) => name !== 'inbox' && sendsTo[name].length > 0))(
    'is asked for by the function %s, which gives ids to what it sends',
    (name) => {
      expect(oursIn(name).map(({ path }) => path)).toContain('functions/epoch.ts')
    },
  )
})
