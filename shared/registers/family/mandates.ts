/**
 * Mandates between members of a family (behalf/RULES.md 1): how one stands on a day, and what may be done with it.
 * Each stands in two files, which one commit writes, so that two who accept at the same moment cannot both pass a limit:
 * each of them raises the version of both files. Pure.
 */
import { addDays, type Day, dayInWords, dayOf, minDay } from '../../calendar/index.ts'
import { type Admdvs, NATION } from '../../codes/index.ts'
import { helpedMost, helpersMost, mandateDays, mandateOfferDays } from '../../policy/house/family.ts'
import type { Parameter } from '../../policy/parameter.ts'
import { mandateNotice } from '../../tasks/told.ts'
import type { Apply, ApplyResult, Told } from '../applying.ts'
import { leadsTo, type PersonFile, put } from '../file.ts'
import { type Pid, type Ref, refOf } from '../ids.ts'
import type { At } from '../look.ts'
import { mainRelationOn } from '../relation.ts'
import type { HelperRelation, Mandate, MandateScope, MandateSide } from '../rows/mandates.ts'
import { isOfAge } from './guardians.ts'

/** How a mandate stands. */
export type MandateStatus = 'offered' | 'active' | 'lapsed' | 'ended'

/** The last day in force; of an offer as it would be if it were accepted on that day. */
export const lastDayOf = ({ to, days, accepted_at }: Mandate, today: Day): Day =>
  to ?? addDays(accepted_at === undefined ? today : dayOf(accepted_at), days - 1)

/** How a mandate stands on a day, by what both have said; what became of one of them is not asked. */
function standingOn(mandate: Mandate, on: Day): MandateStatus {
  if (mandate.ended_at !== undefined) return 'ended'
  if (mandate.accepted_at !== undefined) return on > lastDayOf(mandate, on) ? 'ended' : 'active'
  return on > minDay(mandate.offered_to, mandate.to ?? mandate.offered_to) ? 'lapsed' : 'offered'
}

/**
 * How a mandate stands on a day. `other`: the file of whoever is at its other side. A death ends it at once; so does it
 * if both turn out to be one person.
 */
export function mandateStatus(mandate: Mandate, own: PersonFile, other: PersonFile, on: Day): MandateStatus {
  const standing = standingOn(mandate, on)
  const isOver = own.died !== undefined || other.died !== undefined || own.pid === other.pid
  if (!isOver) return standing
  return standing === 'offered' ? 'lapsed' : standing === 'active' ? 'ended' : standing
}

/** The side of a mandate at which the person of the file stands. */
export const sideOf = (file: PersonFile, { principal }: Mandate): MandateSide =>
  leadsTo(file, principal) ? 'principal' : 'helper'

/** The key of whoever stands at the other side. */
export const otherSideOf = (file: PersonFile, mandate: Mandate): Pid =>
  sideOf(file, mandate) === 'principal' ? mandate.helper : mandate.principal

/** Mandates by which one person helps, or helped, another. */
const mandatesBetween = (helped: PersonFile, helper: PersonFile): Mandate[] =>
  helped.all('mandate').filter((one) => sideOf(helped, one) === 'principal' && leadsTo(helper, one.helper))

/** Those that are in force on a day. */
export const mandatesInForce = (helped: PersonFile, helper: PersonFile, on: Day): Mandate[] =>
  mandatesBetween(helped, helper).filter((one) => mandateStatus(one, helped, helper, on) === 'active')

/** What is asked of the other side. */
export interface MandateAsked {
  /** Whom the asker names. */
  other: Pid
  /** What the asker is to be. */
  as: MandateSide
  relation: HelperRelation
  scopes: readonly MandateScope[]
  to?: Day | undefined
}

const refuse = (status: 400 | 404 | 409, code: string, detail: string, field?: string): ApplyResult => ({
  refused: { status, code, detail, ...(field === undefined ? {} : { field }) },
})

/** Asks the other side for a mandate; put to the asker's file. */
export const askForMandate =
  (asked: MandateAsked): Apply =>
  (own, at) => {
    const other = at.look.file(asked.other)
    if (other.pid === own.pid) return refuse(400, 'bad-request', '不能授权给自己', 'certno')
    const minor = [own, other].find((file) => !isOfAge(file, at.today))
    if (minor) return refuse(400, 'bad-request', '双方都要满 18 周岁', 'certno')
    const [principal, helper] = asked.as === 'principal' ? [own, other] : [other, own]
    const area = mainRelationOn(principal, at.today)?.relation.insu_admdvs ?? NATION
    const days = valueIn(at, mandateDays, area)
    const tooLong = beyond(asked.to, at.today, days)
    if (tooLong) return tooLong
    if (isThere(principal, helper, at.today))
      return refuse(409, 'already', '你们之间已经有一个等待同意的或者有效的授权')
    const full = limitOf({ principal, helper, area }, at)
    if (full) return full
    const mandate: Mandate = {
      mandate_id: idOf(own, other, asked.as, askedBefore(own, other, asked.as)),
      principal: principal.pid,
      helper: helper.pid,
      relation: asked.relation,
      scopes: asked.scopes,
      asker: asked.as,
      asked_at: at.now,
      offered_to: addDays(at.today, valueIn(at, mandateOfferDays, area)),
      ...(asked.to === undefined ? {} : { to: asked.to }),
      days,
    }
    const wish = asked.as === 'principal' ? '请您帮助办理医保的事' : '想帮您办理医保的事'
    return writing(other, mandate, {
      toOther: `${nameOf(own)}${wish}，请最晚${dayInWords(mandate.offered_to)}决定是否同意；不同意可以不理会。`,
    })
  }

