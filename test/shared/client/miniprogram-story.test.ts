/** The mini-program as a citizen uses it: its compiled pages, over the whole system in memory. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addMs } from '../../../shared/calendar/index.ts'
import { apiOf, citizen } from '../../support/api.ts'
import { certnoOf, credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'
import { type Phone, startPhone } from './miniprogram/phone.ts'
import { project } from './miniprogram/project.ts'

const certificate = 'Z130000001'
const hospital = { fixmedins_code: 'H13010200001', fixmedins_name: '石家庄市测试妇幼保健院' }
const born = { brdy: '2026-03-10T08:15:00+08:00', gend: '2', psn_name: '测试宝宝' }
const mother = { certno: certnoOf(2, '1994-05-20'), psn_name: '测试2', relation: 'mother' }

/** A mother insured in Shijiazhuang, the system that knows her, and her phone. */
async function aMother() {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  const api = apiOf(stack)
  const psnNo = await register(stack, 2, { brdy: '1994-05-20' })
  await stack.happen('enrolment.registered', enrolment(psnNo, '130100', '2015-03-01'))
  await stack.happen('institution.registered', { ...hospital, admdvs: '130100', cross_region_enabled: true })
  const network = {
    async fetch(path: string, init: RequestInit) {
      if (path === '/dev/token') {
        const { psn_no } = JSON.parse(String(init.body))
        return Response.json({ token: await api.token(citizen(psn_no)) })
      }
      const answer = await api.app.request(path, init)
      await stack.run()
      return answer
    },
  }
  const phone = startPhone(network)
  await phone.rest()
  const signIn = async (on: Phone = phone) => {
    await on.write('人员编号', psnNo)
    await on.tap('登录')
  }
  return { stack, api, psnNo, network, phone, signIn }
}

/** Fills in the newborn's form as far as the certificate tells. */
async function fillNewborn(phone: Phone) {
  await phone.tap('新生儿参保')
  await phone.write('出生医学证明编号', certificate)
  await phone.write('孩子的姓名', born.psn_name)
  await phone.tap('女')
  await phone.pick('出生日期', '2026-03-10')
  await phone.pick('出生时刻', '08:15')
}

async function fillFiling(phone: Phone, province: string) {
  const provinces = phone.data().provinces as { name: string }[]
  const column = provinces.findIndex(({ name }) => name === province)
  await phone.pick('去哪里', { column: 0, value: column }, 'columnchange')
  await phone.pick('去哪里', [column, 0])
  await phone.tap('我承诺填的都是真的')
}

/** Keys under which a call was sent, in order. */
const keysOf = ({ requests }: Phone, name: string) =>
  requests.filter((request) => request.name === name).map(({ key }) => key)

