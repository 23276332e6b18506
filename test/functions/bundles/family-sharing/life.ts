/** Lives of families who share an account: what is drawn, and how it is told. What must come: expected.ts. */
import { chargeHolder, giveBackHolder } from '../../../../functions/bundles/family-sharing/rules/desk.ts'
import { endShare, grant } from '../../../../functions/bundles/family-sharing/rules/grant.ts'
import { userArea } from '../../../../functions/bundles/family-sharing/rules/places.ts'
import { askPremium } from '../../../../functions/bundles/family-sharing/rules/premium.ts'
import { birthCases } from '../../../../functions/bundles/newborn/reference.ts'
import type { Instant } from '../../../../shared/calendar/index.ts'
import { poolingAreaOf } from '../../../../shared/codes/index.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import type { Apply } from '../../../../shared/registers/applying.ts'
import { sharesAs } from '../../../../shared/registers/family/shares.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import { type Ref, refOf } from '../../../../shared/registers/ids.ts'
import type { ShareRelation } from '../../../../shared/registers/rows.ts'
import { aDay, aPlace, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { plus } from '../../../simulator/lives/plain/days.ts'
import type { Amendment } from '../../../simulator/lives/plain/rows.ts'
import { inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import { keys } from '../../../simulator/lives/world.ts'
import type { Random } from '../../../simulator/random.ts'

/** What happens on a day, told from that of the request; sums in fen. */
export type Does =
  | { what: 'grants' | 'ends' | 'user-paused' | 'holder-paused' | 'holder-died' | 'user-died' | 'asks' }
  | { what: 'user-moves'; to: string }
  | { what: 'bank'; how: 'settles' | 'returns' }
  | { what: 'bill'; setl_id: string; amt: number }
  | { what: 'back'; setl_id: string }
  | { what: 'report'; setl_id: string; amt: number }

/** Asked on a day; what happens after it, in days. */
export interface FamilySharingLife extends Life {
  on: string
  /** Where the user is insured, if anywhere. */
  near?: string
  relation: ShareRelation
  commitment: boolean
  /** In fen. */
  balance: number
  limit?: number
  /** Of a bill of the user's. */
  premium: number
  set: Amendment[]
  /** What the area says, where it says it. */
  ruled: { relations?: string[]; users?: number; scope?: 'pooling-area' | 'province' }
  then: (Does & { day: number })[]
}

const [holder, user] = [someone(1, { gend: '1' }), someone(2)]
const relations = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild'] as const

/** To the same pooling area, another of the province, or another province. */
const moves = (random: Random, place: string) => (): Does => ({
  what: 'user-moves',
  to: random.chance(0.3) ? place : aPlace(random, random.chance(0.6) ? place.slice(0, 2) : undefined),
})

function desk(random: Random, place: string): Does[] {
  // Few, so that what is given back is often asked for again.
  const setl_id = () => random.pick(['S1', 'S2'])
  return Array.from({ length: random.int(1, 6) }, () =>
    random.weighted<() => Does>([
      [6, () => ({ what: 'bill', setl_id: setl_id(), amt: random.int(1, 60_000) })],
      [3, () => ({ what: 'back', setl_id: setl_id() })],
      [1, () => ({ what: 'ends' })],
      [1, () => ({ what: 'grants' })],
      [0.5, () => ({ what: 'user-paused' })],
      [1, moves(random, place)],
      [0.5, () => ({ what: 'holder-paused' })],
      [0.3, () => ({ what: 'holder-died' })],
      [0.3, () => ({ what: 'user-died' })],
    ])(),
  )
}

/** No more than the account holds: what waits for its credit is a matter of transfer's lives. */
const reports = (random: Random): Does[] =>
  Array.from({ length: random.int(1, 6) }, () =>
    random.weighted<() => Does>([
      [6, () => ({ what: 'report', setl_id: random.pick(['S1', 'S2']), amt: random.int(0, 900) })],
      [1, () => ({ what: 'ends' })],
    ])(),
  )

const premiums = (random: Random, place: string): Does[] =>
  Array.from({ length: random.int(1, 5) }, () =>
    random.weighted<() => Does>([
      [3, () => ({ what: 'asks' })],
      [3, () => ({ what: 'bank', how: random.pick(['settles', 'returns']) })],
      [0.5, () => ({ what: 'ends' })],
      [0.5, () => ({ what: 'user-paused' })],
      [0.5, moves(random, place)],
    ])(),
  )

/** Insured anew, or no more, at most once: who leaves a place on the day of coming there was never insured there. */
function onceMoved(all: (Does & { day: number })[]) {
  const isMove = ({ what }: Does) => what === 'user-paused' || what === 'user-moves'
  const first = all.findIndex(isMove)
  return all.filter((one, nth) => !isMove(one) || nth === first)
}

/** Draws one. */
export function draw(random: Random): FamilySharingLife {
  const place = aPlace(random)
  const near = random.weighted<() => string | undefined>([
    [4, () => place],
    [3, () => aPlace(random, place.slice(0, 2))],
    [1, () => aPlace(random)],
    [0.5, () => undefined],
  ])()
  const area = poolingAreaOf(place)
  const ruled: FamilySharingLife['ruled'] = {
    ...(random.chance(0.1) ? { relations: [random.pick(relations)] } : {}),
    ...(random.chance(0.1) ? { users: random.int(0, 1) } : {}),
    ...(random.chance(0.2) ? { scope: random.pick(['pooling-area', 'province'] as const) } : {}),
  }
  const happens = random.weighted<() => Does[]>([
    [4, () => desk(random, place)],
    [2, () => reports(random)],
    [2, () => premiums(random, place)],
  ])()
  const onDays = happens.map((one) => ({ ...one, day: random.int(0, 4) })).sort((a, b) => a.day - b.day)
  const then = onceMoved(onDays)
  const named = { relations: 'share_relations', users: 'share_max_users', scope: 'share_scope' } as const
  return {
    place,
    on: aDay(random, ['2024-07-26', '2025-01-01']),
    ...(near === undefined ? {} : { near }),
    relation: random.pick(relations),
    commitment: random.chance(0.95),
    balance: 100_000,
    ...(random.chance(0.4) ? { limit: random.int(1, 80_000) } : {}),
    premium: random.pick([40_000, 100_000, 100_001]),
    ruled,
    set: (Object.keys(ruled) as (keyof typeof named)[]).map((name) => setBefore(named[name], area, ruled[name])),
    then,
  }
}

const yuanOf = (amt: number) => (amt / 100).toFixed(2)

/** What happens in it. */
export function happenings(life: FamilySharingLife): Happening[] {
  const { place, near, on, balance, set, then, premium } = life
  const morning = '2022-12-31T10:00:00+08:00'
  const enrolled = (psn_no: string, insu_admdvs: string, from = '2020-01-01') => ({
    psn_no,
    insu_admdvs,
    insutype: '310',
    psn_type: '11',
    psn_insu_date: from,
  })
  const happens = (one: Does & { day: number }, nth: number): Happening | Happening[] => {
    const day = plus(on, one.day)
    const at = `${day}T${String(10 + nth).padStart(2, '0')}:00:00+08:00`
    const last = plus(day, -1)
    const paused = (psn_no: string, insu_admdvs: string) => ({
      psn_no,
      insu_admdvs,
      insutype: '310',
      paus_insu_date: last,
    })
    switch (one.what) {
      case 'grants':
        return { at, call: 'grants', body: life }
      case 'ends':
        return { at, call: 'ends', body: undefined }
      case 'bill':
        return { at, call: 'bills', body: one }
      case 'back':
        return { at, call: 'backs', body: one }
      case 'asks':
        return { at, call: 'asks', body: at }
      case 'bank':
        return { at, bank: one.how }
      case 'report': {
        const data = { psn_no: holder.psn_no, insu_admdvs: place, amt: yuanOf(one.amt), setl_id: one.setl_id }
        return { at, hear: 'account.spent', data: { ...data, user_psn_no: user.psn_no } }
      }
      case 'user-paused':
        return near === undefined
          ? { at, nothing: true }
          : { at, hear: 'enrolment.paused', data: paused(user.psn_no, near) }
      case 'user-moves':
        return [
          ...(near === undefined ? [] : [{ at, hear: 'enrolment.paused', data: paused(user.psn_no, near) } as const]),
          { at, hear: 'enrolment.registered', data: enrolled(user.psn_no, one.to, day) },
        ]
      case 'holder-paused':
        return { at, hear: 'enrolment.paused', data: paused(holder.psn_no, place) }
      case 'holder-died':
        return { at, hear: 'death.registered', data: { certno: holder.certno, dead_date: last } }
      case 'user-died':
        return { at, hear: 'death.registered', data: { certno: user.certno, dead_date: last } }
    }
  }
  return inTurn([
    ...set.map(setting),
    { at: morning, hear: 'person.registered', data: holder },
    { at: morning, hear: 'enrolment.registered', data: enrolled(holder.psn_no, place) },
    {
      at: morning,
      hear: 'account.credited',
      data: { psn_no: holder.psn_no, insu_admdvs: place, amt: yuanOf(balance) },
    },
    { at: morning, hear: 'person.registered', data: user },
    ...(near === undefined
      ? []
      : [{ at: morning, hear: 'enrolment.registered', data: enrolled(user.psn_no, near) } as const]),
    { at: morning, call: 'assesses', body: premium },
    { at: `${on}T09:00:00+08:00`, call: 'grants', body: life },
    ...then.flatMap(happens),
    { at: `${plus(on, 30)}T09:00:00+08:00`, nothing: true },
  ])
}

const userPid = pidOf(keys, user.psn_no)
const bill_no: Ref = refOf('BL', userPid, 'bill')

/** The share that was granted last. */
const lastIn = (file: PersonFile) =>
  sharesAs('holder', file)
    .sort((a, b) => (a.made_at < b.made_at ? -1 : 1))
    .at(-1)

/** As the calls put them to the holder's file. */
export const calls = {
  grants: ({ relation, commitment, limit }: FamilySharingLife): Apply => {
    const asked = { relation, commitment, ...(limit === undefined ? {} : { limit: limit as never }) }
    return (file, at) => grant({ ...asked, user: userPid }, birthCases)(file, at)
  },
  ends: (): Apply => (file, at) => endShare(lastIn(file)?.share_id ?? '', birthCases)(file, at),
  bills:
    ({ setl_id, amt }: { setl_id: string; amt: number }): Apply =>
    (file, at) => {
      const share = lastIn(file)
      if (!share) return { refused: { code: 'no-share', detail: '' } }
      const by = userArea(at.look.file(share.user), at.today)
      if (by === undefined) return { ok: {} }
      const ask = { setl_id, share_id: share.share_id, user: share.user, on: at.today, by }
      return chargeHolder(ask, amt as never)(file, at)
    },
  backs:
    ({ setl_id }: { setl_id: string }): Apply =>
    (file, at) => {
      const share = lastIn(file)
      if (!share) return { refused: { code: 'no-share', detail: '' } }
      const by = userArea(at.look.file(share.user), at.today)
      return giveBackHolder({ setl_id, share_id: share.share_id, user: share.user, on: at.today, by })(file, at)
    },
  /** The user has a bill. */
  assesses:
    (amt: number): Apply =>
    (_file, at) => {
      const other = at.look.file(userPid)
      const bill = {
        bill_no,
        case_id: refOf('NB', userPid, 'child'),
        insutype: '390',
        insu_admdvs: '130100',
        year: 2026,
        amt,
        assessed_on: at.today,
        due_date: at.today,
      }
      return { ok: { alongside: [{ file: other, change: [put('bill', bill as never)], tell: [] }] } }
    },
  asks: (time: Instant): Apply => askPremium({ bill_no, rested: undefined }, { id: `R ${time}`, time }),
}
