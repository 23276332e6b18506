/**
 * The audit trail: who read whose data in office, and who changed what everybody lives by. Append-only, until the table's
 * own time to live takes a line away; those kept apart (functions/records) are kept at least as long.
 */
import { createHash, randomUUID } from 'node:crypto'
import { Batching } from '../../shared/batching.ts'
import { dayOf } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { parsePid } from '../../shared/identity/index.ts'
import { ttlAt } from '../../shared/keeping/index.ts'
import { pidIn } from '../../shared/registers/ids.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import { aboutEntry, institutionBy, lineKey } from '../../shared/trail/keys.ts'
import type { Role } from './access.ts'

/**
 * What the trail says that somebody did, and what each is called: by staff, and, where it may be about a person, by that person,
 * who reads it in plain words (`GET /v1/me/access`).
 */
const names = {
  'account.give-back': ['退回用个人账户付的钱', '把用个人账户付的钱退回来了'],
  'account.pay': ['用个人账户付医药费', '用个人账户付了医药费'],
  'agent.put': '登记帮办员',
  'article.put': '修改知识条目',
  'audit.read': ['查看审计记录', '查了谁看过这些信息'],
  'behalf.act': ['代办', '帮忙办了'],
  'behalf.read': ['代为查看', '帮忙看了'],
  'cardless.read': ['凭出生医学证明编号询问', '凭出生证明编号问了能不能直接结算'],
  'case.read': ['查看办件', '看了这件事办到哪一步'],
  'case.why': ['查看办件为什么这样定', '看了这件事为什么这样定'],
  'cases.list': '列出办件',
  'filing-decision.ask': ['询问异地就医判定', '问了看病能不能直接结算'],
  'dose-check.ask': ['询问用药天数', '开药前问了手里还有多少天的药'],
  'errand.end': ['结束委托', '不再代办，委托结束'],
  'errand.open': ['开委托', '受委托，开始代办'],
  'errand.read': ['查看委托', '看了委托办的事'],
  'hold.lifted': '恢复发出',
  'hold.set': '暂停发出',
  'message.resend': ['再发消息', '把消息又发了一遍'],
  'point.put': '设置帮办点',
  'policy-trial.begin': '试算政策参数',
  'credential.checked': ['核对医保码', '扫码核对了医保码'],
  'credential.shown': ['出示医保码', '出示了医保码'],
  'correction.propose': ['提出更正', '提出更正登记错的信息'],
  'correction.read': ['查看更正', '看了要更正的信息'],
  'correction.release': ['放行更正', '复核后更正了信息'],
  'correction.withdraw': ['撤回更正', '撤回了更正，信息不变'],
  'pack.end': '结束政策包',
  'pack.put': '编写政策包',
  'pack.release': '放行政策包',
  'policy-trial.read': '查看试算结果',
  'policy-trial.release': '发布试算过的参数',
  'policy.put': '设置政策参数',
  'rejected-event.replay': '重收事件',
  'rejected-events.list': '列出没有收下的事件',
  'screening.begin': '筛查居民参保情况',
  'search.hit': ['查到', '查找时看到了本人的姓名'],
  'search.miss': '没有查到',
  'settings.put': '修改统筹区设置',
  'shadow.list': '列出试运行办件',
  'task.claimed': ['认领待办', '接下了要人工办的一步'],
  'task.decided': ['处理待办', '办了要人工办的一步'],
  'task.extended': ['延长待办期限', '给要人工办的一步延了期限'],
  'task.read': ['查看待办', '看了要人工办的一步'],
  'task.released': ['放回待办', '把要人工办的一步交回去了'],
  'tasks.list': '列出待办',
} as const satisfies Readonly<Record<string, string | readonly [forStaff: string, forPerson: string]>>

/** Something that the trail says. */
export type AuditWhat = keyof typeof names

const namesFor = (reader: 0 | 1) =>
  Object.fromEntries(
    Object.entries(names).map(([what, name]) => [what, typeof name === 'string' ? name : name[reader]]),
  ) as Readonly<Record<AuditWhat, string>>

/** What staff call it. */
export const auditNames = namesFor(0)
/** What the person calls it whom it is about. */
export const plainAuditNames = namesFor(1)