describe('a citizen', () => {
  it('signs in, is told what is there, enlarges the letters, and leaves nothing behind', async () => {
    const { phone, signIn } = await aMother()
    expect(phone.path()).toBe('pages/sign-in/sign-in')
    await phone.tap('登录')
    expect(phone.text()).toContain('请填写人员编号')
    await signIn()
    expect(phone.path()).toBe('pages/index/index')
    for (const words of ['测试2，您好', '石家庄市职工基本医疗保险：正常参保', '现在没有要您办的']) {
      expect(phone.text()).toContain(words)
    }
    expect(phone.text()).not.toContain('正在办')
    expect(phone.data().size).toBe(17)
    await phone.tap('长辈版')
    expect(phone.data().size).toBeGreaterThanOrEqual(24)
    await phone.tab('账户')
    expect(phone.data().size).toBeGreaterThanOrEqual(24)
    await phone.tab('首页')
    await phone.tap('字再大一点')
    expect(phone.data().size).toBe(30)
    await phone.tap('打电话')
    expect(phone.calls).toEqual(['12393'])
    await phone.tap('退出登录')
    expect(phone.path()).toBe('pages/sign-in/sign-in')
    expect([...phone.storage.keys()]).toEqual(['look-level'])
  })

  it('has a newborn insured that the hospital has not reported, pays twice, and says where the money goes', async () => {
    const { phone, signIn, stack } = await aMother()
    await signIn()
    await phone.tap('新生儿参保')
    await phone.tap('办理')
    for (const fault of ['缺少出生医学证明编号', '缺少性别', '缺少出生时间', '有几处要改']) {
      expect(phone.text()).toContain(fault)
    }
    await phone.back()
    await fillNewborn(phone)
    expect(phone.text()).not.toContain('缺少')
    await phone.tap('在哪家医院出生')
    await phone.write('医院的名字或编号', '妇幼')
    await phone.tap('找医院')
    await phone.tap(hospital.fixmedins_name)
    expect(phone.path()).toBe('pages/newborn/newborn')
    expect(phone.text()).toContain(hospital.fixmedins_name)
    await phone.tap('办理')
    expect(phone.path()).toBe('pages/case/case')
    for (const words of [
      '出生一件事',
      '测试宝宝',
      '请您：缴费，最晚2026年6月8日',
      '400.00元',
      '孩子已在石家庄市登记',
    ]) {
      expect(phone.text()).toContain(words)
    }
    await phone.back()
    expect(phone.text()).toMatch(/需要您办的\n出生一件事\n测试宝宝\n请您：缴费/)

    // The same certificate again leads to the case there is.
    await fillNewborn(phone)
    await phone.tap('在哪家医院出生')
    await phone.write('医院的名字或编号', '妇幼')
    await phone.tap('找医院')
    await phone.tap(hospital.fixmedins_name)
    await phone.tap('办理')
    await phone.tap('打开孩子的办件')
    expect(phone.text()).toContain('请您：缴费')
    await phone.back()

    const paid = { birth_cert_no: certificate, year: 2026, amt: '400.00', paid_at: '2026-03-12T10:00:00+08:00' }
    await stack.happen('premium.paid', paid)
    await stack.happen('premium.paid', paid)
    await stack.happen('birth.certified', {
      ...born,
      birth_cert_no: certificate,
      fixmedins_code: hospital.fixmedins_code,
      guardians: [mother],
    })
    await phone.tap('出生一件事')
    expect(phone.text()).toContain('请您：填写收款的银行账户')
    expect(phone.data().values).toMatchObject({ acct_name: '测试2' })
    await phone.write('户名', '别人')
    await phone.write('账号', '6222 0000 1111 2222')
    await phone.write('银行代码', '102')
    await phone.tap('提交账户')
    expect(phone.text()).toContain('户名应是收款人登记的姓名')
    await phone.back()
    await phone.tap('出生一件事')
    expect(phone.data().values).toMatchObject({ acct_name: '别人', bank_code: '102' })
    expect([...phone.storage.values()].join()).not.toContain('6222')
    await phone.write('户名', '测试2')
    await phone.tap('提交账户')
    for (const words of ['已参保', '2026年：2026年3月10日到2026年12月31日都能报销']) {
      expect(phone.text()).toContain(words)
    }
    expect(phone.toasts).toEqual(['已经提交'])
    expect(stack.sent('bank', 'payment.ordered')).toHaveLength(1)
    await phone.tap('展开看看')
    expect(phone.text()).toContain('选产前检查的医院')
    await phone.back()
    expect(phone.text()).toMatch(/办好了\n出生一件事\n测试宝宝\n已参保/)
  })

  it('signs in by WeChat where the bureau has a service for it', async () => {
    const { network, api, psnNo } = await aMother()
    const told: unknown[] = []
    const { fetch } = network
    network.fetch = async (path, init) => {
      if (path !== '/sign-in') return fetch(path, init)
      told.push(JSON.parse(String(init.body)))
      return Response.json({ token: await api.token(citizen(psnNo)) })
    }
    const signIn = { by: 'service', url: 'https://login.example.gov.cn/sign-in' }
    const phone = startPhone(network, new Map(), { signIn })
    await phone.rest()
    expect(phone.text()).not.toContain('人员编号')
    await phone.tap('登录')
    expect(told).toEqual([{ code: 'a-code' }])
    expect(phone.text()).toContain('测试2，您好')
  })

  it('files, is told until when it holds, and ends it if they say yes', async () => {
    const { phone, signIn } = await aMother()
    await signIn()
    await phone.tab('异地就医')
    expect(phone.text()).toContain('还没有备案')
    await phone.tap('办备案')
    await phone.tap('异地长期居住备案')
    await phone.tap('办理')
    expect(phone.text()).toContain('请先勾选承诺书')
    await fillFiling(phone, '河南省')
    expect(phone.text()).toContain('整个河南省')
    await phone.tap('办理')
    expect(phone.text()).toContain('备案办好了，2026年3月12日起有效。')
    await phone.tap('看我的备案')
    expect(phone.text()).toMatch(/河南省\n异地长期居住备案\n测试2\n有效\n2026年3月12日起，一直有效/)
    phone.saysYes(false)
    await phone.tap('结束备案')
    expect(phone.text()).toContain('有效')
    phone.saysYes(true)
    await phone.tap('结束备案')
    expect(phone.text()).toMatch(/测试2\n已结束\n2026年3月12日起，到2026年3月12日/)
    expect(phone.text()).not.toContain('结束备案')
  })

  it('sees the account of a transfer, what of it is advanced, and comes from each line and notice to the case', async () => {
    const { phone, signIn, stack, psnNo } = await aMother()
    await stack.happen('enrolment.paused', pause(psnNo, '130100', '2026-01-31'))
    await stack.happen('account.credited', credit(psnNo, '130100', '2177.04'))
    await stack.happen('enrolment.registered', enrolment(psnNo, '130200', '2026-03-02'))
    await signIn()
    expect(phone.text()).toMatch(/正在办\n.*转移.*\n测试2\n在等经办人员：确认个人账户转出，最晚2026年3月26日/)
    const [task] = await stack.tasks(psnNo)
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    await phone.tab('账户')
    expect(phone.text()).toMatch(/唐山市\n能用的钱\n2177.04元\n这些钱由当地先垫着，现在都能用/)
    expect(phone.text()).toMatch(/转出\n-2177.04元\n.*\n2026年3月12日/)
    await phone.tap('+2177.04元')
    expect(phone.path()).toBe('pages/case/case')
    expect(phone.text()).toContain('关系和个人账户都已转过来')
    await phone.tab('消息')
    await phone.tap('唐山市')
    expect(phone.path()).toBe('pages/case/case')
  })
})

