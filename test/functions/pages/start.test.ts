/** Forms of what a citizen starts: whom it is for by name, what a place lists by its names, each in its bundle's own words. */
import { expect, it } from 'vitest'
import { manifests } from '../../../functions/bundles/index.ts'
import { fieldsOf } from '../../../functions/pages/frame/fields.ts'
import { citizen } from '../../support/api.ts'
import { pagesOver } from '../../support/pages.ts'
import { makeTown } from '../api/town.ts'
import { careScene } from './care-scene.ts'

const labelsIn = (text: string) => [...text.matchAll(/<label for="[^"]*">([^<]*)/g)].map(([, label]) => label)

it('a disease is chosen by its name, from those of the place where one is insured, and that is applied for', async () => {
  const { pages, insured, stack } = await careScene()
  const psn = await insured('610700')
  const { text } = await pages.fetch(citizen(psn), 'GET /my/new/chronic')
  // Nobody to act for: it is not asked whom it is for.
  expect(labelsIn(text)).toEqual(['哪种病'])
  expect(text).toContain('<option value="M03900">高血压</option><option value="M01600">糖尿病</option>')
  const sent = await pages.fetch(citizen(psn), 'POST /my/new/chronic', { opsp_dise_code: 'M01600' })
  expect(sent.status).toBe(303)
  expect(await stack.cases(psn, 'chronic')).toMatchObject([{ status: 'waiting' }])
})

it('where no place lists anything, the field is written, and its hint says whom to ask', async () => {
  const { pages, insured } = await careScene()
  const { text } = await pages.fetch(citizen(await insured('440100')), 'GET /my/new/chronic')
  expect(text).toContain('打 12393 问当地有哪些病种')
})

it('whom it is for is asked by name where there is a choice, oneself first', async () => {
  const { stack, me } = await makeTown()
  const { text } = await pagesOver(stack).fetch(citizen(me), 'GET /my/new/reimbursement')
  expect(text).toMatch(/<option value="P000002" selected[^>]*>测试2（本人）<\/option><option value="[^"]+">测试宝宝</)
})

it('a form is told in the words of its own bundle', async () => {
  const { stack, me } = await makeTown()
  const pages = pagesOver(stack)
  const labels = async (bundle: string) => labelsIn((await pages.fetch(citizen(me), `GET /my/new/${bundle}`)).text)
  expect(await labels('newborn')).toContain('出生医院的编号')
  expect((await labels('reimbursement')).filter((label) => /出生|孩子/.test(label ?? ''))).toEqual([])
  expect(await labels('reimbursement')).toContain('医院（药店）的编号')
})

it('what a form tells is of a field that it has', () => {
  const strays = manifests.flatMap(({ chain: { bundle }, form }) => {
    const names = form ? fieldsOf(form.schema).map(({ name }) => name) : []
    return Object.keys(form?.told ?? {}).flatMap((name) => (names.includes(name) ? [] : [`${bundle}: ${name}`]))
  })
  expect(strays).toEqual([])
})
