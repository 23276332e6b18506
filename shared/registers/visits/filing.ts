/** Filings that hospitals report: referrals. The bundle says what they cover; what follows from the reports is known here. */
import { addDays, compareInstants, dayOf, minDay } from '../../calendar/index.ts'
import { isTakenBack, takenBackBy } from '../apply/taken-back.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import { refOf } from '../ids.ts'
import type { Filing } from '../rows.ts'

type Reported = NonNullable<Filing['reported']>

/** `filing.reported`: of two reports of one number the later holds. */
export function reportFiling(file: PersonFile, event: EventOf<'filing.reported'>): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { trt_dcla_detl_sn: no, mdtrtarea_admvs: to_admdvs, begndate: from, enddate } = event.data
  const held = reportedIn(file, no)
  if (held && compareInstants(held.reported.time, event.time) > 0) return { ok: {} }
  const revoked = held?.reported.revoked
  const reported: Reported = {
    no,
    time: event.time,
    ...(enddate === undefined ? {} : { to: enddate }),
    ...(revoked ? { revoked } : {}),
  }
  const made_at = held?.made_at ?? event.time
  const filing_id = filingIdFor(file, no)
  return {
    ok: { change: [put('filing', standing({ filing_id, kind: 'referral', to_admdvs, from, made_at, reported }))] },
  }
}

/** `filing.ended`; parked until that filing is known. */
export function endReported(file: PersonFile, event: EventOf<'filing.ended'>): ApplyResult {
  const { trt_dcla_detl_sn: no, reason } = event.data
  const held = reportedIn(file, no)
  if (!held) return { needs: file.person ? 'needs-filing' : 'needs-person' }
  const { reported } = held
  const revoked = takenBackBy(reported.revoked, { time: event.time, reason })
  if (revoked === reported.revoked) return { ok: {} }
  return { ok: { change: [put('filing', standing({ ...held, reported: { ...reported, revoked } }))] } }
}

const filingIdFor = (file: PersonFile, no: string) => refOf('FL', file.pid, `reported#${no}`)

/** One that was reported under this number, also if it came with the file of a lost number. */
function reportedIn(file: PersonFile, no: string): (Filing & { reported: Reported }) | undefined {
  const found = file.one('filing', filingIdFor(file, no)) ?? file.all('filing').find((one) => one.reported?.no === no)
  return found?.reported && { ...found, reported: found.reported }
}

/**
 * With the last day that follows from what was reported: the day it was taken back is still covered, and what had not begun
 * then never covers a day, as with a person's own (filing/RULES.md 4.9).
 */
function standing(filing: Filing & { reported: Reported }): Filing {
  const { to: _to, ended_at: _ended, ...made } = filing
  const { time, to, revoked } = filing.reported
  const given = to === undefined ? {} : { to }
  if (!revoked || !isTakenBack({ time, revoked })) return { ...made, ...given }
  const day = dayOf(revoked.time)
  const last = made.from > day ? addDays(made.from, -1) : to === undefined ? day : minDay(to, day)
  return { ...made, to: last, ended_at: revoked.time }
}
