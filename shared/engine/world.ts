/**
 * What lies outside the file, read on demand. A decision that reads something not loaded yet is interrupted, it is loaded,
 * and the decision, being pure, is made again.
 */
import type { Admdvs } from '../codes/index.ts'
import { keyedHash } from '../identity/hash.ts'
import type { Keys } from '../identity/index.ts'
import type { Point, PointAtWork } from '../points/point.ts'
import { policyAt } from '../policy/index.ts'
import type { ReceiptState } from '../registers/care/receipt-state.ts'
import type { AtRest, PersonFile } from '../registers/file.ts'
import { identityText, type Pid } from '../registers/ids.ts'
import type { Claim } from '../registers/ledger.ts'
import type { EmployerBase, Look } from '../registers/look.ts'
import { restAfter } from '../registers/rest.ts'
import { claimItemKey } from '../table/commit.ts'
import { versionKey } from '../table/common/versioned.ts'
import { loadAllAtRest, loadAtRest, loadPerson, loadWhole } from '../table/files.ts'
import { receiptKey } from '../table/keys/receipts.ts'
import { baseTopic, numberKey, policyPartition, settingsKey, topicKey } from '../table/keys.ts'
import { expertsOf } from '../table/office/experts.ts'
import { openTasksOf, pointsOf } from '../table/points.ts'
import { arePoliciesKnown, currentPolicies, type Policies } from '../table/policies.ts'
import { openAt, sealAt } from '../table/seals/sealed.ts'
import { areaSwitched, type HeldSettings, loadSettings, settingsUnchanged } from '../table/settings.ts'
import type { Item, Write } from '../table/table.ts'
import { cameOf, type Identity } from './event-identity.ts'
import type { Ports } from './ports.ts'

/** Thrown by a look-up that is not loaded yet; caught by `loading` alone. */
class Unread {
  readonly load: () => Promise<void>
  constructor(load: () => Promise<void>) {
    this.load = load
  }
}

const policiesKey = 'policies'

/** Reads ahead what most inputs of a batch ask for, where it costs next to nothing: a decision that finds it is made once. */
export function readAhead(ports: Ports): void {
  if (!arePoliciesKnown(ports.table)) return
  // Who needs it and does not find it reads it again, and says what is wrong.
  ports.shared?.load(policiesKey, () => currentPolicies(ports)).catch(() => {})
}

/** What was read so far in one handling of one input. */
export class World {
  readonly look: Look
  readonly #ports: Ports
  readonly #answers = new Map<string, unknown>()
  readonly #recalled: AtRest[] = []

