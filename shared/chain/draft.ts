/** A draft: what one commit is going to write, say and send, as it grows while a file is settled. */

import type { Acting, Alongside, Applied, NumberWrite, Told } from '../registers/applying.ts'
import type { ReceiptWrite } from '../registers/care/receipt-state.ts'
import type { Change, PersonFile } from '../registers/file.ts'
import type { Ref } from '../registers/ids.ts'
import type { ClaimWrite, Movement } from '../registers/ledger.ts'
import type { Actor, CaseRow, Grounded, JournalLine, Parked } from '../registers/rows.ts'
import type { Forwarded, SignalTo } from '../registers/signals.ts'
import type { AnyChain, Send, Start } from './chain.ts'
import type { Opening } from './switches/switches.ts'

/**
 * Rows changed from which on a commit takes nothing more up, and from which on it asks no further case: a transaction
 * holds a hundred writes, of which an event may need sixty (as many years of contributions), a case up to ten.
 */
const full = { parked: 20, cases: 40 } as const

/** An event that had waited, and why it is refused now that what it needed is there. */
export interface ParkedRefusal {
  parked: Parked
  refused: { code: string; detail: string; field?: string }
}

/** What ought to have a case, and gets none for how its bundle is switched. */
export interface Withheld {
  chain: AnyChain
  start: Start<unknown>
  /** The case as it would open now. */
  opening: CaseRow
  because: Exclude<Opening, 'open'>
}

/** A point in the making of a draft. */
export interface Mark {
  file: PersonFile
  changes: Map<string, Change>
  lengths: readonly number[]
}

const outside = (about = '') => ({ case_id: about, step: '', actor: 'system' })

/** Collects changes while a file is settled. */
export class Draft {
  file: PersonFile
  /** The file as it was read. */
  readonly read: PersonFile
  /** What opens was applied for by a citizen. */
  readonly applied: boolean
  /** Who acts on behalf of the person, if somebody does. */
  readonly acting: Acting | undefined
  readonly move: Movement[] = []
  readonly claims: ClaimWrite[] = []
  readonly entries: JournalLine[] = []
  readonly grounded: Grounded[] = []
  readonly sends: (Send & { case_id: string })[] = []
  readonly signals: SignalTo[] = []
  readonly forward: Forwarded[] = []
  readonly numberWrites: NumberWrite[] = []
  readonly receipts: ReceiptWrite[] = []
  readonly unchanged: PersonFile[] = []
  readonly alongside: Alongside[] = []
  readonly refusals: ParkedRefusal[] = []
  /** By the id that its case would have, what opens none for how its bundle is switched. */
  readonly withheld = new Map<Ref, Withheld>()
  /** What went wrong in shadow, and stops nothing that is real. */
  readonly faults: Error[] = []
  /** Something was left for another commit. */
  again = false
  #changes = new Map<string, Change>()
  /** It is never written: nothing is left for another commit. */
  readonly #scratch: boolean
  /** By case, the file over which it was asked and had nothing to say. */
  readonly #quiet = new Map<string, PersonFile>()

  constructor(
    file: PersonFile,
    {
      applied = false,
      scratch = false,
      acting,
    }: { applied?: boolean; scratch?: boolean; acting?: Acting | undefined } = {},
  ) {
    this.file = file
    this.read = file
    this.applied = applied
    this.acting = acting
    this.#scratch = scratch
  }

  /** Lays changes over the file. */
  write(changes: readonly Change[]): void {
    this.file = this.file.with(changes)
    for (const change of changes) this.#changes.set(`${change.register}/${change.key}`, change)
  }

  /** Takes over what an input did. */
  take(applied: Applied): void {
    this.write(applied.change ?? [])
    this.move.push(...(applied.move ?? []))
    this.claims.push(...(applied.claims ?? []))
    this.signals.push(...(applied.signals ?? []))
    this.forward.push(...(applied.forward ?? []))
    this.numberWrites.push(...(applied.numberWrites ?? []))
    this.receipts.push(...(applied.receipts ?? []))
    this.unchanged.push(...(applied.unchanged ?? []))
    this.alongside.push(...(applied.alongside ?? []))
    for (const told of applied.tell ?? []) this.tell(told)
  }

  /** Says something to a person: it stands in the journal, and leaves with the commit. */
  tell(
    { notice: { template }, text, about, pack_id, copy, to }: Told,
    of: { case_id: string; step: string; actor: string } = outside(about),
  ): void {
    this.entries.push({
      ...of,
      text,
      template,
      ...(pack_id === undefined ? {} : { pack_id }),
      ...(copy ? { copy } : {}),
    })
    const named = about ?? of.case_id
    for (const recipient of to ?? this.#self()) {
      const data = { ...recipient, template, text, ...(named === '' ? {} : { case_id: named }) }
      this.sends.push({ type: 'notice.requested', data, case_id: named })
    }
  }

  #self() {
    const { person } = this.file
    return person ? [{ psn_no: person.psn_no, ...(person.private.tel ? { tel: person.private.tel } : {}) }] : []
  }

  /** Who did what a timeline tells: somebody on the person's behalf, where the person would have. */
  actor(of: Actor | 'system'): Actor | 'system' {
    return of === 'citizen' && this.acting ? this.acting.as : of
  }

  /** Whether the case was asked over this very file and had nothing to say: being pure, it has nothing to say again. */
  isQuiet(caseId: string): boolean {
    return this.#quiet.get(caseId) === this.file
  }

  /** The case was asked over this file, and nothing came of it. */
  setQuiet(caseId: string): void {
    this.#quiet.set(caseId, this.file)
  }

  /** What grows as the draft does. */
  get #lists(): unknown[][] {
    return [this.move, this.claims, this.entries, this.grounded, this.sends, this.signals, this.receipts]
  }

  /** Where the draft stands now, to come back to. */
  mark(): Mark {
    const lengths = this.#lists.map(({ length }) => length)
    return { file: this.file, changes: new Map(this.#changes), lengths }
  }

  /** Forgets everything since the mark. */
  backTo(mark: Mark): void {
    this.file = mark.file
    this.#changes = mark.changes
    for (const [index, list] of this.#lists.entries()) list.length = mark.lengths[index] as number
  }

  /** Whether the commit takes up no more of these; what is then left undone waits for another. */
  isFullFor(what: keyof typeof full): boolean {
    // What is refused is set aside as well, its identity given back, and its sender told.
    if (this.#scratch || this.#changes.size + 3 * this.refusals.length < full[what]) return false
    this.again = true
    return true
  }

  /** Changes since the file was read, the last of each row. */
  get changes(): Change[] {
    return [...this.#changes.values()]
  }
}
