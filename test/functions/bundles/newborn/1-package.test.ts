/** A guardian starts the package (contract.md, `POST /v1/cases`), and the package shows as one thing. */
import { describe, expect, test } from 'vitest'
import { newbornForm, prefill } from '../../../../functions/bundles/newborn/form.ts'
import { restOfTheMatters, sevenMatters } from '../../../../functions/bundles/newborn/package/guide.ts'
import { apiOf, citizen } from '../../../support/api.ts'
import { certnoOf, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, father, itemsOn, makeNursery, mother, motherBirth, paid, theCase } from './scene.ts'

const now = '2026-03-20T09:00:00+08:00'
const { guardians: _guardians, ...filled } = birth('2026-03-10')

/** A person sends the form; the answer. */
const start = (stack: Stack, psnNo: string, more: Record<string, unknown> = {}) =>
  apiOf(stack).call(citizen(psnNo), 'POST /v1/cases', { bundle: 'newborn', form: { ...filled, ...more } })

describe('a guardian starts', () => {
  test('who it is, is known already: only what is the child’s is asked', async () => {
    const stack = await makeNursery(now)
    const psnNo = await register(stack, 2, { brdy: motherBirth })
    expect(prefill(await stack.file(psnNo))).toEqual({
      guardians: [{ certno: certnoOf(2, motherBirth), psn_name: '测试2', tel: '13900000000', relation: 'mother' }],
    })
    await start(stack, psnNo)
    const row = await theCase(stack)
    expect(row).toMatchObject({ status: 'waiting', admdvs: '530100' })
    expect(stack.sent('tax')[0]!.data.due_date).toBe('2026-06-08')
    expect((await stack.file(psnNo)).all('link')).toMatchObject([{ psn_no: childOf(), role: 'dependant' }])
    expect((await stack.journal(childOf()))[0]).toMatchObject({ actor: 'citizen' })
  })

  test('the day of enrolment is the day of the request: in the collection period there is no bill', async () => {
    const stack = await makeNursery('2026-10-10T09:00:00+08:00')
    const psnNo = await register(stack, 2, { brdy: motherBirth })
    await start(stack, psnNo, { brdy: '2026-09-20T08:00:00+08:00' })
    expect(stack.sent('tax')).toEqual([])
  })

  test('guardians given must have the one who fills in among them; what another lacks is asked', async () => {
    const stack = await makeNursery(now)
    const psnNo = await register(stack, 2, { brdy: motherBirth })
    const fields = async (guardians: unknown[]) =>
      (await start(stack, psnNo, { guardians })).body.errors.map(({ field }: { field: string }) => field)
    expect(await fields([father()])).toEqual(['form.guardians'])
    const { certno } = father()
    expect(await fields([{}, { certno }])).toEqual(['form.guardians.1.psn_name', 'form.guardians.1.relation'])
    expect((await start(stack, psnNo, { guardians: [{ relation: 'other' }, father()] })).status).toBe(201)
    const [notice] = (await stack.file(childOf())).all('birth')
    expect(notice?.guardians.map(({ relation }) => relation)).toEqual(['other', 'father'])
  })

  test('a line left empty beside one’s own is nobody; another may be named without a number', async () => {
    const stack = await makeNursery(now)
    const psnNo = await register(stack, 2, { brdy: motherBirth })
    const guardians = [mother(), { psn_name: '', relation: 'father' }, { psn_name: '李大川', relation: 'father' }]
    expect((await start(stack, psnNo, { guardians })).status).toBe(201)
    const [notice] = (await stack.file(childOf())).all('birth')
    expect(notice?.guardians).toHaveLength(1)
    expect(notice?.private.guardians.map(({ psn_name }) => psn_name)).toEqual(['测试2', '李大川'])
  })

  test('what is wrong is said in Chinese, field by field', () => {
    const bad = newbornForm.safeParse({
      birth_cert_no: '12',
      brdy: '2026-03-10T08:15:00+08:00',
      gend: '2',
      fixmedins_code: 'H53010200001',
    })
    expect(bad.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['birth_cert_no', '出生医学证明编号应为一个字母加九位数字'],
      ['psn_name', '缺少姓名'],
    ])
  })
})

describe('the package as one thing', () => {
  const statesOf = async (stack: Stack, today: string) => {
    const items = await itemsOn(stack, today)
    return Object.fromEntries(items.map(({ name, state }) => [name, state]))
  }

  test('each item has its own state, and says until when somebody must act', async () => {
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother()] }))
    expect(await statesOf(stack, '2026-03-10')).toEqual({
      enrolment: 'done',
      premium: 'to-do',
      cardless: 'later',
      identity: 'later',
      'maternity-allowance': 'later',
      voucher: 'to-do',
      guide: 'done',
    })
    const items = await itemsOn(stack, '2026-03-10')
    expect(items.find(({ name }) => name === 'premium')).toMatchObject({ until: '2026-06-08T23:59:59+08:00' })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    expect(await statesOf(stack, '2026-03-12')).toMatchObject({ premium: 'done', cardless: 'done', voucher: 'done' })
    expect(await statesOf(stack, '2026-09-07')).toMatchObject({ cardless: 'none' })
  })

  test('a premium not yet published waits for nobody of the family', async () => {
    const stack = await makeNursery('2027-01-10T09:00:00+08:00')
    await stack.happen('birth.certified', birth('2027-01-10'))
    expect(await statesOf(stack, '2027-01-10')).toMatchObject({ premium: 'waiting' })
  })

  test('the guide has the rest of the seven matters, in words without codes', () => {
    expect(sevenMatters).toHaveLength(7)
    expect(restOfTheMatters.map(({ name }) => name)).not.toContain('newborn-enrolment')
    for (const { text } of sevenMatters) expect(text).not.toMatch(/[a-z_]{3,}/i)
  })
})
