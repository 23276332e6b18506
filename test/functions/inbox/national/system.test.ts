/** Decision 0087 over the whole system: what institutions send by the national interface is done like any event. */
import { beforeEach, describe, expect, it } from 'vitest'
import { generateKeyPair } from '../../../../events/signing.ts'
import { archivedIn } from '../../../../functions/inbox/archive.ts'
import { makeInbox } from '../../../../functions/inbox/inbox.ts'
import { nationalMessages } from '../../../../functions/inbox/national/index.ts'
import { doorOf, doorsOf, sender } from '../../../../functions/inbox/partners.ts'
import { apiOf, institution, operator, partner, type TestApi } from '../../../support/api.ts'
import { certnoOf } from '../../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'

// biome-ignore lint/suspicious/noExplicitAny: a message is whatever partners write
type Any = Record<string, any>

const now = '2026-03-02T12:00:00+08:00'
const source = 'urn:partner:medins-13'
const psn_no = '13000000000000100001'
const sampleOf = (infno: string) => structuredClone(nationalMessages.find((one) => one.infno === infno)!.sample) as Any

let stack: Stack
let api: TestApi
beforeEach(async () => {
  stack = await makeStack({ now })
  api = apiOf(stack)
})

const call = (infno: string, message: unknown = sampleOf(infno), as = source) =>
  api.call(partner(as), `POST /v1/national/${infno}`, message)
const queued = async (message: object) => {
  await stack.sendRaw(JSON.stringify(message))
  await stack.run()
}
const rejected = async () => (await api.call(operator, 'GET /v1/rejected-events')).body.events as Any[]
const kept = () => [...stack.archive.objects].flatMap(([at, bytes]) => archivedIn(testKeys, at, bytes))

const contribution = {
  psn_no,
  insu_admdvs: '130100',
  insutype: '310',
  accrym_begn: '202501',
  accrym_end: '202602',
  base: '7530.00',
  amt_psn: '150.60',
  amt_emp: '602.40',
  emp_no: 'E1301000001',
}

/** The sample's person, a woman. */
function mother() {
  const message = sampleOf('1101')
  const { baseinfo } = message.output
  Object.assign(baseinfo, { certno: certnoOf(2), gend: '2', brdy: '1990-01-01' })
  return message
}

