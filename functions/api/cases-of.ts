/** Cases and numbers of a person who may have had several. */
import type { Ports } from '../../shared/engine/ports.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { Pid } from '../../shared/registers/ids.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { fileOf } from '../../shared/table/files.ts'
import { personKey, wholeRange } from '../../shared/table/keys.ts'
import { queryAll } from '../../shared/table/table.ts'
import { logUnreadable } from '../../shared/table/unreadable.ts'

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
