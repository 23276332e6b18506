/** Cases and numbers of a person who may have had several. */
import type { Ports } from '../../shared/engine/ports.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { loadWhole } from '../../shared/table/files.ts'

/** The numbers that lead to a file: the person's own, and those that were merged into it. */
export const numbersOf = (file: PersonFile): string[] => [
  ...(file.person ? [file.person.psn_no] : []),
  ...file.all('joined').map(({ psn_no }) => psn_no),
]

/** All cases of a person (the whole file), also those that ended with the file of a lost number and stayed there. */
export async function casesOf(ports: Ports, file: PersonFile): Promise<CaseRow[]> {
  const closed = await Promise.all(file.all('joined').map(({ pid }) => loadWhole(ports.table, ports.keys, pid)))
  const left = closed.flatMap((other) => other.all('case')).filter(({ case_id }) => !file.one('case', case_id))
  return [...file.all('case'), ...left]
}