describe('a message by HTTPS', () => {
  it('is done, kept as it came, and answered as the specification has it; twice it is once', async () => {
    const answer = await call('1101')
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      infcode: 0,
      inf_refmsgid: expect.stringMatching(/^13010220260302090000\d{10}$/),
      refmsg_time: '20260302120000000',
      respond_time: '20260302120000000',
      err_msg: '',
      output: {},
    })
    const { person } = await stack.file(psn_no)
    expect(person?.private.psn_name).toBe('张小满')
    const { msgid: id } = sampleOf('1101')
    expect(kept()).toEqual([{ at: now, via: source, source, id, body: JSON.stringify(sampleOf('1101')) }])
    expect((await call('1101')).body.inf_refmsgid).toBe(answer.body.inf_refmsgid)
    expect((await stack.file(psn_no)).all('relation')).toHaveLength(1)
  })

  it('of the platform names no transaction: the call does', async () => {
    const { output, inf_refmsgid, refmsg_time } = sampleOf('1101')
    expect((await call('1101', { infcode: '0', inf_refmsgid, refmsg_time, err_msg: '', output })).body.infcode).toBe(0)
    expect((await stack.file(psn_no)).person).toBeDefined()
    const told = await api.call(partner(source), `GET /v1/events/${inf_refmsgid}`)
    expect(told.body).toMatchObject({ id: inf_refmsgid, status: 'accepted' })
  })

  it('is refused whole, with the fields, kept as it came, and can be sent in again', async () => {
    const message = sampleOf('1101')
    message.output.insuinfo[0].psn_insu_date = '2026-02-30'
    const { status, body } = await call('1101', message)
    expect([status, body.infcode]).toEqual([200, -1])
    expect(body.err_msg).toContain('个人参保日期')
    expect(body.err_msg).toContain('psn_insu_date')
    expect((await stack.file(psn_no)).person).toBeUndefined()
    const told = await api.call(partner(source), `GET /v1/events/${message.msgid}`)
    expect(told.body).toMatchObject({ source, id: message.msgid, status: 'rejected', reason: 'bad-data' })
    const [one] = await rejected()
    expect(one).toMatchObject({
      reason: 'bad-data',
      errors: [{ field: 'output.insuinfo[].psn_insu_date' }],
      body: message,
    })
    expect((await api.call(operator, `POST /v1/rejected-events/${one!.id}/replay`)).body.status).toBe('rejected')
    expect(kept()).toEqual([])
  })

  it('says what our own checks find by the fields of the specification', async () => {
    const wrong = async (more: object, infno = '2401') =>
      (await call(infno, { ...sampleOf(infno), ...more })).body.err_msg
    expect(await wrong({ inf_time: '2026-03-02 13:00:00' })).toContain('inf_time')
    expect(await wrong({ mdtrtarea_admvs: '110101' })).toContain('mdtrtarea_admvs')
    const paid = sampleOf('1101')
    paid.output.baseinfo.certno = '130102198803141230'
    expect(await wrong(paid, '1101')).toContain('output.baseinfo.certno')
  })

  it('of another transaction, of none that is known, or none at all is refused; nothing breaks', async () => {
    expect((await call('2401', sampleOf('2402'))).body).toMatchObject({
      infcode: -1,
      err_msg: expect.stringContaining('infno'),
    })
    expect((await call('9999', { infno: '9999' })).body).toMatchObject({
      infcode: -1,
      err_msg: expect.stringContaining('9999'),
    })
    for (const odd of [{ infno: {} }, { input: [[[]]] }]) {
      expect(await call('2401', odd)).toMatchObject({ status: 200, body: { infcode: -1, output: {} } })
    }
    expect((await api.call(operator, 'POST /v1/national/2401', sampleOf('2401'))).status).toBe(403)
  })

  it('is bound by what its partner may say: kinds, areas, institutions, and a signature it cannot bear', async () => {
    const { publicKey } = generateKeyPair()
    const keys = [{ id: 'k1', publicKey, from: '2026-01-01T00:00:00+08:00' }]
    const sends = ['visit.admitted']
    const partners = [
      sender.parse({ id: 'near', sends, keys: [], fixmedins_codes: ['H13010200001'] }),
      sender.parse({ id: 'far', sends, keys: [], fixmedins_codes: ['H13020000001'] }),
      sender.parse({ id: 'signing', sends, keys }),
    ]
    api = apiOf(stack, { doors: doorsOf(partners, stack.clock) })
    expect((await call('2401', undefined, 'urn:partner:near')).body.infcode).toBe(0)
    for (const [by, infno] of [
      ['far', '2401'],
      ['near', '1101'],
      ['signing', '2401'],
    ] as const)
      expect((await call(infno, undefined, `urn:partner:${by}`)).body.infcode, by).toBe(-1)
    expect((await rejected()).map(({ reason }) => reason).sort()).toEqual([
      'not-your-area',
      'not-your-event',
      'unsigned',
    ])
  })
})

describe('the same in the inbox', () => {
  it('is done and kept as it came, under the code of who sent it', async () => {
    await queued(sampleOf('1101'))
    expect(kept()).toMatchObject([{ via: 'inbox', source: 'urn:fixmedins:H13010200001' }])
    await queued({ ...sampleOf('2401'), infno: '2301' })
    expect(await rejected()).toMatchObject([{ reason: 'unknown-type', body: { infno: '2301' } }])
  })

  it('bears the name of the partner whose queue it is', async () => {
    const own = sender.parse({ id: 'medins-13', sends: ['visit.admitted'], keys: [] })
    const inbox = makeInbox(stack.ports, doorOf(own, stack.clock))
    const Records = [{ messageId: 'm', body: JSON.stringify(sampleOf('2401')) }]
    await inbox({ Records } as unknown as Parameters<typeof inbox>[0])
    expect(kept()).toMatchObject([{ source, id: sampleOf('2401').msgid }])
  })
})

