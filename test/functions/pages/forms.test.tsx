/** Forms are what was declared: labels, hints, codes, what must be there; and what they send is what the API takes. */
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { amount, day, flag, oneOf, words } from '../../../events/fields.ts'
import { may, need, Unanswered } from '../../../functions/pages/frame/client.ts'
import { fieldsOf, sentOf, writtenOf } from '../../../functions/pages/frame/fields.ts'
import { Dialog, Fields, Form } from '../../../functions/pages/frame/form.tsx'
import { again, type Posted, refused } from '../../../functions/pages/frame/posted.ts'
import type { Failed } from '../../../shared/client/index.ts'

const schema = z.object({
  answer: words('答复'),
  result: oneOf('结果', { mended: '已整改', explained: '已解释' }),
  whys: z.array(words('原因')).min(1).max(5).meta({ title: '为什么' }),
  solved: flag('是否解决').optional(),
  status: z
    .array(oneOf('状态', { open: '开着', shut: '关了' }))
    .optional()
    .meta({ title: '状态' }),
  on: day('日期').optional(),
  amt: amount('金额').optional(),
  months: z.int().optional().meta({ title: '月数' }),
  giver: z.object({ psn_name: words('姓名', 50) }).meta({ title: '授权人' }),
})
const fields = fieldsOf(schema)

describe('fields', () => {
  it('are called, written and chosen from as they were declared', () => {
    expect(fields.map(({ name, label, kind, required }) => [name, label, kind, required])).toEqual([
      ['answer', '答复', 'text', true],
      ['result', '结果', 'choice', true],
      ['whys', '为什么', 'lines', true],
      ['solved', '是否解决', 'yes-no', false],
      ['status', '状态', 'ticks', false],
      ['on', '日期', 'text', false],
      ['amt', '金额', 'text', false],
      ['months', '月数', 'whole', false],
      ['giver', '授权人', 'group', true],
    ])
    // How long a text may be is said once it is too long; codes are chosen by their names.
    expect([0, 1, 4, 5, 6].map((i) => fields[i]?.hint)).toEqual([
      undefined,
      undefined,
      undefined,
      '写作 2026-03-10',
      '写到分，如 2177.04',
    ])
    expect(fields[1]?.options).toEqual([
      ['mended', '已整改'],
      ['explained', '已解释'],
    ])
    expect(fields[8]?.parts?.map(({ name, label }) => [name, label])).toEqual([['giver.psn_name', '姓名']])
  })

  it('send what the schema takes, and leave out what was left empty', () => {
    const value = {
      answer: '已经补上',
      result: 'mended',
      whys: ['漏登', '没核对'],
      solved: false,
      status: ['open', 'shut'],
      months: 12,
      giver: { psn_name: '张三' },
    }
    const written = writtenOf(value)
    expect(written).toMatchObject({ whys: '漏登\n没核对', solved: 'false', 'giver.psn_name': '张三' })
    expect(sentOf(fields, { ...written, on: ' ' })).toEqual(value)
    expect(schema.parse(sentOf(fields, written))).toEqual(value)
    // What is no number stays what it is: the API says what is wrong with it.
    expect(sentOf(fields, { months: '一年' })).toEqual({ months: '一年' })
  })
})

const form: Posted = { written: { answer: '好', months: '一年' }, all: () => [], key: 'key-0001' }
const fault = (status: number, more: object = {}): Failed => ({
  ok: false,
  status,
  problem: { code: 'x', title: '有误', detail: '请按提示修改', ...more },
})

describe('a form again', () => {
  it('says what is wrong beside the field, and has what was typed', () => {
    const wrong = again(form, fault(400, { errors: [{ field: 'form.months', message: '应为整数' }] }), 'form.')
    const text = String(
      <Form action="/x" again={wrong}>
        <Fields fields={fields} again={wrong} />
      </Form>,
    )
    expect(text).toContain('<p class="fault" id="months-fault">应为整数</p>')
    expect(text).toMatch(
      /<input id="months"[^>]* aria-describedby="months-fault" aria-invalid="true"[^>]* value="一年"/,
    )
    expect(text).toContain('value="好"')
    expect(text).not.toContain('重试')
  })

  it('is sent once more under the same key where the fault passes', () => {
    for (const status of [0, 500, 503, 429]) {
      const text = String(<Form action="/x" again={again(form, fault(status))} />)
      expect(text).toContain('name="_key" value="key-0001"')
      expect(text).toContain('重试')
    }
    expect(String(<Form action="/x" again={again(form, fault(409))} />)).not.toContain('key-0001')
    expect(refused(form, [{ field: 'answer', message: '缺少答复' }])).toMatchObject({ status: 400 })
  })

  it('ticks what was ticked, says what is wrong with several fields together, and bears no id of the frame', () => {
    const faults = [{ field: 'giver', message: '两项只写一项' }]
    const wrong = { ...refused({ ...form, written: { status: 'shut' } }, faults) }
    const text = String(<Fields fields={fields} written={{ status: 'open' }} again={wrong} />)
    expect(text).toMatch(/value="open"\/>开着.*value="shut" checked=""\/>关了/)
    expect(text).toContain('<p class="fault" id="giver-fault">两项只写一项</p>')
    expect(String(<Fields fields={[{ name: 'status', label: '状态', required: true, kind: 'text' }]} />)).toContain(
      'id="field-status"',
    )
  })

  it('writes nothing that was typed as anything but text', () => {
    const evil = again({ ...form, written: { answer: '"><script>alert(1)</script>' } }, fault(409))
    expect(String(<Fields fields={fields} again={evil} />)).not.toContain('<script>')
    expect(String(<Dialog id="d" title="<b>" />)).toContain('&lt;b&gt;')
  })
})

it('what a page needs is there, or the page says why not; what it may have is left out', () => {
  expect(need({ ok: true, status: 200, body: 1 })).toBe(1)
  expect(() => need(fault(404))).toThrow(Unanswered)
  expect(may(fault(403))).toBeUndefined()
  expect(() => may(fault(500))).toThrow(Unanswered)
})
