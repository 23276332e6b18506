/** The copy of a policy pack for somebody who helps its recipient (functions/packs/RULES.md, Sending 5). */
import { compareInstants } from '../../calendar/index.ts'
import { packNotice } from '../../tasks/pack.ts'
import type { ApplyResult } from '../applying.ts'
import { type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import { type PackHeld, wantsPacks } from '../rows.ts'
import type { Signal } from '../signals.ts'

/**
 * Takes a copy in: once, and not if the pack is the helper's own anyway. One that comes only after the pack's hours waits
 * for the next morning.
 */
export function takePackCopy(file: PersonFile, copy: Extract<Signal, { kind: 'pack-copy' }>, { now }: At): ApplyResult {
  const { pack_id, from, to, text, until, later } = copy
  const held = file.one('packs', 'self')?.held ?? []
  const isIn = held.some((one) => one.pack_id === pack_id)
  if (!file.person || file.died !== undefined || isIn || !wantsPacks(file.one('preferences', 'self'))) return { ok: {} }
  const isLate = compareInstants(now, until) >= 0
  const one: PackHeld = { pack_id, from, to, at: now, copy: 'only', ...(isLate ? waits(later) : { state: 'sent' }) }
  const tell = isLate ? [] : [{ notice: packNotice, text, about: pack_id, pack_id, copy: true as const }]
  return { ok: { change: [put('packs', { held: [...held, one] })], tell } }
}

const waits = (next: PackHeld['at']) => ({ state: 'waiting' as const, next })