  /** `taken`: the event that is being handled, of which the table says nothing yet; `own`: whose file is settled. */
  constructor(ports: Ports, { taken, own }: { taken?: Identity | undefined; own?: Pid } = {}) {
    this.#ports = ports
    const { table, keys } = ports
    this.look = {
      policy: (parameter, area, on) => policyAt(this.#policies().amendments, parameter, area, on),
      setting: (area) => this.#settings(area).settings,
      base: (empNo, area, year) => this.#base(baseTopic(empNo, area, year)).value,
      byNumber: (hash) =>
        this.#read(`number#${hash}`, async () => (await table.get(numberKey(hash)))?.d as Pid | undefined),
      receipt: (receipt) => {
        const key = receiptKey(keys, receipt)
        return this.#read(key.pk, async () => receiptIn(await table.get(key)))
      },
      file: (pid): PersonFile => this.#read(`file#${pid}`, () => loadPerson(table, keys, pid)),
      closed: (pid): PersonFile => this.#read(`closed#${pid}`, () => loadWhole(table, keys, pid)),
      rest: {
        after: ports.restAfter ?? restAfter,
        find: (register, key) =>
          this.#recall(`${register}#${key}`, own, (pid) => loadAtRest(table, keys, pid, register, key)),
        findAll: (registers) =>
          this.#recall(registers.join(), own, (pid) => loadAllAtRest(table, keys, pid, registers)),
        of: (file, register, key) =>
          file.countAtRest(register) === 0 || file.one(register, key) !== undefined
            ? file
            : file.recalling(
                this.#read(`rest#${file.pid}#${register}#${key}`, () =>
                  loadAtRest(table, keys, file.pid, register, key),
                ),
              ),
      },
      claim: (claim: Claim) =>
        this.#read(`claim#${claim.claim_id}`, async () =>
          (await table.get(claimItemKey(claim))) ? 'open' : 'clearing',
        ),
      points: (area) =>
        this.#readShared(`points#${area}`, () => pointsOf(table, area)).map((point) => this.#atWork(point)),
      experts: (area) => this.#readShared(`experts#${area}`, () => expertsOf(table, area)),
      lot: (text) => keyedHash(keys, 'lot', text),
      came: (source, id) =>
        taken?.source === source && taken.id === id
          ? taken.came
          : this.#read(`came#${identityText(source, id)}`, () => cameOf(ports, source, id)),
    }
  }

  /** The file as it is being settled: with what was found at rest so far. */
  recalled(file: PersonFile): PersonFile {
    return file.recalling(this.#recalled)
  }

  #recall(what: string, own: Pid | undefined, load: (pid: Pid) => Promise<AtRest[]>): void {
    if (own === undefined) return
    this.#read(`rest#${what}`, async () => {
      this.#recalled.push(...(await load(own)))
    })
  }

  /** What a point has to do is read when it is asked for: of hundreds in an area few come into question. */
  #atWork(point: Point): PointAtWork {
    const open = () => this.#read(`open#${point.point_no}`, () => openTasksOf(this.#ports.table, point.point_no))
    return {
      ...point,
      get open() {
        return open()
      },
    }
  }

  #policies(): Policies {
    return this.#readShared(policiesKey, () => currentPolicies(this.#ports))
  }

  #settings(area: Admdvs): HeldSettings {
    return this.#readShared(`setting#${area}`, () => loadSettings(this.#ports, area))
  }

  #base(topic: string): { value: EmployerBase | undefined; version: number } {
    return this.#read(topic, async () => {
      const item = await this.#ports.table.get(topicKey(topic))
      return {
        value: item && topicValue<EmployerBase>(this.#ports.keys, item),
        version: (item?.v as number) ?? 0,
      }
    })
  }

  #read<T>(key: string, load: () => Promise<T>): T {
    if (this.#answers.has(key)) return this.#answers.get(key) as T
    throw new Unread(async () => {
      this.#answers.set(key, await load())
    })
  }

  /** About the bureau, not about a person: read once for all inputs of a batch. */
  #readShared<T>(key: string, load: () => Promise<T>): T {
    const { shared } = this.#ports
    const known = shared?.known<T>(key)
    return known ? known.value : this.#read(key, () => (shared ? shared.load(key, load) : load()))
  }

  /** Runs a pure function, loading what it reads, until it has read all it needs. */
  async loading<T>(run: () => T): Promise<T> {
    for (;;) {
      try {
        return run()
      } catch (interruption) {
        if (!(interruption instanceof Unread)) throw interruption
        await interruption.load()
      }
    }
  }

  /** The condition that a topic is still what was read of it, for a commit that begins to wait for it. */
  unchanged(topic: string): Write {
    if (topic.startsWith('policy#')) {
      return versionCheck(versionKey(policyPartition), this.#policies().version)
    }
    const switched = areaSwitched(topic)
    if (switched) return { check: settingsKey(switched), if: settingsUnchanged(this.#settings(switched)) }
    return versionCheck(topicKey(topic), this.#base(topic).version)
  }
}

function versionCheck(key: { pk: string; sk: string }, version: number): Write {
  return { check: key, if: version === 0 ? 'absent' : { attr: 'v', equals: version } }
}

const receiptIn = (item: Item | undefined) => item && (JSON.parse(item.d as string) as ReceiptState)

/** A topic's value as stored: sealed, for an employer's base may name a bank account. */
export const topicItem = (keys: Keys, topic: string, version: number, value: unknown): Item => ({
  ...topicKey(topic),
  v: version,
  p: sealAt(keys, topicKey(topic), JSON.stringify(value)),
})

/** The value that a topic's item holds. */
export const topicValue = <T>(keys: Keys, item: Item): T => JSON.parse(openAt(keys, item)) as T
