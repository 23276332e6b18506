/** A file of parameters at the command line: read, judged, tried, set and released, row by row. */
import * as z from 'zod'
import { parameters } from '../../../functions/bundles/all.ts'
import type { Client } from '../../../shared/client/index.ts'
import { amend, type SetRow } from '../../../shared/policy/index.ts'
import { answerOf, jsonIn, Misuse, refusalOf, type Surroundings } from './operator.ts'

const rowsFile = z.array(
  z.strictObject({
    name: z.string(),
    admdvs: z.string(),
    from: z.string().exactOptional(),
    value: z.unknown(),
    source: z.string(),
  }),
)

/** The rows of a file. Throws a {@link Misuse} if it holds something else. */
export function readRows(file: string | undefined): SetRow[] {
  if (file === undefined) throw new Misuse('缺少参数文件')
  const read = rowsFile.safeParse(jsonIn(file))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Misuse(`${file}：${issue?.path.join('.')}：应为 [{ "name", "admdvs", "from"?, "value", "source" }]`)
}

/** Tells what is wrong with each row, by the rules that the API judges by; 0 if nothing is. */
export function check(rows: readonly SetRow[], io: Surroundings): number {
  const faults = rows.flatMap((row, index) =>
    faultsOf(row).map((fault) => `第 ${index + 1} 行（${row.name}）：${fault}`),
  )
  for (const fault of faults) io.err(fault)
  io.out(`共 ${rows.length} 行，${faults.length === 0 ? '全部合格' : `${faults.length} 处不对`}`)
  return faults.length === 0 ? 0 : 1
}

function faultsOf(row: SetRow): string[] {
  const parameter = parameters.get(row.name)
  if (!parameter) return ['没有这个参数']
  const unfilled = [row.value, row.source].some((one) => typeof one === 'string' && one.startsWith('填：'))
  if (unfilled) return ['还没有填']
  const judged = amend(parameter, row)
  return judged.ok ? [] : judged.errors.map(({ field, message }) => `${field}：${message}`)
}

/** Sets row after row. Nothing is set while one is wrong; run again, what is set already is set to the same. */
export async function set(
  rows: readonly SetRow[],
  connected: () => Promise<Client>,
  io: Surroundings,
): Promise<number> {
  if (check(rows, io) !== 0) return 1
  const client = await connected()
  let failed = 0
  for (const row of rows) {
    const said = await setOne(client, row)
    io.out(`${row.name} ${row.admdvs}：${said.text}`)
    if (!said.ok) failed += 1
  }
  return failed === 0 ? 0 : 1
}

/** Tries row after row, and tells what each would change. */
export async function tryOut(
  rows: readonly SetRow[],
  connected: () => Promise<Client>,
  io: Surroundings,
): Promise<number> {
  if (check(rows, io) !== 0) return 1
  const client = await connected()
  for (const row of rows) {
    const { trial_id } = await answerOf(client.call('POST /v1/policy-trials', { body: { ...row } }))
    const { cases, counts, changed } = await triedOut(client, trial_id, io)
    const { same, changed: other, unblocked, blocked } = counts
    io.out(
      `${row.name} ${row.admdvs}：${cases} 件，${same} 件不变，${other} 件会变，${unblocked} 件不用再等，${blocked} 件要等`,
    )
    for (const { case_id, before, after } of changed.slice(0, mostShown)) {
      io.out(`  ${case_id}\n    现在 ${JSON.stringify(before)}\n    会是 ${JSON.stringify(after)}`)
    }
    if (changed.length > mostShown)
      io.out(`  还有 ${changed.length - mostShown} 件，见 GET /v1/policy-trials/${trial_id}`)
  }
  return 0
}

/** Cases that are shown of a trial. */
const mostShown = 5

/** The trial once it is done; how far it has come is told meanwhile. */
async function triedOut(client: Client, trial_id: string, io: Surroundings) {
  for (let told = ''; ; ) {
    const trial = await answerOf(client.call('GET /v1/policy-trials/{trial_id}', { path: { trial_id } }))
    if (trial.status === 'done') return trial
    if (trial.progress !== told) io.err(`试算 ${trial_id}：${(Number(trial.progress) * 100).toFixed(0)} %`)
    told = trial.progress
    await io.pause()
  }
}

/** Sets a row; where that takes two, it is tried, and the other releases it. */
async function setOne(client: Client, { name, ...body }: SetRow): Promise<{ ok: boolean; text: string }> {
  const set = await client.call('PUT /v1/policies/{name}', { path: { name }, body })
  if (set.ok) return { ok: true, text: '已录入' }
  const { code, title, detail } = refusalOf(set)
  if (code !== 'second-person') return { ok: false, text: `${title}：${detail}` }
  const { trial_id } = await answerOf(client.call('POST /v1/policy-trials', { body: { name, ...body } }))
  return { ok: true, text: `已试算，请另一个人放行 ${trial_id}` }
}

/** Releases rows that somebody else has tried. */
export async function release(client: Client, trials: readonly string[], io: Surroundings): Promise<number> {
  if (trials.length === 0) throw new Misuse('缺少试算编号')
  let failed = 0
  for (const trial_id of trials) {
    const released = await client.call('POST /v1/policy-trials/{trial_id}/release', { path: { trial_id } })
    if (released.ok) {
      io.out(`${released.body.name} ${released.body.admdvs}：已录入`)
      continue
    }
    failed += 1
    const { title, detail } = refusalOf(released)
    io.err(`${trial_id}：${title}：${detail}`)
  }
  return failed === 0 ? 0 : 1
}
