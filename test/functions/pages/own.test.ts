/** What citizens look up and ask for beside cases, by HTTP alone; how it looks: care.browser.test.ts. */
import { describe, expect, it } from 'vitest'
import { pages as declared } from '../../../functions/bundles/index.ts'
import { fieldsOf } from '../../../functions/pages/frame/fields.ts'
import { type Claims, citizen } from '../../support/api.ts'
import { certnoOf, credit, enrolment, register } from '../../support/people.ts'
import { birth } from '../bundles/newborn/scene.ts'
import { type CareScene, careScene } from './care-scene.ts'

/** What somebody reads: a page without its marks. */
const plain = (text: string) => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

/** A page of somebody's, what is said on it, and what can be touched. */
async function read({ pages }: CareScene, who: Claims, name = 'sharing') {
  const { text } = await pages.fetch(who, `GET /my/own/${name}`)
  return { said: plain(text), touches: [...text.matchAll(/name="touch" value="([^"]+)"/g)].map(([, key]) => key ?? '') }
}

const touch = ({ pages }: CareScene, who: Claims, key: string) =>
  pages.fetch(who, 'POST /my/own/sharing', { touch: key, _key: `touch-${key.replace(/\W/g, '-')}`.slice(0, 60) })

describe('a dependant', () => {
  /** A mother with an account, and a child whose premium is to be paid. */
  async function mother() {
    const scene = await careScene()
    const { holder } = await scene.family(0)
    const guardians = [
      { certno: certnoOf(1), psn_name: scene.nameOf(holder), relation: 'mother' },
      { certno: certnoOf(90), psn_name: '测试90', relation: 'father' },
    ]
    await scene.stack.happen('birth.certified', birth('2026-03-30', { insu_admdvs: '210200', guardians }))
    return { scene, me: citizen(holder) }
  }

  it('is offered, given to by one touch, their bill paid by another, and each is done once', async () => {
    const { scene, me } = await mother()
    const first = await read(scene, me)
    expect(first.said).toMatch(/还可以给 \S+（子女）/)
    expect(first.touches).toHaveLength(1)
    const [give = ''] = first.touches
    const given = await touch(scene, me, give)
    expect([given.status, given.headers.get('location')]).toEqual([303, '/my/own/sharing?said=sharing-given'])
    const second = await read(scene, me)
    expect(second.said).toMatch(/家人要缴的医保费 \S+的居民医保费 [\d.]+ 元 最晚\S+缴/)
    const pay = second.touches.find((key) => key.startsWith('pay')) ?? ''
    expect((await touch(scene, me, pay)).headers.get('location')).toMatch(/^\/my\/cases\/\S+\?said=started$/)
    expect((await read(scene, me)).touches.filter((key) => key.startsWith('pay'))).toEqual([])
    // Pressed once more there is nothing left to be done, and that is said.
    const again = await touch(scene, me, pay)
    expect([again.status, plain(again.text).includes('已经办过了')]).toEqual([409, true])
    expect(scene.stack.sent('bank', 'payment.ordered').map(({ data }) => data.purpose)).toEqual(['family-premium'])
    expect((await read(scene, me, 'account')).said).toContain('替家人缴费')
  })

  it('is seen by nobody else, whatever is sent', async () => {
    const { scene, me } = await mother()
    const [give = ''] = (await read(scene, me)).touches
    const other = await scene.insured('210200', '310')
    expect((await read(scene, citizen(other))).touches).toEqual([])
    expect((await touch(scene, citizen(other), give)).status).toBe(409)
    expect((await read(scene, me)).touches).toEqual([give])
  })
})

describe('a share that is refused says why in words, and what was typed stays', () => {
  const form = (n: number, more: Record<string, string> = {}) => ({
    user_psn_name: `测试${n}`,
    user_certno: certnoOf(n),
    relation: 'spouse',
    commitment: 'true',
    ...more,
  })
  const asks = async (scene: CareScene, who: Claims, fields: Record<string, string>) => {
    const { status, text } = await scene.pages.fetch(who, 'POST /my/own/sharing/new', fields)
    return { status, text, said: plain(text) }
  }

  it.each([
    ['person-unknown', { user_psn_name: '别人' }, 404, '没有查到这个人'],
    ['no commitment', { commitment: '' }, 400, '请承诺所填的亲属关系属实'],
    ['oneself', { user_psn_name: '测试1', user_certno: certnoOf(1) }, 400, '不能给自己'],
    ['a sum that is none', { limit: '一千' }, 400, '两位小数'],
    ['no relation', { relation: '' }, 400, '使用人是您的什么人'],
  ])('%s', async (_, more, status, words) => {
    const scene = await careScene()
    const { holder } = await scene.family(1)
    const refused = await asks(scene, citizen(holder), form(2, more as Record<string, string>))
    expect([refused.status, refused.said.includes(words)]).toEqual([status, true])
    expect(refused.text).toContain(`value="${form(2, more as Record<string, string>).user_psn_name}"`)
  })

  it('relation-not-shared, user-not-insured, out-of-scope, already-shared, too-many-users, no-account', async () => {
    const scene = await careScene()
    const { holder, users } = await scene.family(7)
    const me = citizen(holder)
    const nobody = await register(scene.stack, 91)
    await register(scene.stack, 92)
    await scene.stack.happen('enrolment.registered', enrolment('P000092', '440100', '2019-01-01'))
    await scene.stack.happen('account.credited', credit('P000092', '440100', '1.00'))
    const refused = async (n: number, words: string, who = me) => {
      const { status, said } = await asks(scene, who, form(n))
      expect([n, status, said.includes(words)]).toEqual([n, 409, true])
    }
    await scene.stack.policy({ name: 'share_relations', admdvs: '210200', value: ['parent'] })
    await refused(2, '还没有把个人账户共济开到这种亲属')
    await scene.stack.policy({ name: 'share_relations', admdvs: '210200', value: ['spouse'], from: '2026-03-31' })
    await refused(91, '对方现在没有参保')
    await refused(92, '还不能和您的参保地共济')
    for (const user of users.slice(0, 6)) expect((await scene.shares(holder, user)).status).toBe(201)
    await refused(2, '已经给这个人用了')
    await refused(8, '用您个人账户的家人已经够多了')
    await refused(2, '没有查到您的职工医保', citizen(nobody))
    expect((await read(scene, me)).said).not.toContain('测试8')
  })

  it('a premium: a bill of nobody’s of theirs', async () => {
    const scene = await careScene()
    const { holder } = await scene.family(0)
    const sent = { bill_no: 'BLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }
    const { status, text } = await scene.pages.fetch(citizen(holder), 'POST /my/own/sharing/premium', sent)
    expect([status, plain(text).includes('不是您家人的')]).toEqual([404, true])
  })
})

it('what a page asks for by a form is a field of the call', () => {
  const forms = declared.flat().flatMap(({ forms = [] }) => forms)
  expect(forms.length).toBeGreaterThan(0)
  for (const { body, fields } of forms) {
    const known = fieldsOf(body()).map(({ name }) => name)
    expect(fields.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([])
  }
})

it('the year of assistance is told stay by stay, and who gives how much', async () => {
  const scene = await careScene()
  const [psn = ''] = await scene.assisted(1)
  const { said } = await read(scene, citizen(psn), 'assistance')
  expect(said).toContain('石家庄市医疗救助基金 一共该给 3500.00 元，已经给了 0.00 元 还要付给您 3500.00 元')
  expect(said).toMatch(/3月10日结算 自己负担 5000.00 元 石家庄市医疗救助基金（按低保对象）给 3500.00 元/)
  const nobody = await scene.insured('130100')
  expect((await read(scene, citizen(nobody), 'assistance')).said).toContain('现在没有医疗救助')
})
