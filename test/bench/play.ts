/** Playing plain cases on a stack in memory, each from its trigger to its end, with whoever acts beside us. */
import { type Asked, benchNow } from '../../functions/bench.ts'
import type { StubQueue } from '../../infra/local/stubs/behaviour.ts'
import { answersTo, type CloudEvent } from '../../infra/local/stubs/partners.ts'
import { apiOf, citizen } from '../support/api.ts'
import { type Stack, testKeys } from '../support/stack.ts'
import { type ByCall, isByEvent, type Measured } from './bundles.ts'

/** Carries out what is the system's, not what is asked or looked up by who plays the others. */
export type Carry = (work: () => Promise<void>) => Promise<void>

/** The cases of these persons. */
export interface Cast {
  readonly stack: Stack
  readonly spec: Measured
  readonly numbers: readonly number[]
}

/** What must be known before the cases begin. */
export async function prepareCases({ stack, spec, numbers }: Cast): Promise<void> {
  for (const [type, data] of [...(spec.facts ?? []), ...numbers.flatMap(spec.before)]) await stack.send(type, data)
  await stack.run()
  if (isByEvent(spec)) return
  for (const n of numbers) await ask(stack, spec.ready(n, testKeys))
}

async function ask(stack: Stack, { psn_no, path, body }: Asked): Promise<void> {
  const { status } = await apiOf(stack).call(citizen(psn_no), `POST /v1${path}`, { ...body })
  if (status !== 201) throw new Error(`${path} answered ${status}`)
}

/** What sets cases off by calls, and what is said of them. */
async function playCalls({ stack, numbers }: Cast, spec: ByCall, carry: Carry): Promise<void> {
  for (const n of numbers) {
    const asked = await spec.asks(n, testKeys, stack.file)
    await carry(() => ask(stack, asked))
  }
  for (const n of numbers) await stack.send(...(await spec.word(n, stack.file)))
  await carry(stack.run)
}

/** The cases from trigger to end. Partners answer what was not `answered` before. Throws if one ends otherwise than it should. */
export async function playCases(cast: Cast, carry: Carry = (work) => work()): Promise<void> {
  const { stack, spec, numbers } = cast
  const answered = new Set(stack.sent().map(({ id }) => id))
  if (isByEvent(spec)) for (const n of numbers) await stack.send(...spec.trigger(n))
  else await playCalls(cast, spec, carry)
  await carry(stack.run)
  await finishCases(cast, answered, carry)
}

/** Cases that are open, from there to their end; `answered`: what partners need not answer. */
export async function finishCases(
  cast: Cast,
  answered = new Set<string>(),
  carry: Carry = (work) => work(),
): Promise<void> {
  const { stack, spec, numbers } = cast
  await answer(cast, answered, carry)
  if (isByEvent(spec) && spec.later) for (const n of numbers) await stack.send(...spec.later(n))
  await carry(stack.run)
  await approve(cast, carry)
  await act(cast, carry)
  await answer(cast, answered, carry)
  for (const n of numbers) await checkEnd(cast, n)
}

/** Partners answer what they have not answered yet, until nothing more comes. */
async function answer({ stack, spec: { stubs } }: Cast, answered: Set<string>, carry: Carry): Promise<void> {
  if (!stubs) return
  for (;;) {
    const asked = stack.sent().filter(({ id }) => !answered.has(id))
    if (asked.length === 0) return
    for (const { id, queue, type, data } of asked) {
      answered.add(id)
      const event = {
        specversion: '1.0',
        id,
        source: 'urn:mianshen:13',
        type: `mianshen.${type}.v1`,
        time: benchNow,
        data,
      }
      const answers = answersTo(queue as StubQueue, event as CloudEvent, { behaviour: 'ok', wrong_by: '-1.00' })
      for (const one of answers) await stack.sendRaw(JSON.stringify(one.event))
    }
    await carry(stack.run)
  }
}

async function approve({ stack, spec, numbers }: Cast, carry: Carry): Promise<void> {
  if (!spec.approvers) return
  const tasks = await Promise.all(numbers.map((n) => stack.tasks(spec.psnNo(testKeys, n))))
  const decided = tasks.flat().filter(({ owner }) => owner.role !== 'operator')
  await carry(async () => {
    for (const { task_id } of decided) await stack.decideTask(task_id, { decision: 'approve', ...spec.approval })
  })
}

async function act(cast: Cast, carry: Carry): Promise<void> {
  const { stack, spec, numbers } = cast
  const { act: action } = spec
  if (!action) return
  const cases = await Promise.all(numbers.map((n) => casesOf(cast, n)))
  await carry(async () => {
    for (const { case_id } of cases.flat()) await stack.act(case_id, action)
  })
}

const casesOf = ({ stack, spec }: Cast, n: number) => stack.cases(spec.psnNo(testKeys, n), spec.bundle)

async function checkEnd(cast: Cast, n: number): Promise<void> {
  const { bundle, result } = cast.spec
  const [found] = await casesOf(cast, n)
  if (found?.outcome?.result === result || found?.outcome?.decision === result) return
  throw new Error(`${bundle}: ${found?.status} at ${found?.step}, ${JSON.stringify(found?.outcome)}`)
}
