/** A file of parameters at the command line: read, judged, tried, set and released, row by row. */
import * as z from 'zod'
import { parameters } from '../../../functions/bundles/all.ts'
import type { Client } from '../../../shared/client/index.ts'
import { amend, type SetRow } from '../../../shared/policy/index.ts'
import { Misuse, WrongCall } from './command.ts'
import { jsonIn } from './files.ts'
import { counted, type Said, say } from './language.ts'
import { answerOf, refusalOf, refusalText, type Surroundings } from './operator.ts'

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
export function readRows(file: string): SetRow[] {
  const read = rowsFile.safeParse(jsonIn(file))
  if (read.success) return read.data
  const at = read.error.issues[0]?.path.join('.')
  const form = '[{ "name", "admdvs", "from"?, "value", "source" }]'
  throw new Misuse(say({ zh: `${file}：${at}：应为 ${form}`, en: `${file}: ${at}: should be ${form}` }))
}

/** Tells what is wrong with each row, by the rules that the API judges by; 0 if nothing is. */
export function check(rows: readonly SetRow[], io: Surroundings): number {
  const faults = rows.flatMap((row, index) =>
    faultsOf(row).map((fault) =>
      say({ zh: `第 ${index + 1} 行（${row.name}）：${fault}`, en: `row ${index + 1} (${row.name}): ${fault}` }),
    ),
  )
  for (const fault of faults) io.err(fault)
  const wrong = faults.length
  io.out(
    say({
      zh: `共 ${rows.length} 行，${wrong === 0 ? '全部合格' : `${wrong} 处不对`}`,
      en: `${counted(rows.length, 'row')}, ${wrong === 0 ? 'all right' : counted(wrong, 'fault')}`,
    }),
  )
  return faults.length === 0 ? 0 : 1
}

/** What stands, before what is wanted, where a template waits for a value; the same in both languages, for files travel. */
export const toFill = '填：'

function faultsOf(row: SetRow): string[] {
  const parameter = parameters.get(row.name)
  if (!parameter) return [say({ zh: '没有这个参数', en: 'there is no such parameter' })]
  const unfilled = [row.value, row.source].some((one) => typeof one === 'string' && one.startsWith(toFill))
  if (unfilled) return [say({ zh: '还没有填', en: 'not filled in yet' })]
  const judged = amend(parameter, row)
  return judged.ok
    ? []
    : judged.errors.map(({ field, message }) => say({ zh: `${field}：${message}`, en: `${field}: ${message}` }))
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
    io.out(say({ zh: `${row.name} ${row.admdvs}：${said.text}`, en: `${row.name} ${row.admdvs}: ${said.text}` }))
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
    const what = `${row.name} ${row.admdvs}`
    io.out(
      say({
        zh: `${what}：${cases} 件，${same} 件不变，${other} 件会变，${unblocked} 件不用再等，${blocked} 件要等`,
        en: `${what}: ${counted(cases, 'case')}, ${same} the same, ${other} changed, ${unblocked} need wait no longer, ${blocked} must wait`,
      }),
    )
    for (const { case_id, before, after } of changed.slice(0, mostShown)) {
      const [now, then] = [before, after].map((one) => JSON.stringify(one))
      io.out(
        say({
          zh: `  ${case_id}\n    现在 ${now}\n    会是 ${then}`,
          en: `  ${case_id}\n    now  ${now}\n    then ${then}`,
        }),
      )
    }
    const more = changed.length - mostShown
    const where = `GET /v1/policy-trials/${trial_id}`
    if (more > 0) io.out(say({ zh: `  还有 ${more} 件，见 ${where}`, en: `  ${more} more: ${where}` }))
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
    const percent = (Number(trial.progress) * 100).toFixed(0)
    if (trial.progress !== told)
      io.err(say({ zh: `试算 ${trial_id}：${percent} %`, en: `trial ${trial_id}: ${percent} %` }))
    told = trial.progress
    await io.pause()
  }
}

const isSet: Said = { zh: '已录入', en: 'set' }

/** Sets a row; where that takes two, it is tried, and the other releases it. */
async function setOne(client: Client, { name, ...body }: SetRow): Promise<{ ok: boolean; text: string }> {
  const set = await client.call('PUT /v1/policies/{name}', { path: { name }, body })
  if (set.ok) return { ok: true, text: say(isSet) }
  const refusal = refusalOf(set)
  if (refusal.code !== 'second-person') return { ok: false, text: refusalText(refusal) }
  const { trial_id } = await answerOf(client.call('POST /v1/policy-trials', { body: { name, ...body } }))
  return {
    ok: true,
    text: say({ zh: `已试算，请另一个人放行 ${trial_id}`, en: `tried; somebody else releases ${trial_id}` }),
  }
}

/** Releases rows that somebody else has tried. */
export async function release(client: Client, trials: readonly string[], io: Surroundings): Promise<number> {
  if (trials.length === 0) throw new WrongCall(say({ zh: '缺少试算编号', en: 'the id of a trial is missing' }))
  let failed = 0
  for (const trial_id of trials) {
    const released = await client.call('POST /v1/policy-trials/{trial_id}/release', { path: { trial_id } })
    if (released.ok) {
      const { name, admdvs } = released.body
      io.out(say({ zh: `${name} ${admdvs}：${isSet.zh}`, en: `${name} ${admdvs}: ${isSet.en}` }))
      continue
    }
    failed += 1
    io.err(`${trial_id}：${refusalText(refusalOf(released))}`)
  }
  return failed === 0 ? 0 : 1
}
