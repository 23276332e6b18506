/** Children with guardians who turn eighteen: before the run, in it, or only after. */
import { addDays, type Day, dayOf, maxDay } from '../../../../shared/calendar/index.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import { Random } from '../../../simulator/random.ts'

const dayMs = 86_400_000

/** Puts a child and its guardians into some runs. A random of its own: the lives of a seed stay what they were. */
export function comeOfAge(script: Script): void {
  const random = new Random('children', script.seed)
  if (!random.chance(0.12)) return
  const begins = dayOf(script.start)
  const span = Math.round((Date.parse(script.end) - Date.parse(script.start)) / dayMs)
  const birthday = addDays(
    begins,
    random.pick([random.int(1, span), random.int(1, span), random.int(-200, 0), span + 300]),
  )
  const brdy = `${Number(birthday.slice(0, 4)) - 18}${birthday.slice(4)}` as Day
  const child = registerPerson(script, 450, { brdy: brdy.endsWith('-02-29') ? addDays(brdy, 1) : brdy, owner: 0 })
  const guardians = [451, 452].slice(0, random.int(1, 2)).map((person) => registerPerson(script, person, { owner: 0 }))
  // By adoption, or a court order; told before the birthday or long after.
  const from = addDays(birthday, -random.int(300, 2000))
  const told = random.chance(0.8) ? from : maxDay(from, addDays(begins, random.int(0, span - 1)))
  const named = guardians.map(({ certno, psn_name, gend }) => {
    return { certno, psn_name, relation: gend === '2' ? 'mother' : 'father' }
  })
  const data = { psn_no: child.psn_no, guardians: named, from, reason: '收养登记' }
  script.report(0, 'guardian.changed', data, script.momentOn(told))
}
