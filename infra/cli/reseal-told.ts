/** What a table sealed anew is told of: how far it has come, what was done, and which keys still seal something. */
import type { Keys } from '../../shared/identity/index.ts'
import type { Counts } from '../../shared/table/seals/reseal.ts'
import type { Terminal } from './support/command.ts'
import { counted, say } from './support/language.ts'

/** As both languages write it. */
export const number = (count: number): string => count.toLocaleString('en-US')
const tellEveryMs = 10_000

/** Says how far it has come, every few seconds. */
export function progressOf(
  io: Terminal & { nowMs(): number },
  before: number,
  expected: number,
): (counts: Counts) => void {
  const began = io.nowMs()
  let told = began
  return ({ items, renewed }) => {
    const now = io.nowMs()
    if (now - told < tellEveryMs) return
    told = now
    const left = Math.max(0, expected - items)
    const minutes = Math.ceil((left / Math.max(1, items - before)) * ((now - began) / 60_000))
    const percent = Math.min(100, Math.round((100 * items) / Math.max(1, expected)))
    io.out(
      say({
        zh: `  已看 ${number(items)} 条（约 ${percent}%），改写 ${number(renewed)} 条，还要约 ${minutes} 分钟`,
        en: `  seen ${number(items)} (about ${percent}%), written ${number(renewed)}, about ${counted(minutes, 'minute')} left`,
      }),
    )
  }
}

/** Says what was written, and what could not be. */
export function tellDone({ items, renewed, overtaken, contended, unreadable, examples }: Counts, io: Terminal): void {
  const [seen, anew, others] = [items, renewed, overtaken].map((count) => number(count))
  io.out(
    say({
      zh: `看了 ${seen} 条，改写 ${anew} 条，另有 ${others} 条这期间已由系统自己用新密钥写过`,
      en: `seen ${seen}, written ${anew}; ${others} the system has itself written with the new key meanwhile`,
    }),
  )
  if (contended > 0)
    io.out(
      say({
        zh: `${contended} 条一直有人在写，留到下次`,
        en: `${contended} were written all the time: left for the next run`,
      }),
    )
  if (unreadable === 0) return
  const which = examples.map((one) => `  ${one}`).join('\n')
  io.out(say({ zh: `${unreadable} 条打不开：\n${which}`, en: `${unreadable} can't be opened:\n${which}` }))
}

/** Says which keys still seal something; answers 1 if an older one does. */
export function tellFound(
  { items, units, found }: Counts,
  { keys, go }: { keys: Keys; go: boolean },
  io: Terminal,
): number {
  const { current, byId } = keys.sealKeys
  io.out(say({ zh: `看了 ${number(items)} 条：`, en: `${counted(items, 'item')} seen:` }))
  for (const id of [...byId.keys(), ...Object.keys(found).filter((one) => !byId.has(one))]) {
    const count = found[id] ?? 0
    const scheme = byId.get(id)?.scheme
    io.out(
      say({
        zh: `  ${id}（${scheme ?? '密钥里没有'}） 封着 ${number(count)} 条${id === current ? '，现用' : ''}`,
        en: `  ${id} (${scheme ?? 'not among the keys'}) seals ${number(count)}${id === current ? ', in use' : ''}`,
      }),
    )
  }
  const older = [...byId.keys()].filter((id) => id !== current)
  for (const id of older.filter((one) => !found[one]))
    io.out(
      say({
        zh: `${id} 在这张表里不再封着任何数据，可以去掉：npm run --silent keys -- --drop ${id}
  去掉前另存一份：这以前的备份和归档仍是用它封的，存多久，它就要存多久`,
        en: `${id} seals nothing in this table any more and may go: npm run --silent keys -- --drop ${id}
  keep a copy first: backups and archives of before are sealed with it, and need it as long as they are kept`,
      }),
    )
  const isLeft = Object.keys(found).some((id) => id !== current)
  if (isLeft)
    io.out(
      say({
        zh: `还有旧密钥封着的数据，重新封装要约 ${number(units)} 个写单位：${go ? '再运行一次' : '加 --go'}`,
        en: `older keys still seal something; sealing it anew takes about ${counted(units, 'write unit')}: ${go ? 'run it again' : 'add --go'}`,
      }),
    )
  return isLeft ? 1 : 0
}
