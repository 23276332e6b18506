/**
 * Writes a sample day as JSON lines: first its head (seed, beginning, answers of offices and partners), then its steps
 * in order of time, last what is expected of it and how many cases of each kind that makes.
 * `npm run -s samples -- --seed 1 [--scale 1] > day.jsonl`; `--events` writes the bare events alone, as
 * `npm run event -- send` takes them.
 */
import { parseArgs } from 'node:util'
import { countsOf } from '../../events/samples/compare.ts'
import { sampleDay } from '../samples/index.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { seed: text, scale: text, events: { type: 'boolean' } } })
const seed = Number(values.seed ?? '1')
const scale = Number(values.scale ?? '1')
if (!Number.isSafeInteger(seed) || !(scale > 0 && scale <= 1000)) {
  console.error('--seed is a whole number, --scale a number above 0, at most 1000')
  process.exit(2)
}
const { steps, expected, ...head } = sampleDay(seed, scale)
const lines = values.events
  ? steps.flatMap((step) => (step.do === 'send' ? [step.event] : []))
  : [head, ...steps, { expected, counts: countsOf(expected.cases) }]
process.stdout.write(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
