/** What a load came to, in lines for a terminal. */
import { counted, type Said, say } from '../cli/support/language.ts'
import { duration } from './pace.ts'
import type { Tally } from './run.ts'

/** As both languages write it. */
export const count = (value: number) => value.toLocaleString('en-US')

/** In a few lines; `rejects` is the file in which the findings are. */
export function summary(isFleeting: boolean, tally: Tally, rejects: string): string[] {
  const { lines, unknown, rejected, warned, left, persons, heldBack, written, same, items, bytes, units, ms } = tally
  const read = Object.entries(lines).map(([register, number]) => `${register} ${count(number)}`)
  const found = rejected + warned + left > 0 ? rejects : undefined
  const unread = unknown.length === 0 ? [] : [say(unreadText(unknown))]
  const all = [
    ...unread,
    say({
      zh: `读了 ${read.join('，')} 行；${count(rejected)} 行不合格，${count(warned)} 行要看一看${found ? `，见 ${found}` : ''}`,
      en: `read ${read.join(', ')} lines; ${count(rejected)} wrong, ${count(warned)} to be looked at${found ? `, see ${found}` : ''}`,
    }),
    say({
      zh: `共 ${count(persons)} 人，其中 ${count(heldBack)} 人因有不合格的行整个不导入`,
      en: `${counted(persons, 'person', 'persons')}, of whom ${count(heldBack)} are not loaded for a line that is wrong`,
    }),
  ]
  return isFleeting ? all : [...all, ...writtenText({ written, same, left, items, bytes, units, ms })]
}

const unreadText = (unknown: readonly string[]): Said => ({
  zh: `没有用到的列（写错了吗？）：${unknown.join('，')}`,
  en: `columns that nothing reads (a slip?): ${unknown.join(', ')}`,
})

type Written = Pick<Tally, 'written' | 'same' | 'left' | 'items' | 'bytes' | 'units' | 'ms'>

function writtenText({ written, same, left, items, bytes, units, ms }: Written): string[] {
  const each = [(items / written).toFixed(1), Math.round(bytes / written), (units / written).toFixed(1)]
  const speed = count(Math.round((written * 1_000) / ms))
  const zh = `，${speed} 人/秒；每人 ${each[0]} 条、${each[1]} 字节${units === 0 ? '' : `、${each[2]} 写单位`}`
  const en = `, ${speed} persons a second; each ${each[0]} items, ${each[1]} bytes${units === 0 ? '' : `, ${each[2]} write units`}`
  return [
    say({
      zh: `写了 ${count(written)} 人，${count(same)} 人先前已经导入，${count(left)} 人没有动`,
      en: `${count(written)} persons written, ${count(same)} were loaded before, ${count(left)} left as they were`,
    }),
    say({ zh: `用时 ${duration(ms)}${written === 0 ? '' : zh}`, en: `took ${duration(ms)}${written === 0 ? '' : en}` }),
  ]
}
