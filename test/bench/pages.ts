/** What a page costs: CPU of the desk with 50 tasks, the table in memory, and what of it goes over the wire. */
import { gzipSync } from 'node:zlib'
import { makeDesk, k1 as who } from '../functions/pages/scene.ts'
import { rounded, spread } from './measure.ts'

/** What must hold: CPU of a page in milliseconds, and all of it with script and style, gzipped. */
const bounds = { cpu_ms: 40, kB: 60 }

/** A line of the table. */
export interface PageLine {
  readonly page: string
  readonly cpu_ms: number
  readonly kB: number
}

/** Measures the list and a task; `kept`: they are within their bounds. */
export async function benchPages(runs: number): Promise<{ lines: PageLine[]; kept: boolean }> {
  const { pages, tasks } = await makeDesk(50)
  const cookie = await pages.cookieOf(who)
  const get = async (path: string) => (await pages.pages.request(path, { headers: { cookie } })).text()
  const line = async (page: string, path: string): Promise<PageLine> => {
    const cpu = async (times: number) => {
      const before = process.cpuUsage()
      for (let n = 0; n < times; n++) await get(path)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000 / times
    }
    await cpu(20)
    const all = []
    for (let run = 0; run < runs; run++) all.push(await cpu(20))
    const html = await get(path)
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, asset = '']) => get(asset))
    const sizes = [html, ...(await Promise.all(assets))].map((text) => gzipSync(text).length)
    return { page, cpu_ms: rounded(spread(all).median), kB: rounded(sizes.reduce((sum, size) => sum + size, 0) / 1024) }
  }
  const lines = [await line('待办, 50 tasks', '/desk'), await line('a task', `/desk/tasks/${tasks[0]}`)]
  return { lines, kept: lines.every(({ cpu_ms, kB }) => cpu_ms <= bounds.cpu_ms && kB <= bounds.kB) }
}
