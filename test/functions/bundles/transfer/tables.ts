/** Tables of cases, which anybody who knows the law can read and add to; see scene.ts for the sentences. */
import { expect } from 'vitest'
import { addMs } from '../../../../shared/calendar/index.ts'
import { minute, type Seen, seen, start, tell } from './scene.ts'

/** A case of a table: what is told, and what must have become of it. */
export interface Case {
  title: string
  story: string
  became: Partial<Record<keyof Seen, string>>
}

/**
 * A table of cases. Each is a line with the section of the rules and what the case is about, lines that tell the story,
 * and one with what became of it: `→ cases: B done no-balance; tasks: none`.
 */
export function casesIn(table: string): Case[] {
  return table
    .trim()
    .split(/\n(?=\S)/)
    .map((text) => {
      const [title = '', ...lines] = text.split('\n').map((line) => line.trim())
      const story = lines.filter((line) => !line.startsWith('→')).join(' ')
      const told = lines.filter((line) => line.startsWith('→')).flatMap((line) => line.slice(1).split(';'))
      const became = told.map((one) => {
        const [, name, value] = /^ *(\w+): (.*)$/.exec(one) ?? []
        if (!name) throw new Error(`what is meant by: ${one}`)
        return [name, value === 'none' ? '' : value]
      })
      return { title, story, became: Object.fromEntries(became) }
    })
}

/** Sentences that are facts which partners report: nobody decides, and no time goes by. */
const facts = ['enrol', 'pause', 'revoke', 'credit', 'spend', 'months']

/** The same facts, reported when they were, that arrive from the last to the first. */
async function toldBackwards(story: string): Promise<Seen | undefined> {
  const told = story.split('·').map((one) => one.trim())
  if (!told.every((sentence) => facts.includes(sentence.split(' ')[0] ?? ''))) return undefined
  const scene = await start()
  const begin = scene.stack.clock.now()
  scene.stack.clock.set(addMs(begin, told.length * minute))
  for (const [index, sentence] of [...told.entries()].reverse()) {
    await tell({ ...scene, time: addMs(begin, (index + 1) * minute) }, sentence)
  }
  return seen(scene)
}

/** What must be the same, whatever the order: a case that came to nothing may have been opened or not (RULES.md 9.3). */
const lasting = ({ cases, money, tasks, relations, benefit, months, parked }: Seen) => {
  const lasted = cases.split(', ').filter((one) => !one.endsWith('withdrawn not-transferred'))
  const came = lasted.some(Boolean) ? { benefit, months } : {}
  return { cases: lasted.sort().join(', '), money, tasks, relations, parked, ...came }
}

/**
 * Plays a story from the morning of 2026-03-02 on, and holds what became of it against what must have; one that is made
 * of facts alone must come to the same told backwards.
 */
export async function holds({ story, became }: Case): Promise<void> {
  const is = await seen(await tell(await start(), story))
  const backwards = await toldBackwards(story)
  if (backwards) expect(lasting(backwards), 'told backwards').toEqual(lasting(is))
  const asked = Object.keys(became).map((name) => [name, String(is[name as keyof Seen])])
  expect(Object.fromEntries(asked)).toEqual(became)
}
