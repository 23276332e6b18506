/**
 * Errands (代办): a person's consent that an agent or clerk does something for them, and what was done by it. They lie
 * sealed beside the person's file and are no part of it: an act goes into the very commit that does it, whosever file that
 * is in.
 */
import { type Day, dayOf, type Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Keys } from '../../identity/index.ts'
import { ttlAt } from '../../keeping/index.ts'
import { type Pid, pidIn, type Ref } from '../../registers/ids.ts'
import { ttlAttribute } from '../definition.ts'
import {
  agentDayKey,
  agentDayRange,
  errandActKey,
  errandKey,
  errandRange,
  pointDayKey,
  pointDays,
} from '../keys/points.ts'
import { openAt, sealAt } from '../seals/sealed.ts'
import { type Item, type Key, queryAll, type Table, type Write } from '../table.ts'

/** How a person consented, and what each is called. */
export const consents = { qr: '出示医保码', code: '短信验证码', paper: '纸质委托或核验身份证件' } as const
/** One of them. */
export type Consent = keyof typeof consents

/** Who opened an errand, and acts by it: an agent of a point, or a clerk at the window; `area`: the point's, or the clerk's. */
export type Opener =
  | { role: 'agent'; id: string; agent_no: string; point_no: string; point_name: string; area: Admdvs }
  | { role: 'clerk'; id: string; staff_no?: string; area: Admdvs }

/** An errand. */
export interface Errand {
  errand_id: Ref
  psn_no: string
  psn_name: string
  /** A bundle's name, or that of what is none. */
  matter: string
  consent: Consent
  /** What paper was signed or seen. */
  paper_ref?: string
  opener: Opener
  opened_at: Instant
  valid_to: Instant
  /** It was ended before its time. */
  ended_at?: Instant
}

/** Where an act stands, and what each is called. */
export const actStatus = { done: '办了', 'to-check': '等经办机构核对', returned: '退回了' } as const

/** Something done by an errand: `call` names the route. */
export interface Act {
  act_id: string
  at: Instant
  call: string
  status: keyof typeof actStatus
  task_id?: string
}

/** An errand with what was done by it, oldest first. */
export interface WithActs extends Errand {
  acts: readonly Act[]
}

/** Whether an errand is open at a moment. */
export const isOpenErrand = ({ ended_at, valid_to }: Errand, now: Instant): boolean =>
  ended_at === undefined && now <= valid_to

/** The errand with this id; undefined if there is none. */
export async function errandOf(table: Table, keys: Keys, errandId: string): Promise<WithActs | undefined> {
  const pid = pidIn(errandId)
  return pid && (await errandsIn(table, keys, pid, errandId))[0]
}

/** All errands for a person, or the one named. */
export async function errandsIn(table: Table, keys: Keys, pid: Pid, errandId?: string): Promise<WithActs[]> {
  const items = await queryAll(table, errandRange(pid, errandId))
  const [heads, acts] = [items.filter(({ p }) => p !== undefined), items.filter(({ p }) => p === undefined)]
  return heads.map((item) => {
    const errand = JSON.parse(openAt(keys, item)) as Errand
    const own = acts.filter(({ sk }) => sk.startsWith(`${item.sk}#`)).map(actIn)
    return { ...errand, acts: own.sort((a, b) => (a.at < b.at ? -1 : 1)) }
  })
}

const actIn = ({ d }: Item) => JSON.parse(d as string) as Act

const pidOfErrand = ({ errand_id }: Pick<Errand, 'errand_id'>) => pidIn(errand_id) as Pid

/** The write that opens an errand, or that ends one which stands. */
export function errandWrite(keys: Keys, errand: Errand): Extract<Write, { put: unknown }> {
  const key = errandKey(pidOfErrand(errand), errand.errand_id)
  const { acts: _acts, ...row } = errand as Errand & { acts?: unknown }
  const put = { ...key, p: sealAt(keys, key, JSON.stringify(row)), [ttlAttribute]: ttlAt('errands', errand.opened_at) }
  return { put, if: errand.ended_at === undefined ? 'absent' : 'present' }
}

/** Where an act stands. */
export const actKey = (errand: Pick<Errand, 'errand_id'>, { act_id }: Pick<Act, 'act_id'>): Key =>
  errandActKey(pidOfErrand(errand), errand.errand_id, act_id)

/**
 * The writes that note an act, for the commit that does it, or sends it to be checked, or ends the check: each act once,
 * and `to-check` once done or returned. What a point is paid for is counted with it.
 */
export function actWrites(errand: Errand, act: Act, now: Instant): Write[] {
  const key = actKey(errand, act)
  const put = { ...key, st: act.status, d: JSON.stringify(act), [ttlAttribute]: ttlAt('errands', now) }
  const isChecked = act.task_id !== undefined && act.status !== 'to-check'
  const noted: Write = { put, if: isChecked ? { attr: 'st', equals: 'to-check' } : 'absent' }
  return act.status === 'to-check' ? [noted] : [noted, ...counted(errand, `${act.status}#${errand.matter}`, now)]
}

/** That an errand was opened, for its point's statement. */
export const openedWrites = (errand: Errand): Write[] => counted(errand, 'errands', errand.opened_at)

function counted({ opener }: Errand, what: string, now: Instant): Write[] {
  if (opener.role !== 'agent') return []
  const set = { [ttlAttribute]: ttlAt('errands', now) }
  return [{ update: pointDayKey(opener.point_no, dayOf(now)), set, add: { [what]: 1 } }]
}

/** What a point did on a day: `errands` opened, and by `status#matter` how many acts. */
export interface PointDay {
  day: Day
  counts: Readonly<Record<string, number>>
}

/** The days on which a point did something, or on which tasks of its were approved (`done`, by kind). */
export async function pointDaysOf(
  table: Table,
  pointNo: string,
  of: 'day' | 'done',
  from: Day,
  to: Day,
): Promise<PointDay[]> {
  const items = await queryAll(table, pointDays(pointNo, of, from, to))
  return items.map(({ pk: _pk, sk, [ttlAttribute]: _ttl, ...counts }) => ({
    day: sk.slice(of.length + 1) as Day,
    counts: counts as Record<string, number>,
  }))
}

/** A place among the errands of an agent's day: `call` names the call that opens one, tried again or not. */
export interface Place {
  agentNo: string
  call: string
  now: Instant
  most: number
}

/** Whether there is a place left for a call, or it has one. */
export async function isPlaceLeft(table: Table, place: Place): Promise<boolean> {
  const taken = await placesTaken(table, place)
  return taken.length < place.most || taken.some(({ d }) => d === place.call)
}

const placesTaken = (table: Table, { agentNo, now }: Place) => queryAll(table, agentDayRange(agentNo, dayOf(now)))

/** Takes a place; false if all are taken. Two at once never take one. */
export async function takePlace(table: Table, place: Place): Promise<boolean> {
  const { agentNo, call, now, most } = place
  for (;;) {
    const taken = await placesTaken(table, place)
    if (taken.some(({ d }) => d === call)) return true
    if (taken.length >= most) return false
    const last = Number(taken.at(-1)?.sk.split('#').at(-1) ?? 0)
    const put = { ...agentDayKey(agentNo, dayOf(now), last + 1), d: call, [ttlAttribute]: ttlAt('errands', now) }
    if (await table.write({ put, if: 'absent' })) return true
  }
}
