/** `npm run bench -- [bundle] [--cases N] [--rounds N]`: measures and writes test/bench/results/<bundle>.json. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Figures } from './measure.ts'
import { benchTransfer } from './transfer.ts'

const benches: Record<string, (cases: number, rounds: number) => Promise<Figures[]>> = { transfer: benchTransfer }

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: '300' }, rounds: { type: 'string', default: '3' } },
})
const wanted = positionals.length > 0 ? positionals : Object.keys(benches)
for (const name of wanted) {
  const bench = benches[name]
  if (!bench) {
    console.error(`no bench ${name}; there are ${Object.keys(benches).join(', ')}`)
    process.exit(2)
  }
  const figures = await bench(Number(values.cases), Number(values.rounds))
  console.table(figures.map(({ calls, ...rest }) => rest))
  console.log('calls a case:', figures.at(-1)?.calls)
  const file = new URL(`results/${name}.json`, import.meta.url)
  writeFileSync(file, `${JSON.stringify({ node: process.version, figures }, undefined, 2)}\n`)
}
