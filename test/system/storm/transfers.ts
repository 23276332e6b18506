/** Transfers: what is told of a person comes in any order, some of it twice, and clerks approve. */
import { expect } from 'vitest'
import type { InboundType } from '../../../events/index.ts'
import { type Fen, sumFen, yuan } from '../../../shared/money/index.ts'
import { credit, enrolment, pause, person } from '../../support/people.ts'
import { atWork, type Tale, type Told, today, type World } from './world.ts'

const A = '130200'
const B = '130100'

/** All that is told of a person; some of it twice. */
function eventsOf(psn_no: string, amt: string, index: number): Told[] {
  const told: [InboundType, Record<string, unknown>][] = [
    ['person.registered', { ...person(1), psn_no }],
    ['enrolment.registered', enrolment(psn_no, A, '2019-03-01')],
    ['account.credited', credit(psn_no, A, amt)],
    ['enrolment.paused', pause(psn_no, A, '2026-01-31')],
    ['enrolment.registered', enrolment(psn_no, B, today)],
  ]
  const events = told.map(([type, data], place) => ({ type, id: `${psn_no}-${place}`, data }))
  return [...events, events[index % events.length] as Told]
}

/** So many persons move from Tangshan to Shijiazhuang with their accounts. */
export function transfers(count: number) {
  const persons = Array.from({ length: count }, (_, index) => ({
    psn_no: `S${String(index).padStart(4, '0')}`,
    amt: `${100 + index}.00`,
  }))
  return {
    async before(_world: World) {},
    async amid(world: World) {
      const events = persons.flatMap(({ psn_no, amt }, index) => eventsOf(psn_no, amt, index))
      await world.tell(world.random('transfers').shuffled(events))
      const ended = async () => {
        for (const { psn_no } of persons) await world.until(`${psn_no} is transferred`, () => endOf(world, psn_no))
      }
      await atWork(world, A, () => ({ decision: 'approve' }), ended())
    },
    /** Each was transferred once, with what the account held. */
    async audit(world: World) {
      for (const { psn_no, amt } of persons) expect(await casesOf(world, psn_no)).toEqual([`done transferred ${amt}`])
    },
    /** What the areas owe each other for it. */
    owed: (): Fen => sumFen(persons.map(({ amt }) => yuan(amt))),
  } satisfies Tale & Record<string, unknown>
}

interface CaseSeen {
  status: string
  outcome?: { result: string; amt: string }
}

async function casesOf({ callers }: World, psn_no: string): Promise<string[]> {
  const { cases } = (await callers.read({ role: 'citizen', psn_no }, '/v1/cases')) as { cases: CaseSeen[] }
  return cases.map(({ status, outcome }) => `${status} ${outcome?.result} ${outcome?.amt}`)
}

const endOf = async (world: World, psn_no: string) =>
  (await casesOf(world, psn_no)).find((line) => line.startsWith('done '))
