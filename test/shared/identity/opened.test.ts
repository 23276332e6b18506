import { describe, expect, it } from 'vitest'
import { keysFromJson, open, seal } from '../../../shared/identity/index.ts'

const bytes = (n: number) => Buffer.alloc(32, n).toString('base64')
const keysOf = (k1: number) =>
  keysFromJson(JSON.stringify({ hash_key: bytes(1), seal_keys: { current: 'k1', by_id: { k1: bytes(k1) } } }))
const [keys, others] = [keysOf(2), keysOf(3)]

describe('bytes that were opened once', () => {
  it('open again for the same person under the same keys', () => {
    const sealed = seal(keys, '张三', 'pid-a')
    expect([open(keys, sealed, 'pid-a'), open(keys, sealed, 'pid-a')]).toEqual(['张三', '张三'])
  })

  it('open for nobody else, and under no other keys', () => {
    const sealed = seal(keys, '张三', 'pid-a')
    expect(open(keys, sealed, 'pid-a')).toBe('张三')
    expect(() => open(keys, sealed, 'pid-b')).toThrow()
    expect(() => open(keys, sealed)).toThrow()
    expect(() => open(others, sealed, 'pid-a')).toThrow()
  })

  it('say nothing for bytes that are others by a bit', () => {
    const sealed = seal(keys, '张三', 'pid-a')
    open(keys, sealed, 'pid-a')
    const changed = Uint8Array.from(sealed, (byte, at) => (at === sealed.length - 1 ? byte ^ 1 : byte))
    expect(() => open(keys, changed, 'pid-a')).toThrow()
  })
})
