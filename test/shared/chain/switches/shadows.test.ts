/** Bundles off, in shadow and live (bundles/RULES.md 9), each by its plain case, on the whole system in memory. */
import { describe, expect, test } from 'vitest'
import { benchDay, benchNow } from '../../../../functions/bench.ts'
import { type ByEvent, eventBenches } from '../../../bench/bundles.ts'
import { finishCases, playCases, prepareCases } from '../../../bench/play.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'
import { turn } from '../../../support/switches.ts'

/** A new stage with a person, and what is to be known beside. */
async function stage(spec: ByEvent, bundlesLive?: false): Promise<Stack> {
  const stack = await makeStack({ now: benchNow, ...(bundlesLive === false ? { bundlesLive } : {}) })
  await prepareCases({ stack, spec, numbers: [1] })
  return stack
}

const person = (spec: ByEvent) => spec.psnNo(testKeys, 1)

/** How the plain case ends where it is live from the start, and the area in charge. */
async function played(spec: ByEvent) {
  const stack = await stage(spec)
  await playCases({ stack, spec, numbers: [1] })
  const [row] = await stack.cases(person(spec), spec.bundle)
  return row!
}

const trigger = async (stack: Stack, spec: ByEvent) => {
  await stack.happen(...spec.trigger(1))
  if (spec.later) await stack.happen(...spec.later(1))
}

const unopened = async (stack: Stack, spec: ByEvent) =>
  (await stack.file(person(spec))).all('unopened').filter(({ bundle }) => bundle === spec.bundle)

/** What others hear, and what lists hold. */
const outside = (stack: Stack) => ({
  sent: stack.sent().map(({ type }) => type),
  lists: [...stack.table.items.values()].filter(({ list }) => /^(area|task)#/.test(String(list))).length,
})

describe.each(eventBenches)('$bundle', (spec) => {
  test('off: registers are kept, no case opens, nothing is sent, and what begins today opens once it is live', async () => {
    const live = await played(spec)
    const stack = await stage(spec, false)
    await trigger(stack, spec)
    expect(await stack.cases(person(spec))).toEqual([])
    expect(outside(stack)).toEqual({ sent: [], lists: 0 })
    const kept = await unopened(stack, spec)
    expect(kept.every(({ stand }) => stand === undefined)).toBe(true)
    const [first] = kept
    expect(first).toMatchObject({ case_id: live.case_id, admdvs: live.admdvs })
    await turn(stack, spec, live.admdvs, { state: 'live' })
    const opens = first!.begins >= benchDay ? [live.case_id] : []
    expect((await stack.cases(person(spec), spec.bundle)).map(({ case_id }) => case_id)).toEqual(opens)
    expect(await unopened(stack, spec)).toEqual([])
  })

  test('shadow: decided and kept, and nothing is sent, told, asked or moved; then it becomes the case', async () => {
    const live = await played(spec)
    const stack = await stage(spec, false)
    await turn(stack, spec, live.admdvs, { state: 'shadow' })
    await trigger(stack, spec)
    const before = await stack.file(person(spec))
    expect(before.all('case')).toEqual([])
    expect(before.all('task').filter(({ case_id }) => case_id !== undefined)).toEqual([])
    expect(outside(stack)).toEqual({ sent: [], lists: 0 })
    expect([...before.all('bill'), ...before.all('payment'), ...before.all('entitlement')]).toEqual([])
    const [shadow] = await unopened(stack, spec)
    expect(shadow).toMatchObject({ case_id: live.case_id, admdvs: live.admdvs, bundle: spec.bundle })
    // Where it stands is where it would: no time has passed, nobody has answered.
    const asked = await stage(spec)
    await trigger(asked, spec)
    const [open] = await asked.cases(person(spec), spec.bundle)
    expect(shadow?.stand).toMatchObject({
      step: open?.step,
      status: open?.status,
      ...(open?.outcome ? { outcome: open.outcome } : {}),
    })
    await turn(stack, spec, live.admdvs, { state: 'live', from: shadow!.begins })
    expect(await unopened(stack, spec)).toEqual([])
    const [opened] = await stack.cases(person(spec), spec.bundle)
    expect(opened?.case_id).toBe(live.case_id)
    // From here it is a case like any other, played to the same end.
    await finishCases({ stack, spec, numbers: [1] })
    const [ended] = await stack.cases(person(spec), spec.bundle)
    expect(ended).toMatchObject({ status: live.status, outcome: live.outcome })
  })
})
