/** Two writings of one name are one name (contract-operations.md, section 1, Ties and certificates). */
import { describe, expect, it } from 'vitest'
import { sameName } from '../../../shared/identity/index.ts'

describe('two writings of one name', () => {
  it.each([
    ['阿依古丽·买买提', '阿依古丽•买买提'],
    ['阿依古丽·买买提', '阿依古丽・买买提'],
    ['阿依古丽·买买提', '阿依古丽．买买提'],
    ['阿依古丽·买买提', '阿依古丽･买买提'],
    ['阿依古丽·买买提', '阿依古丽 · 买买提'],
    ['张 三', '张三'],
    ['张　三', '张三'],
    ['ＡＮＮＡ Smith', 'anna SMITH'],
    ['\u{2f804}明', '\u4f60明'],
    ["O'Brien", 'O’Brien'],
    ['𠮷田', '𠮷田'],
  ])('%s is %s', (a, b) => {
    expect(sameName(a, b)).toBe(true)
    expect(sameName(b, a)).toBe(true)
  })

  it.each([
    ['张三', '张三丰'],
    ['阿依古丽·买买提', '阿依古丽'],
    ['𠮷田', '吉田'],
    ['', ''],
    ['', ' '],
  ])('%s is not %s', (a, b) => expect(sameName(a, b)).toBe(false))
})
