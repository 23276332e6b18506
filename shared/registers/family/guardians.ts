/**
 * Who acts for whom on a day: the one place that says so (newborn/RULES.md 2; contract-operations.md §1 Ties). What makes
 * somebody a guardian are the facts in the child's file; a link in the guardian's own file only says where to look. Pure.
 */
import { compare, compareInstants, type Day, yearOf } from '../../calendar/index.ts'
import { madeOnce } from '../../made-once.ts'
import { answersTo, type PersonFile } from '../file.ts'
import type { BirthNotice, Custody, GuardianNamed } from '../rows.ts'
import { agree, type BirthCases, holdingNotice, noticesOf, requesterOf } from './birth-notices.ts'

const adultAge = 18

/** Whether the child is of age: from the 18th birthday on nobody acts for it (newborn/RULES.md 2.6). */
export function isOfAge({ person }: PersonFile, on: Day): boolean {
  // Born on 29 February: the date need not exist to be compared.
  return person !== undefined && on >= `${yearOf(person.brdy) + adultAge}${person.brdy.slice(4)}`
}

/**
 * Guardians whom the hospital names on what holds, and on every notice that agrees with it. Of a request that no
 * hospital bears out, the one who asked alone: of whoever else it names nothing is to be read (newborn/RULES.md 2.3).
 */
export const certifiedGuardians = (file: PersonFile, cases: BirthCases): readonly GuardianNamed[] =>
  file.reckoned(certified(cases))

const certified = madeOnce((cases: BirthCases) => (file: PersonFile): readonly GuardianNamed[] => {
  const holding = holdingNotice(file, cases)
  if (!holding) return []
  if (holding.by === 'citizen') return holding.guardians.filter(({ cert_hash }) => cert_hash === requesterOf(holding))
  return eachOnce([...holding.guardians, ...namedElsewhere(file, holding, cases)])
})

/** Guardians on the hospital's other notices that tell of the birth that holds and that no clerk refused. */
function namedElsewhere(file: PersonFile, holding: BirthNotice, cases: BirthCases): GuardianNamed[] {
  return noticesOf(file)
    .filter((notice) => notice.by === 'partner' && agree(notice, holding))
    .filter((notice) => cases.differsTask(file, notice)?.status !== 'rejected')
    .flatMap(({ guardians }) => guardians)
}

/** First named first. */
function eachOnce(all: readonly GuardianNamed[]): GuardianNamed[] {
  const found = new Map<string, GuardianNamed>()
  for (const one of all) if (!found.has(one.cert_hash)) found.set(one.cert_hash, one)
  return [...found.values()]
}

/**
 * Who has been made guardian in another's place (adoption, court order), by the report that holds on a day
 * (newborn/RULES.md 2.9).
 */
export function custodyOn(file: PersonFile, on: Day): Custody | undefined {
  return file
    .all('custody')
    .filter(({ from }) => from <= on)
    .sort((a, b) => compareInstants(a.time, b.time) || compare(a.id, b.id))
    .at(-1)
}

/** Guardians as long as no others have been made: by what holds, and whom the hospital names beside it. */
const byBirth = madeOnce((cases: BirthCases) => (file: PersonFile): readonly GuardianNamed[] => {
  const holding = holdingNotice(file, cases)
  // While a clerk decides between who asked and whom the hospital names for the birth, both are (newborn/RULES.md 2.7).
  return holding ? eachOnce([...certifiedGuardians(file, cases), ...namedElsewhere(file, holding, cases)]) : []
})

/** Who the guardians are on a day, first named first, whatever the child's age. */
function custodiansOn(file: PersonFile, on: Day, cases: BirthCases): readonly GuardianNamed[] {
  const custody = custodyOn(file, on)
  if (custody) return custody.guardians
  return file.reckoned(byBirth(cases))
}

/** Who acts for the child on a day; nobody once it is of age. */
export const guardiansOn = (file: PersonFile, on: Day, cases: BirthCases): readonly GuardianNamed[] =>
  isOfAge(file, on) ? [] : custodiansOn(file, on, cases)

/** What somebody is to a child they act for on a day; undefined if they don't. */
export function guardianTo(
  child: PersonFile,
  { pid, person }: PersonFile,
  on: Day,
  cases: BirthCases,
): GuardianNamed['relation'] | undefined {
  // A register that gives the child a guardian's own number must not make it its own guardian.
  if (person === undefined || pid === child.pid) return undefined
  return guardiansOn(child, on, cases).find(({ cert_hash }) => answersTo(person, cert_hash))?.relation
}
