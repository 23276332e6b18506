/** Scenarios of what partners meet at the door: a faulty event, one that comes too early, an id used again. */
import type { SampleEvent } from '../../../events/samples/day.ts'
import { Draft } from '../../../events/samples/draft.ts'
import { enrolmentIn } from '../../../events/samples/insured.ts'
import { Script } from '../../../events/samples/script.ts'
import { dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { type Said, say } from '../../cli/support/language.ts'
import type { Stage } from './scenario.ts'

/** What happens at the door, and answers what came out otherwise than told. */
interface AtTheDoor {
  readonly name: string
  readonly title: Said
  play(stage: Stage, events: Events): Promise<string[]>
}

/** Events of somebody nobody knows yet, as of now. */
interface Events {
  readonly registered: SampleEvent
  readonly enrolled: SampleEvent
}

/** Two events that are right; the seed decides whose. */
export function eventsOf(seed: number, now: Instant): Events {
  const draft = new Draft(seed, { day: dayOf(now), after: seed % 1e8 })
  const script = new Script(draft)
  const person = script.people.someone()
  const registered = script.send(now, 'person.registered', { ...person })
  const enrolled = script.send(now, 'enrolment.registered', enrolmentIn(person, '130100', '2021-01-01'))
  return { registered, enrolled }
}

/** All of them. */
export const atTheDoor: readonly AtTheDoor[] = [
  {
    name: 'rejected',
    title: { zh: '字段不对的事件：被拒，改正后收下', en: 'A faulty event is rejected, and taken once it is mended' },
    async play(stage, { registered }) {
      const bad = { ...registered, data: { ...registered.data, gend: '7' } }
      return [
        ...(await sent(stage, bad, 'rejected', 'bad-data')),
        ...(await sent(stage, registered, 'accepted')),
        ...(await sent(stage, registered, 'accepted')),
      ]
    },
  },
  {
    name: 'id-reused',
    title: {
      zh: '编号用过的事件：内容不同的被拒，收过的不受影响',
      en: 'An id used again for other content is rejected',
    },
    async play(stage, { registered, enrolled }) {
      const faults = await sent(stage, registered, 'accepted')
      const reused = { ...enrolled, id: registered.id, source: registered.source }
      await sent(stage, reused, 'accepted')
      return [...faults, ...(await listed(stage, registered.id, 'id-reused'))]
    },
  },
  {
    name: 'waiting',
    title: {
      zh: '先到的事件：等所需的信息，到了自动办',
      en: 'An event before what it needs waits, and is taken up by itself',
    },
    async play(stage, { registered, enrolled }) {
      const faults = await sent(stage, enrolled, 'accepted')
      const me = { role: 'citizen', psn_no: String(enrolled.data.psn_no) } as const
      const before = await stage.api.call(me, 'GET', '/v1/me')
      stage.tell(`  me: ${before.status}`)
      faults.push(...(await sent(stage, registered, 'accepted')))
      const after = await stage.api.call(me, 'GET', '/v1/me')
      const { relations = [] } = after.body as { relations?: unknown[] }
      stage.tell(`  me: ${after.status}, relations ${relations.length}`)
      return relations.length === 1 ? faults : [...faults, `relations: ${relations.length} ≠ 1`]
    },
  },
]

/** Sends over HTTPS, and looks whether the answer is as told. */
async function sent(stage: Stage, event: SampleEvent, status: string, reason?: string): Promise<string[]> {
  stage.tell(`→ ${event.type}  ${event.id}`)
  const partner = { role: 'partner', source: event.source } as const
  const { body } = await stage.api.call(partner, 'POST', '/v1/events', event)
  await stage.settle()
  const [result] = (body as { results?: { status: string; reason?: string }[] }).results ?? []
  stage.tell(`  ${JSON.stringify(result ?? body)}`)
  const fine = result?.status === status && result.reason === reason
  return fine ? [] : [`${event.id}: ${JSON.stringify(result ?? body)} ≠ ${status} ${reason ?? ''}`]
}

/** Looks among the rejected events, newest first, as an operator. */
async function listed({ api, pause, tell }: Stage, id: string, reason: string): Promise<string[]> {
  for (let look = 0; look < 20; look++) {
    const { events } = await api.get<{ events: { reason: string; body?: { id?: string } }[] }>(
      { role: 'operator' },
      '/v1/rejected-events?limit=100',
    )
    const found = events.find((one) => one.body?.id === id && one.reason === reason)
    if (found) {
      tell(`  ${say({ zh: '被拒', en: 'rejected' })}: ${found.reason}`)
      return []
    }
    await pause(250)
  }
  return [`${id}: ≠ ${reason}`]
}
