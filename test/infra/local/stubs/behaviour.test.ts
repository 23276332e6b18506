import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { behaviourIn, makeBehaviourFile, mannerFor } from '../../../../infra/local/stubs/behaviour.ts'
import { testDir } from '../support.ts'

let path: string
let remove: () => void
let faults: unknown[]

beforeEach(() => {
  const test = testDir()
  path = join(test.dir, 'stubs.json')
  remove = test.remove
  faults = []
})
afterEach(() => remove())

const read = () => behaviourIn(path, (fault) => faults.push(fault))

describe('the behaviour of stub partners', () => {
  it('is well to start with', () => {
    makeBehaviourFile(path)
    expect(mannerFor(read()(), 'tax', {}).behaviour).toBe('ok')
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).toEqual([
      'tax',
      'bank',
      'notice',
      'medins',
      'registry',
      'hotline',
      'invoice',
    ])
  })

  it('is not overwritten where somebody has set it', () => {
    writeFileSync(path, '{"tax":{"behaviour":"never"}}')
    makeBehaviourFile(path)
    expect(mannerFor(read()(), 'tax', {}).behaviour).toBe('never')
  })

  it('changes as soon as the file does', () => {
    makeBehaviourFile(path)
    const behaviours = read()
    expect(mannerFor(behaviours(), 'bank', {}).behaviour).toBe('ok')
    writeFileSync(path, '{"bank":{"behaviour":"return"}}')
    expect(mannerFor(behaviours(), 'bank', {}).behaviour).toBe('return')
  })

  it('makes exceptions for whom the data name', () => {
    const rules = [
      { match: { psn_no: 'P1', year: '2026' }, behaviour: 'never' },
      { match: { psn_no: 'P1' }, behaviour: 'slow', delay_s: 3 },
    ]
    writeFileSync(path, JSON.stringify({ tax: { behaviour: 'wrong-sum', rules } }))
    const behaviours = read()()
    expect(mannerFor(behaviours, 'tax', { psn_no: 'P1', year: 2026 }).behaviour).toBe('never')
    expect(mannerFor(behaviours, 'tax', { psn_no: 'P1' })).toMatchObject({ behaviour: 'slow', delay_s: 3 })
    expect(mannerFor(behaviours, 'tax', { psn_no: 'P2' }).behaviour).toBe('wrong-sum')
  })

  it('makes exceptions for what lies inside an object of the data', () => {
    const rules = [{ match: { 'payee.acct_no': '1' }, behaviour: 'return' }]
    writeFileSync(path, JSON.stringify({ bank: { rules } }))
    const behaviours = read()()
    expect(mannerFor(behaviours, 'bank', { payee: { acct_no: '1' } }).behaviour).toBe('return')
    expect(mannerFor(behaviours, 'bank', { payee: { acct_no: '2' } }).behaviour).toBe('ok')
    expect(mannerFor(behaviours, 'bank', { amt: '1.00' }).behaviour).toBe('ok')
  })

  it('stays as it was while the file can not be read, and says so', () => {
    writeFileSync(path, '{"bank":{"behaviour":"return"}}')
    const behaviours = read()
    behaviours()
    for (const bad of ['{"bank":', '{"bank":{"behaviour":"rob"}}', '{"banc":{}}']) {
      writeFileSync(path, bad)
      expect(mannerFor(behaviours(), 'bank', {}).behaviour).toBe('return')
    }
    expect(faults).toHaveLength(3)
  })
})
