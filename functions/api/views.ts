/** How rows are shown: the contract's shapes from what the registers hold. */
import * as z from 'zod'
import { type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { ifReadable } from '../../shared/chain/states.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { World } from '../../shared/engine/world.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { fen, formatYuan } from '../../shared/money/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { fundedPart, type Movement, personAccount } from '../../shared/registers/ledger.ts'
import { standings } from '../../shared/registers/relation.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import type { Journal } from '../../shared/table/journal.ts'
import { manifestOf } from '../bundles/all.ts'
import { timelineOf } from './journal.ts'

/** The person's relations as of a day. */
export function relationsOn(file: PersonFile, on: Day) {
  return standings(file, on).map((s) => ({
    insu_admdvs: s.relation.insu_admdvs,
    insutype: s.relation.insutype,
    psn_type: s.psn_type,
    psn_insu_stas: s.psn_insu_stas,
    psn_insu_date: s.psn_insu_date,
    ...(s.paus_insu_date ? { paus_insu_date: s.paus_insu_date } : {}),
  }))
}

/** The person's accounts with their entries, oldest first. */
export function accountsView(file: PersonFile, journals: readonly Journal[]) {
  const pids = [file.pid, ...file.all('joined').map(({ pid }) => pid)]
  return file.all('account').map((account) => ({
    insu_admdvs: account.insu_admdvs,
    balance: formatYuan(account.balance),
    funded: formatYuan(fundedPart(account)),
    entries: journals.flatMap(({ at, move }) =>
      move.flatMap((one) => pids.flatMap((pid) => entryIn(pid, account.insu_admdvs, at, one))),
    ),
  }))
}

/** A movement as an entry of the person's account in an area, if it touches it. */
export function entryIn(
  pid: Pid,
  area: Admdvs,
  at: Instant,
  { debit, credit, mode, amt, kind, memo, case_id, share_id }: Movement,
) {
  const account = personAccount(pid, area)
  if (mode === 'post' || (debit !== account && credit !== account)) return []
  const into = (credit === account) !== (mode === 'void')
  const of = { ...(case_id ? { case_id } : {}), ...(share_id ? { share_id } : {}) }
  return [{ at, amt: formatYuan(fen(into ? amt : -amt)), kind, memo, ...of }]
}

/** A case as listed. */
export function caseSummary(file: PersonFile, row: CaseRow) {
  const { case_id, bundle, admdvs, areas, status, step, outcome, waiting_for, actions } = row
  const options = optionsOf(row)
  return {
    case_id,
    bundle,
    ...(file.person ? { psn_no: file.person.psn_no } : {}),
    admdvs,
    areas,
    status,
    step,
    ...(outcome ? { outcome } : {}),
    ...(waiting_for ? { waiting_for } : {}),
    actions,
    ...(options ? { options } : {}),
    started_at: row.started_at,
    ...(row.due_at ? { due_at: row.due_at } : {}),
    ...(row.due_provisional ? { due_provisional: true as const } : {}),
    updated_at: row.updated_at,
  }
}

/** What may be chosen now: what the case offers, or all that its bundle's action names. */
function optionsOf({ bundle, actions, options }: CaseRow): string[] | undefined {
  if (options) return options
  const offered = manifestOf(bundle)?.actions.filter(({ action }) => actions.includes(action)) ?? []
  const named = offered.flatMap(({ body: { shape } }) =>
    shape.option instanceof z.ZodEnum ? shape.option.options : [],
  )
  return named.length > 0 ? named.map(String) : undefined
}

/** CASE: the case with its timeline. */
export async function caseView(ports: Ports, file: PersonFile, row: CaseRow) {
  const timeline = await timelineOf(ports, file, row)
  const world = new World(ports)
  const asked = { look: world.look, today: dayOf(ports.clock.now()) }
  // Of a case that a newer release has taken over only that one can tell them.
  const items = await world.loading(() => ifReadable(() => manifestOf(row.bundle)?.items?.(file, row, asked)))
  return { ...caseSummary(file, row), ...(items ? { items } : {}), timeline }
}
