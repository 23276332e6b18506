/** A case of a made-up person, for acts, which need no more of it than this. */
import { day } from '../../../shared/calendar/index.ts'
import type { Ctx } from '../../../shared/chain/chain.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import { type Change, PersonFile, put } from '../../../shared/registers/file.ts'
import { refOf } from '../../../shared/registers/ids.ts'
import { lookWith } from '../../support/calendars.ts'

const pid = 'a'.repeat(20) as Pid
const person = { psn_no: '53000000000000200001', private: { psn_name: '李春芽' } }

/** What acts read of a case, over a file that has these rows beside the person's. */
export function caseOver(rows: readonly Change[] = [], about = 'case') {
  const file = PersonFile.of(pid, 1, [put('person', person as never), ...rows])
  const row = { case_id: refOf('ZZ', pid, about) } as Ctx<unknown>['case']
  return { file, case: row, today: day('2026-03-12'), look: lookWith() }
}
