/** Cases and numbers of a person who may have had several, and who may see them. */
import type { Ports } from '../../shared/engine/ports.ts'
import { pidOf } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { type Pid, pidIn } from '../../shared/registers/ids.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { fileOf, loadSnapshot, loadWholeSnapshot } from '../../shared/table/files.ts'
import { personKey, wholeRange } from '../../shared/table/keys.ts'
import { queryAll } from '../../shared/table/table.ts'
import { logUnreadable } from '../../shared/table/unreadable.ts'
import type { Subject } from '../calls/access.ts'
import { mayActFor } from '../calls/household.ts'
import { reaches } from '../calls/reach.ts'
import type { Api } from '../calls/route.ts'

/** The numbers that lead to a file: the person's own, and those that were merged into it. */
export const numbersOf = (file: PersonFile): string[] => [
  ...(file.person ? [file.person.psn_no] : []),
  ...file.all('joined').map(({ psn_no }) => psn_no),
]

/** All cases of a person (the whole file), also those that ended with the file of a lost number and stayed there. */
export async function casesOf(ports: Ports, file: PersonFile): Promise<CaseRow[]> {
  const closed = await Promise.all(file.all('joined').map(({ pid }) => closedCases(ports, pid)))
  const left = closed.flat().filter(({ case_id }) => !file.one('case', case_id))
  return [...file.all('case'), ...left]
}

/** Cases of a file that is closed, without those that can't be read. */
async function closedCases({ table, keys, log }: Ports, pid: Pid): Promise<readonly CaseRow[]> {
  const items = await queryAll(table, { pk: personKey(pid), ...wholeRange })
  const unread = (error: unknown) => logUnreadable(log, error)
  try {
    return fileOf(keys, pid, items, unread).all('case')
  } catch (error) {
    unread(error)
    return []
  }
}

/** The case, if this caller may see it: one's own or a dependant's; one's area's; one's own staff's with a task. */
export async function visibleCase(api: Pick<Api, 'ports' | 'births'>, subject: Subject, caseId: string) {
  const { ports } = api
  const pid = pidIn(caseId)
  if (!pid) return undefined
  const live = await loadSnapshot(ports, pid)
  const file = live.one('case', caseId) ? live : await loadWholeSnapshot(ports, pid)
  const row = file.one('case', caseId) ?? (await leftBehind(ports, file, caseId))
  return row && (await maySee(api, subject, file, row)) ? { file, row } : undefined
}

/** A case that ended with the file of a lost number. */
const leftBehind = async (ports: Ports, file: PersonFile, caseId: string) =>
  file.all('joined').length === 0 ? undefined : (await casesOf(ports, file)).find(({ case_id }) => case_id === caseId)

async function maySee(
  api: Pick<Api, 'ports' | 'births'>,
  subject: Subject,
  file: PersonFile,
  row: CaseRow,
): Promise<boolean> {
  switch (subject.role) {
    case 'citizen':
      return (await mayActFor(api, subject.psn_no, file)) || cameOfTheirs(api, subject.psn_no, row.case_id)
    case 'clerk':
      return reaches(subject.area, row.areas)
    case 'employer':
      return file
        .all('task')
        .some((t) => t.case_id === row.case_id && t.owner.role === 'employer' && t.owner.emp_no === subject.emp_no)
    case 'operator':
      return true
    default:
      return false
  }
}

/** Whether somebody's own file tells of a case that names nobody: it came of what they rated without a name. */
async function cameOfTheirs({ ports }: Pick<Api, 'ports'>, psnNo: string, caseId: string): Promise<boolean> {
  const own = await loadSnapshot(ports, pidOf(ports.keys, psnNo))
  return own.all('counted').some((one) => one.private?.case_id === caseId)
}
