/** What a run of many lives came to, as text that is kept. */
import { provinceName } from '../../../shared/codes/index.ts'
import type { Tally, Wanted } from './many.ts'

/** Markdown; says nothing of machine, time or release, so that the same lives make the same text. */
export function resultText(
  { seed, count }: Pick<Wanted, 'seed' | 'count'>,
  { lives, cases, provinces, failures }: Tally,
): string {
  const bundles = Object.keys(cases).sort()
  const ends = bundles.flatMap((bundle) =>
    Object.entries(cases[bundle] ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([how, n]) => `| ${bundle} | ${how} | ${n} |`),
  )
  const places = Object.entries(provinces)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([province, counts]) => {
      const each = bundles.map((bundle) => counts[bundle] ?? 0)
      return `| ${province} ${provinceName(`${province}0000`)} | ${each.join(' | ')} |`
    })
  return [
    '# Random lives: rules against models',
    '',
    `\`npm run simulate -- --lives ${count} --seed ${seed}\` wrote this: ${lives} lives${lives < count ? ', for it was stopped there,' : ''} on all dates from 2023 to 2027, each led`,
    'through the rules and reckoned by a model that knows only their text.',
    '',
    `**${failures.length} differ.**`,
    '',
    '## How their cases stood in the end',
    '',
    '| bundle | status: what it waits for, or result | cases |',
    '|---|---|--:|',
    ...ends,
    '',
    '## Where',
    '',
    `| province | ${bundles.join(' | ')} |`,
    `|---|${bundles.map(() => '--:').join('|')}|`,
    ...places,
    '',
  ].join('\n')
}
