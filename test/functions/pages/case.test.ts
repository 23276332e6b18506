/** The page of a case offers what the case offers now, and nothing that would be refused. */
import { expect, it } from 'vitest'
import { citizen } from '../../support/api.ts'
import { careScene } from './care-scene.ts'

/** What somebody may choose from on the page of their one case of a bundle, and what they are told of it. */
async function choiceOn({ stack, pages }: Awaited<ReturnType<typeof careScene>>, psn: string, bundle: string) {
  const [row] = await stack.cases(psn, bundle)
  const at = `/my/cases/${row?.case_id}`
  const { text } = await pages.fetch(citizen(psn), `GET ${at}`)
  const [, select = ''] = /<select[^>]*name="option"[^>]*>(.*?)<\/select>/s.exec(text) ?? []
  const offered = [...select.matchAll(/<option value="([^"]+)"[^>]*>([^<]*)/g)]
  return {
    text,
    codes: offered.map(([, code]) => code),
    names: offered.map(([, , name]) => name as string),
    choose: (option: string) => pages.fetch(citizen(psn), `POST ${at}/actions/choose`, { option }),
  }
}

it('of the ways to choose from it shows those of the moment, and these are the ones that are not refused', async () => {
  const scene = await careScene()
  const psn = await scene.treated('E1')
  const first = await choiceOn(scene, psn, 'chronic')
  expect(first.codes).toEqual(['apply', 'decline'])
  expect((await first.choose('accept')).status).toBe(409)
  expect((await first.choose('apply')).status).toBe(303)
  const { task, officer } = await scene.taskOf(psn, 'review-chronic')
  const no = { decision: 'reject', reason: '血压没有达到标准' }
  expect((await scene.api.call(officer, `POST /v1/tasks/${task.task_id}/decision`, no)).status).toBe(200)
  const second = await choiceOn(scene, psn, 'chronic')
  expect(second.codes).toEqual(['second-review', 'accept'])
  expect((await second.choose('apply')).status).toBe(409)
  expect((await second.choose('accept')).status).toBe(303)
  expect((await choiceOn(scene, psn, 'chronic')).codes).toEqual([])
})

it('what it asks for in words is what one finds to choose', async () => {
  const scene = await careScene()
  const psn = await scene.claimant(1, 'asked')
  const { codes, names, text } = await choiceOn(scene, psn, 'reimbursement')
  expect(codes).toEqual(['claim', 'third-party', 'decline'])
  for (const name of names) expect(text).toContain(`选“${name}”`)
  const [row] = await scene.stack.cases(psn, 'reimbursement')
  const { body } = await scene.api.call(citizen(psn), `GET /v1/cases/${row?.case_id}`)
  expect(body.options).toEqual(codes)
})