it('a person short of years chooses among what is offered, and is asked once whether it is meant', async () => {
  const { phone, signIn, stack, psnNo } = await aMother()
  await stack.happen('contribution.posted', {
    ...{ psn_no: psnNo, insu_admdvs: '130100', insutype: '310', emp_no: 'E130100' },
    ...{ accrym_begn: '202001', accrym_end: '202602', base: '6000.00', amt_psn: '120.00', amt_emp: '480.00' },
  })
  const approved = { certno: mother.certno, psn_name: mother.psn_name, pension_admdvs: '130100', deemed_months: 0 }
  await stack.happen('pension.approved', { ...approved, retr_date: '2026-03-11' })
  await signIn()
  await phone.tap('请您：选一项')
  phone.saysYes(false)
  await phone.tap('按月继续缴')
  expect(phone.text()).toContain('请您')
  phone.saysYes(true)
  await phone.tap('按月继续缴')
  expect(phone.toasts).toEqual(['选“按月继续缴”？', '选“按月继续缴”？', '已经提交'])
  expect(phone.text()).not.toContain('请您')
})

it('who follows the README is somebody, and finds the hospital', async () => {
  const { phone, stack } = await aMother()
  const events = JSON.parse(readFileSync(join(project, 'people.json'), 'utf8')) as object[]
  for (const event of events) await stack.sendRaw(JSON.stringify(event))
  await stack.run()
  await phone.write('人员编号', 'P000001')
  await phone.tap('登录')
  expect(phone.text()).toContain('李小草，您好')
  expect(phone.text()).toContain('石家庄市职工基本医疗保险：正常参保')
})

