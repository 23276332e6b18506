/**
 * `node test/functions/api/write-examples.ts`: takes the examples of the documents from a played day, so that they show
 * only what occurs, and writes functions/api/docs/examples.json. A test holds the file against the day.
 */
import { writeFileSync } from 'node:fs'
import { answerName } from '../../../functions/api/docs/schema-names.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { nameOf } from '../../../functions/calls/route.ts'
import type { Heard } from '../../infra/samples/stage.ts'
import { hearDay, routeOf } from './day-heard.ts'

const file = new URL('../../../functions/api/docs/examples.json', import.meta.url)

/** Entries of a list that an example shows, lists by name, and letters it has at most. */
const mostEntries = 2
const mostLists = 3
const mostLetters = 3_000

/** The answer with long lists cut short. */
function short(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, mostEntries).map(short)
  if (typeof value !== 'object' || value === null) return value
  // A cursor is sealed, and another each time; so is a code, of which its beginning is shown.
  const members = Object.entries(value)
    .filter(([name]) => name !== 'cursor')
    .map(([name, inner]): [string, unknown] => [name, name === 'qr' ? 'MIC1:…' : inner])
  const shown = members.every(([, inner]) => Array.isArray(inner)) ? members.slice(0, mostLists) : members
  return Object.fromEntries(shown.map(([key, inner]) => [key, short(inner)]))
}

/** Of what was answered to a call the one that tells most, as long as one can still read it; of two the first. */
function telling(answers: readonly Heard[]): Heard | undefined {
  const lettersOf = ({ body }: Heard) => JSON.stringify(body).length
  const cut = answers.map((answer) => ({ ...answer, body: short(answer.body) }))
  const readable = cut.filter((answer) => lettersOf(answer) <= mostLetters)
  return (readable.length > 0 ? readable : cut).reduce<Heard | undefined>(
    (best, answer) => (best === undefined || lettersOf(answer) > lettersOf(best) ? answer : best),
    undefined,
  )
}

/** Examples of answers by call, and of the places in their paths. */
export function examplesOf(heard: readonly Heard[]) {
  const said = heard.filter(({ status }) => status < 400)
  const answers: Record<string, unknown> = {}
  const places: Record<string, string> = {}
  for (const route of allRoutes.filter((one) => answerName(one) !== undefined)) {
    const chosen = telling(said.filter((answer) => routeOf(answer) === nameOf(route)))
    if (!chosen) throw new Error(`the day answers no ${nameOf(route)}`)
    answers[nameOf(route)] = chosen.body
    const [path = ''] = chosen.path.split('?')
    const parts = path.split('/')
    for (const [index, part] of route.path.split('/').entries()) {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      if (name !== undefined) places[name] ??= decodeURIComponent(parts[index] ?? '')
    }
  }
  return { answers, places }
}

if (import.meta.main) {
  writeFileSync(file, `${JSON.stringify(examplesOf((await hearDay()).heard), undefined, 2)}\n`)
  console.log('functions/api/docs/examples.json')
}
