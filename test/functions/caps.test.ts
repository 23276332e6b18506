/** Nothing of one person grows without end: what is too much is refused in plain words, and costs the others nothing. */
import { expect, it } from 'vitest'
import { addDays, type Day } from '../../shared/calendar/index.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { registerEnrolment } from '../../shared/registers/apply/relation.ts'
import { PersonFile, put } from '../../shared/registers/file.ts'
import { apiOf, operator } from '../support/api.ts'
import { credit, enrolment, register } from '../support/people.ts'
import { makeStack, testKeys } from '../support/stack.ts'

const now = '2026-03-02T09:00:00+08:00'

it('a thousand events of one person may wait; one more is rejected, and all are taken up when their need comes', async () => {
  const stack = await makeStack({ now })
  for (let n = 0; n <= 1_000; n++) await stack.send('account.credited', credit('P000001', '130100', '0.01'))
  await stack.run()
  expect((await stack.file('P000001')).count('parked')).toBe(1_000)
  const { events } = (await apiOf(stack).call(operator, 'GET /v1/rejected-events')).body
  expect(events).toMatchObject([{ reason: 'too-many-waiting', type: expect.stringContaining('account.credited') }])
  await register(stack, 1)
  const file = await stack.file('P000001')
  expect(file.count('parked')).toBe(0)
  expect(file.one('account', '130100')?.balance).toBe(1_000)
}, 60_000)

it('fifteen hundred reports of relations are kept of one person; a later report of the same fact always is', () => {
  const person = { psn_no: 'P000001', time: now, gend: '1', brdy: '1990-01-01', private: { psn_name: '测试' } }
  let file = PersonFile.of(pidOf(testKeys, 'P000001'), 1, [put('person', person as never)])
  const report = (day: number, time = now) => {
    const data = enrolment('P000001', '130100', addDays('1990-01-01' as Day, day))
    const result = registerEnrolment(file, {
      type: 'enrolment.registered',
      id: `${day}`,
      source: 's',
      time,
      data,
    } as never)
    if ('ok' in result) file = file.with(result.ok.change ?? [])
    return 'refused' in result ? result.refused.code : 'ok'
  }
  for (let day = 0; day < 1_500; day++) expect(report(day)).toBe('ok')
  expect(report(1_500)).toBe('too-many-reports')
  expect(report(3, '2026-03-03T09:00:00+08:00')).toBe('ok')
  expect(JSON.stringify(file.all('relation')).length).toBeLessThan(300 * 1024)
})