describe('whatever the network does', () => {
  it('a refused token is replaced in the middle, unseen', async () => {
    const { phone, signIn, stack } = await aMother()
    await signIn()
    stack.clock.set(addMs(stack.clock.now(), 2 * 3_600_000))
    const before = phone.storage.get('token')
    await phone.tab('账户')
    expect(phone.text()).toContain('您还没有个人账户')
    expect(phone.storage.get('token')).not.toBe(before)
    expect(phone.requests.filter(({ name }) => name === 'POST /dev/token')).toHaveLength(2)
  })

  it('who can’t be signed in again is asked to, and loses nothing', async () => {
    const { phone, signIn, stack, network } = await aMother()
    await signIn()
    stack.clock.set(addMs(stack.clock.now(), 2 * 3_600_000))
    const { fetch } = network
    network.fetch = async (path, init) =>
      path === '/dev/token' ? Response.json({ detail: '不行' }, { status: 400 }) : fetch(path, init)
    await phone.tab('账户')
    expect(phone.text()).toContain('请登录')
    await phone.tap('登录')
    expect(phone.path()).toBe('pages/sign-in/sign-in')
    network.fetch = fetch
    await signIn()
    expect(phone.text()).toContain('测试2，您好')
  })

  it('what was sent and not answered keeps its key through signing in again', async () => {
    const { phone, signIn, stack, network, psnNo } = await aMother()
    await signIn()
    await phone.tap('去外地看病')
    await fillFiling(phone, '上海市')
    phone.hasSignal('answers-lost')
    await phone.tap('办理')
    phone.hasSignal('good')
    stack.clock.set(addMs(stack.clock.now(), 2 * 3_600_000))
    const { fetch } = network
    network.fetch = async (path, init) =>
      path === '/dev/token' ? Response.json({ detail: '不行' }, { status: 400 }) : fetch(path, init)
    await phone.tap('再试一次')
    network.fetch = fetch
    await phone.tap('登录')
    await signIn()
    await phone.tap('去外地看病')
    await phone.tap('办理')
    expect(phone.text()).toContain('备案办好了')
    expect(new Set(keysOf(phone, 'POST /v1/filings')).size).toBe(1)
    expect((await stack.file(psnNo)).all('filing')).toHaveLength(1)
  })

  it('a lost answer is asked for again under the same key: filed once', async () => {
    const { phone, signIn, stack, psnNo } = await aMother()
    await signIn()
    await phone.tap('去外地看病')
    await fillFiling(phone, '上海市')
    phone.hasSignal('answers-lost')
    await phone.tap('办理')
    expect(phone.text()).toContain('您填的都在')
    phone.hasSignal('good')
    await phone.tap('再试一次')
    expect(phone.text()).toContain('备案办好了')
    expect(new Set(keysOf(phone, 'POST /v1/filings')).size).toBe(1)
    expect((await stack.file(psnNo)).all('filing')).toHaveLength(1)
    // The next filing is another matter.
    await phone.tab('首页')
    await phone.tap('去外地看病')
    await fillFiling(phone, '北京市')
    await phone.tap('办理')
    expect(new Set(keysOf(phone, 'POST /v1/filings')).size).toBe(2)
  })

  it('a system that is too busy is asked again under the same key', async () => {
    const { phone, signIn, network } = await aMother()
    await signIn()
    await phone.tap('去外地看病')
    await fillFiling(phone, '上海市')
    const { fetch } = network
    const busy = { code: 'unavailable', title: '系统繁忙', detail: '请稍后再试。' }
    network.fetch = async () => Response.json(busy, { status: 503 })
    await phone.tap('办理')
    expect(phone.text()).toContain('系统繁忙。您填的都在')
    network.fetch = fetch
    await phone.tap('再试一次')
    expect(phone.text()).toContain('备案办好了')
    expect(new Set(keysOf(phone, 'POST /v1/filings')).size).toBe(1)
  })

  it('a double tap sends once', async () => {
    const { phone, signIn, stack, psnNo } = await aMother()
    await signIn()
    await phone.tap('去外地看病')
    await fillFiling(phone, '上海市')
    phone.touch('办理')
    phone.touch('办理')
    await phone.rest()
    expect(keysOf(phone, 'POST /v1/filings')).toHaveLength(1)
    expect((await stack.file(psnNo)).all('filing')).toHaveLength(1)
  })

  it('a draft outlives the page and the mini-program, with the key of what was not answered', async () => {
    const { phone, signIn, network, stack, psnNo } = await aMother()
    await signIn()
    await fillNewborn(phone)
    await phone.tap('在哪家医院出生')
    await phone.write('医院的名字或编号', '没有这家')
    await phone.tap('找医院')
    expect(phone.text()).toContain('没有找到')
    await phone.write('医院的名字或编号', hospital.fixmedins_code)
    await phone.tap('找医院')
    await phone.tap(hospital.fixmedins_name)
    phone.hasSignal('answers-lost')
    await phone.tap('办理')
    const again = startPhone(network, phone.storage)
    await again.rest()
    await again.tap('新生儿参保')
    expect(again.lines()).toEqual(
      expect.arrayContaining([certificate, born.psn_name, '08:15', hospital.fixmedins_name]),
    )
    await again.tap('办理')
    expect(again.path()).toBe('pages/case/case')
    expect(keysOf(again, 'POST /v1/cases')).toEqual([keysOf(phone, 'POST /v1/cases')[0]])
    expect((await stack.file(psnNo)).all('link')).toHaveLength(1)
  })

  it('without a network a page says so, keeps what it showed, and goes on', async () => {
    const { phone, signIn } = await aMother()
    await signIn()
    phone.hasSignal('none')
    await phone.pull()
    expect(phone.text()).toContain('没有连上')
    expect(phone.text()).toContain('测试2，您好')
    phone.hasSignal('good')
    await phone.tap('重试')
    expect(phone.text()).not.toContain('没有连上')
  })

  it('long lists come page by page', async () => {
    const { phone, signIn, stack, psnNo } = await aMother()
    for (let visit = 0; visit < 25; visit++) {
      await stack.happen('visit.admitted', {
        mdtrt_id: `M${visit}`,
        fixmedins_code: hospital.fixmedins_code,
        mdtrtarea_admvs: '130100',
        psn_no: psnNo,
        med_type: '11',
        begntime: '2026-03-12T08:00:00+08:00',
        cross_region_enabled: true,
      })
    }
    await signIn()
    expect(phone.data().done).toHaveLength(20)
    await phone.scroll()
    expect(phone.data().done).toHaveLength(25)
    expect(phone.data().cursor).toBe('')
    await phone.tab('消息')
    expect(phone.data().notices).toHaveLength(20)
    await phone.tap('再看以前的')
    expect(phone.data().notices).toHaveLength(25)
  })
})