/** The refusal of a last day that lies in the past, or beyond how long a mandate may last. */
function beyond(to: Day | undefined, today: Day, days: number): ApplyResult | undefined {
  const last = addDays(today, days - 1)
  if (to === undefined || (to >= today && to <= last)) return undefined
  return refuse(400, 'bad-request', `到期日应在今天和 ${last} 之间`, 'to')
}

/** The id of the `number`-th mandate that somebody asks another for. */
const idOf = (own: PersonFile, other: PersonFile, as: MandateSide, number: number): Ref =>
  refOf('MD', own.pid, `${other.pid}#${as}#${number}`)

/** The mandates that the person of the file has asked another for, on one side. */
const askedBefore = (own: PersonFile, other: PersonFile, as: MandateSide): number =>
  own.all('mandate').filter((one) => {
    return one.asker === as && sideOf(own, one) === as && leadsTo(other, otherSideOf(own, one))
  }).length

/** The mandate that the person of the file asked another for last. */
export const lastAsked = (own: PersonFile, other: PersonFile, as: MandateSide): Mandate | undefined =>
  own.one('mandate', idOf(own, other, as, askedBefore(own, other, as) - 1))

/** Whether one is offered or in force already, whoever of them asked. */
const isThere = (principal: PersonFile, helper: PersonFile, on: Day): boolean =>
  mandatesBetween(principal, helper).some((one) =>
    ['offered', 'active'].includes(mandateStatus(one, principal, helper, on)),
  )

/** Accepts a mandate that the other side asked for; put to the file of whoever accepts. */
export const acceptMandate =
  (mandateId: string): Apply =>
  (own, at) => {
    const mandate = own.one('mandate', mandateId)
    if (!mandate) return notThere
    const other = at.look.file(otherSideOf(own, mandate))
    const status = mandateStatus(mandate, own, other, at.today)
    if (status === 'active') return refuse(409, 'already', '这个授权已经生效')
    if (status !== 'offered') return refuse(409, 'lapsed', '这个请求已经过期或者撤回，请重新提出')
    const side = sideOf(own, mandate)
    if (side === mandate.asker) return refuse(409, 'already', '您已经提出，等对方同意')
    const [principal, helper] = side === 'principal' ? [own, other] : [other, own]
    const area = mainRelationOn(principal, at.today)?.relation.insu_admdvs ?? NATION
    const full = limitOf({ principal, helper, area }, at)
    if (full) return full
    const accepted = { ...mandate, accepted_at: at.now }
    const text = `${nameOf(helper)}从今天起可以帮${nameOf(principal)}办理医保的事，到${dayInWords(lastDayOf(accepted, at.today))}为止；双方随时可以结束。`
    return writing(other, accepted, { toOwn: text, toOther: text })
  }

/** Ends a mandate, or takes back or turns down an offer; put to the file of whoever does. */
export const endMandate =
  (mandateId: string): Apply =>
  (own, at) => {
    const mandate = own.one('mandate', mandateId)
    if (!mandate) return notThere
    const other = at.look.file(otherSideOf(own, mandate))
    const status = mandateStatus(mandate, own, other, at.today)
    if (status === 'lapsed') return refuse(409, 'lapsed', '这个请求已经过期')
    if (status === 'ended') return refuse(409, 'already', '这个授权已经结束')
    const what = status === 'offered' ? '没有成立' : '从现在起结束'
    return writing(
      other,
      { ...mandate, ended_at: at.now },
      { toOther: `${nameOf(own)}和您之间的家人帮办授权${what}。` },
    )
  }

const notThere = refuse(404, 'not-found', '没有找到，或者不是您的。')

const nameOf = ({ person }: PersonFile): string => person?.private.psn_name ?? ''

const told = (mandate: Mandate, text: string | undefined): Told[] =>
  text === undefined ? [] : [{ notice: mandateNotice, text, about: mandate.mandate_id }]

/** The row as it will be in both files, and what each side is told. */
function writing(
  other: PersonFile,
  mandate: Mandate,
  { toOwn, toOther }: { toOwn?: string; toOther: string },
): ApplyResult {
  const change = [put('mandate', mandate)]
  return {
    ok: {
      change,
      tell: told(mandate, toOwn),
      alongside: [{ file: other, change, tell: told(mandate, toOther) }],
    },
  }
}

interface Pair {
  principal: PersonFile
  helper: PersonFile
  /** The insured place of the person helped, or the nation. */
  area: Admdvs
}

/** The refusal if one more would be too many, for the helper or the person helped. */
function limitOf({ principal, helper, area }: Pair, at: At): ApplyResult | undefined {
  if (activeAs('helper', helper, at) >= valueIn(at, helpedMost, area))
    return refuse(409, 'limit', `${nameOf(helper)}帮办的人已经够多了，先结束一个才能再加`)
  if (activeAs('principal', principal, at) >= valueIn(at, helpersMost, area))
    return refuse(409, 'limit', `${nameOf(principal)}的帮办人已经够多了，先结束一个才能再加`)
  return undefined
}

/** How many mandates somebody has in force at one side. */
const activeAs = (side: MandateSide, file: PersonFile, at: At): number =>
  file
    .all('mandate')
    // Of most it is known without the file of the other.
    .filter((one) => sideOf(file, one) === side && standingOn(one, at.today) === 'active')
    .filter((one) => mandateStatus(one, file, at.look.file(otherSideOf(file, one)), at.today) === 'active').length

/** A parameter that the nation sets: it holds everywhere. */
function valueIn(at: At, parameter: Parameter<string, number>, area: Admdvs): number {
  const held = at.look.policy(parameter, area, at.today)
  if (!held.found) throw new Error(`policy: ${parameter.name} has no value for the nation`)
  return held.value
}
