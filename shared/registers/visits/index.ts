/** Visits, and the referrals that hospitals report: what becomes of such an event in the person's file. */
import type { ApplyResult } from '../applying.ts'
import type { EventOf, PersonalEvent } from '../events.ts'
import type { PersonFile } from '../file.ts'
import type { At } from '../look.ts'
import { endReported, reportFiling } from './filing.ts'
import { admitVisit, cancelVisit, settleVisit, unsettleVisit } from './visit.ts'

const types = [
  'visit.admitted',
  'visit.settled',
  'visit.self-paid',
  'visit.unsettled',
  'visit.cancelled',
  'filing.reported',
  'filing.ended',
] as const

/** An event about a visit, or about leave to make one. */
export type VisitEvent = EventOf<(typeof types)[number]>

/** Whether an event is one. */
export const isOfVisit = (event: PersonalEvent): event is VisitEvent =>
  (types as readonly string[]).includes(event.type)

/** Applies it to the person's file. */
export function applyVisit(file: PersonFile, event: VisitEvent, at: At): ApplyResult {
  switch (event.type) {
    case 'visit.admitted':
      return admitVisit(file, event, at)
    case 'visit.settled':
    case 'visit.self-paid':
      return settleVisit(file, event, at)
    case 'visit.unsettled':
      return unsettleVisit(file, event, at)
    case 'visit.cancelled':
      return cancelVisit(file, event, at)
    case 'filing.reported':
      return reportFiling(file, event)
    case 'filing.ended':
      return endReported(file, event)
  }
}