/** Who did it, in office. */
export interface Officer {
  readonly id: string
  readonly role: Role
  readonly staff_no?: string
  /** A clerk's. */
  readonly area?: Admdvs
  readonly fixmedins_code?: string
  /** An agent's. */
  readonly point_no?: string
}

/** What the trail calls them: the person in office by their number, an institution by its code, others as their token does. */
export const officerName = ({ id, staff_no, fixmedins_code }: Officer): string =>
  staff_no ?? (fixmedins_code === undefined ? id : institutionBy(fixmedins_code))

/** Who did it, as a line says it. */
export const officerOf = (officer: Officer): Pick<AuditLine, 'by' | 'role' | 'place' | 'area'> => ({
  by: officerName(officer),
  role: officer.role,
  ...(officer.area === undefined ? {} : { area: officer.area }),
  ...(officer.point_no === undefined ? {} : { place: officer.point_no }),
})

/** A line of the audit trail; `about` is a pid, an area or a name, never an identity number. */
export interface AuditLine {
  /** As {@link officerName} has it. */
  by: string
  /** As what they did it; absent in lines of older releases. */
  role?: Role | 'helper'
  /** The area that a clerk acted for. */
  area?: Admdvs
  /** An agent's point, or the key of a helper, who is called by name only where the person asks. */
  place?: string
  what: AuditWhat
  about: string
  detail?: unknown
}

/** The write that adds the line, for a transaction with the change it records. */
export function auditWrite(ports: Pick<Ports, 'clock'>, line: AuditLine): Extract<Write, { put: unknown }> {
  return { put: itemOf(ports, line), if: 'absent' }
}

function itemOf({ clock }: Pick<Ports, 'clock'>, line: AuditLine): Item {
  const at = clock.now()
  const id = createHash('sha256').update(randomUUID()).digest('base64url').slice(0, 12)
  const key = lineKey(dayOf(at), at, line.by, id)
  const person = personIn(line.about)
  const listed = person ? aboutEntry(person, key) : {}
  return { ...key, ...listed, d: JSON.stringify({ at, ...line }), [ttlAttribute]: ttlAt('audit', at) }
}

const numberHash = /^[a-z2-7]{52}$/

/** Whom a line is about: by their pid, that of a case or task of theirs, or the keyed hash of the number that was shown. */
const personIn = (about: string): string | undefined =>
  parsePid(about) ?? pidIn(about.split('.')[0] as string) ?? (numberHash.test(about) ? about : undefined)

/**
 * Writes that this caller, in office, read or did something; `detail` holds ids only. The line stands when this
 * resolves: no answer leaves before. Lines of calls that are answered at the same time share a write.
 */
export async function audited(
  ports: Pick<Ports, 'table' | 'clock'>,
  officer: Officer,
  what: AuditWhat,
  about: string,
  detail?: unknown,
): Promise<void> {
  await lineWritten(ports, { ...officerOf(officer), what, about, ...(detail === undefined ? {} : { detail }) })
}

/** Writes a line; it stands when this resolves. */
export async function lineWritten(ports: Pick<Ports, 'table' | 'clock'>, line: AuditLine): Promise<void> {
  const fault = await trailOf(ports.table).ask(itemOf(ports, line))
  if (fault) throw fault
}

/** Lines on their way; of each the answer is why it could not be written. */
type Trail = Batching<Item, Error | undefined>

const trails = new WeakMap<Table, Trail>()

/** Lines of one write: as many as the table takes in one request. */
const mostTogether = 25

/** The one way to this table's trail in this process. */
function trailOf(table: Table): Trail {
  const trail =
    trails.get(table) ??
    new Batching(
      (lines) => writeLines(table, lines),
      (waiting) => Math.min(waiting.length, mostTogether),
    )
  trails.set(table, trail)
  return trail
}

async function writeLines(table: Table, lines: readonly Item[]): Promise<(Error | undefined)[]> {
  try {
    await table.putMany(lines)
    return lines.map(() => undefined)
  } catch (error) {
    // Refused for what one of them holds; the others are written all the same.
    if ((error as Error).name !== 'ValidationException' || lines.length === 1) throw error
    const alone = lines.map((line) => writeLines(table, [line]).catch((fault: Error) => [fault]))
    return (await Promise.all(alone)).flat()
  }
}
