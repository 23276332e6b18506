/**
 * Finding somebody by a number that they show: each kind of number leads to its person's file by a key, and none is looked
 * for through the table.
 */

import { type Day, dayOf } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { checkBirthCertNo, childPsnNo, maskName, type Pid, pidOf } from '../../../shared/identity/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import { areaOfCommunity, residenceOn } from '../../../shared/registers/residence.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { loadWholeSnapshot } from '../../../shared/table/files.ts'
import { holdersOf } from '../../acts/by-certno.ts'
import type { SubjectOf } from '../../calls/access.ts'
import { reaches } from '../../calls/reach.ts'
import { casesOf } from '../cases-of.ts'

/** What can be found, and what each is called. */
export const foundNames = {
  person: '参保人',
  case: '办件',
  task: '待办',
  bill: '缴费单',
  payment: '付款',
  filing: '备案',
} as const

/** Something found, of which the searcher sees whose it is. */
export interface Found {
  kind: keyof typeof foundNames
  id: string
  psn_no: string
  psn_name: string
}

/** Something found, with the file it is in. */
interface Hit extends Found {
  pid: Pid
}

/** What a text finds for a clerk or an operator, each thing once: for a clerk, of what concerns their area. */
export async function search(
  ports: Ports,
  searcher: SubjectOf<'clerk' | 'operator'>,
  q: string,
): Promise<readonly Hit[]> {
  const owner = pidIn(q.split('.')[0] as string)
  const pids = owner ? [owner] : await pidsOf(ports, q)
  const files = await Promise.all([...new Set(pids)].map((pid) => loadWholeSnapshot(ports, pid)))
  // Two numbers of one person lead to one file.
  const each = [...new Map(files.map((file) => [file.pid, file])).values()]
  return (await Promise.all(each.map((file) => hitsIn(ports, searcher, file, owner && q)))).flat()
}

/** Whom a number may stand for: a person number, a birth certificate's, or an identity document's of any kind. */
async function pidsOf(ports: Ports, q: string): Promise<Pid[]> {
  const { keys } = ports
  const certificate = q.toUpperCase()
  const child = checkBirthCertNo(certificate).ok ? [pidOf(keys, childPsnNo(keys, certificate))] : []
  return [pidOf(keys, q), ...child, ...(await holdersOf(ports, q))]
}

async function hitsIn(
  ports: Ports,
  searcher: SubjectOf<'clerk' | 'operator'>,
  file: PersonFile,
  id: string | undefined,
): Promise<Hit[]> {
  const { person } = file
  if (!person) return []
  const cases = await casesOf(ports, file)
  const whose = { pid: file.pid, psn_no: person.psn_no, psn_name: maskName(person.private.psn_name) }
  const found = id === undefined ? [{ kind: 'person', id: person.psn_no } as const] : thingsOf(file, cases, id)
  return mayFind(searcher, file, cases, dayOf(ports.clock.now())) ? found.map((thing) => ({ ...thing, ...whose })) : []
}

interface Thing {
  kind: Found['kind']
  id: string
}

/** What of a file bears this id. */
function thingsOf(file: PersonFile, cases: readonly CaseRow[], id: string): Thing[] {
  return [
    ...cases.map(({ case_id }): Thing => ({ kind: 'case', id: case_id })),
    ...file.all('task').map(({ task_id }): Thing => ({ kind: 'task', id: task_id })),
    ...file.all('bill').map(({ bill_no }): Thing => ({ kind: 'bill', id: bill_no })),
    ...file.all('payment').map(({ pay_no }): Thing => ({ kind: 'payment', id: pay_no })),
    ...file.all('filing').map(({ filing_id }): Thing => ({ kind: 'filing', id: filing_id })),
  ].filter((thing) => thing.id === id)
}

/** A clerk finds whoever has a relation, a residence or a case in their area, with all that is theirs. */
function mayFind(
  searcher: SubjectOf<'clerk' | 'operator'>,
  file: PersonFile,
  cases: readonly CaseRow[],
  today: Day,
): boolean {
  if (searcher.role === 'operator') return true
  const insured = file.all('relation').map(({ insu_admdvs }) => insu_admdvs)
  const lives = residenceOn(file, today)
  const home = lives ? [areaOfCommunity(lives.community)] : []
  return reaches(searcher.area, [...cases.flatMap(({ areas }) => areas), ...insured, ...home])
}