describe('what becomes of it', () => {
  it('a delivery: registered, admitted, discharged, settled; the allowance opens, whichever comes first', async () => {
    for (const order of [
      ['1101', '2401', '2402', '2304'],
      ['2402', '2304', '2401', '1101'],
    ]) {
      stack = await makeStack({ now })
      for (const infno of order) {
        const message = infno === '1101' ? mother() : sampleOf(infno)
        if (infno === '2401') Object.assign(message, { output: { result: { mdtrt_id: '130100M2026030200001' } } })
        if (infno === '2401') message.input.mdtrtinfo.med_type = '52'
        if (infno === '2402') Object.assign(message.input.dscginfo, { psn_no, mdtrt_id: '130100M2026030200001' })
        await queued(message)
      }
      // Who the employer is, its contributions say.
      await stack.happen('contribution.posted', contribution)
      expect(await stack.cases(psn_no, 'maternity-allowance')).toHaveLength(1)
      expect((await stack.file(psn_no)).all('visit')).toMatchObject([{ settled: { setl_id: '130100S2026030200001' } }])
    }
  })

  it('a settlement spends from the account, and its reversal puts it back', async () => {
    await queued(sampleOf('1101'))
    await stack.happen('account.credited', { psn_no, insu_admdvs: '130100', amt: '100.00' })
    for (const infno of ['2203', '2207']) expect((await call(infno)).body.infcode).toBe(0)
    await stack.run()
    const left = async () =>
      (await api.call({ role: 'citizen', psn_no, sub: psn_no } as never, 'GET /v1/me/accounts')).body.accounts[0]
        .balance
    expect(await left()).toBe('64.20')
    await call('2208')
    await stack.run()
    expect(await left()).toBe('100.00')
    expect((await stack.file(psn_no)).all('visit')[0]).not.toHaveProperty('settled')
    expect(await stack.tasks(psn_no, 'any')).toEqual([])
  })

  it('a referral: the decision at a desk rests on it, until it is taken back', async () => {
    await queued(sampleOf('1101'))
    const ask = async (mdtrt_id: string, begntime: string) => {
      const fixmedins_code = 'H31010100001'
      const where = { mdtrtarea_admvs: '310101', cross_region_enabled: true }
      const visit = { mdtrt_id, fixmedins_code, ...where, psn_no, med_type: '21', begntime }
      return (await api.call(institution(fixmedins_code), 'POST /v1/filing-decisions', visit)).body
    }
    expect((await ask('A', '2026-03-02T11:00:00+08:00')).decision).toBe('required')
    const { output } = (await call('2501')).body
    await stack.run()
    expect(await ask('B', '2026-03-02T11:00:00+08:00')).toMatchObject({ decision: 'on-file', basis: '10' })
    const ended = sampleOf('2502')
    Object.assign(ended.input.data, output.result)
    expect((await call('2502', ended)).body.infcode).toBe(0)
    await stack.run()
    expect((await ask('C', '2026-03-03T11:00:00+08:00')).decision).toBe('required')
  })

  it('an admission takes whether its institution settles for others from the register', async () => {
    const enabled = async () => (await stack.file(psn_no)).all('visit').map((one) => one.cross_region_enabled)
    await queued(sampleOf('1101'))
    const institutionIs = { fixmedins_code: 'H13010200001', fixmedins_name: '石家庄市第一医院', admdvs: '130102' }
    await stack.happen('institution.registered', { ...institutionIs, cross_region_enabled: false })
    await queued(sampleOf('2401'))
    expect(await enabled()).toEqual([false])
  })

  it('who pays alone where they should have filed is told how to claim', async () => {
    await queued(sampleOf('1101'))
    const message = sampleOf('4202')
    Object.assign(message.input.ownPayPatnMdtrtD, { fixmedins_code: 'H31010100001' })
    await queued({ ...message, fixmedins_code: 'H31010100001', mdtrtarea_admvs: '310101' })
    const [kase] = await stack.cases(psn_no, 'filing')
    expect(kase).toMatchObject({
      status: 'done',
      outcome: { result: 'required', settled: { fund_pay_sumamt: '0.00' } },
    })
  })
})
