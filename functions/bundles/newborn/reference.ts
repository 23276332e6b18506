/** The bundle as others refer to it: its name, what opens the ids of its cases, and which case is about what. */
import { caseAbout, taskIdOf } from '../../../shared/registers/cases.ts'
import type { BirthCases } from '../../../shared/registers/family/birth-notices.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import type { BirthNotice, CaseRow, TaskRow } from '../../../shared/registers/rows.ts'

/** Name and prefix. */
export const newbornBundle = { bundle: 'newborn', prefix: 'NB' } as const

/** The kind of the clerk's task on a notice that differs. */
export const differsKind = 'certificate-differs'

/** What makes the child's case: its certificate. */
export const aboutFirst = (notice: BirthNotice): string => notice.replaces ?? notice.birth_cert_no
/** What makes the case of a second notice of the same certificate. */
export const aboutSecond = (notice: BirthNotice): string => `${notice.birth_cert_no}#${notice.id}`

/** What a case remembers that says whose it is; the bundle's state has more. */
interface Opened {
  role: 'first' | 'second'
  notice: string
}

const openedBy = ({ state }: CaseRow) => state as Opened

/** The child's case; undefined while none is open. Of one who was enrolled under two numbers that of the one kept. */
export const firstCase = (file: PersonFile): CaseRow | undefined => file.reckoned(findFirst)

function findFirst(file: PersonFile): CaseRow | undefined {
  const ours = file.all('case').filter(({ bundle }) => bundle === newbornBundle.bundle)
  const all = ours.filter((row) => openedBy(row).role === 'first')
  return all.find(({ case_id }) => pidIn(case_id) === file.pid) ?? all[0]
}

/** The child's case as it would have opened, were the bundle live: what opened it once would have stayed its opener. */
const findUnopened = (file: PersonFile): CaseRow | undefined =>
  file
    .all('unopened')
    .map(({ opening }) => opening)
    .find((row) => row.bundle === newbornBundle.bundle && openedBy(row).role === 'first')

/** The clerk's task on a notice that differs, in the notice's own case. */
export function differsTask(file: PersonFile, notice: BirthNotice): TaskRow | undefined {
  const row = caseAbout(file, newbornBundle.prefix, aboutSecond(notice))
  return row && file.one('task', taskIdOf(row.case_id, differsKind))
}

/** What the registers ask of a child's cases. */
export const birthCases: BirthCases = {
  opener(file) {
    const first = firstCase(file) ?? file.reckoned(findUnopened)
    return first && openedBy(first).notice
  },
  differsTask,
}
