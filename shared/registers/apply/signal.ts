/** What a file does with news from another person's file. */
import type { Keys } from '../../identity/index.ts'
import { FromNewerRelease } from '../../newer-release.ts'
import type { ApplyResult } from '../applying.ts'
import { lookAgain } from '../care/receipts.ts'
import { countAnswer } from '../desk/problems.ts'
import type { PersonFile } from '../file.ts'
import type { At } from '../look.ts'
import { expectFile, mergeBySignal } from '../merged/merge.ts'
import { takePackCopy } from '../packs/copy.ts'
import type { Signal } from '../signals.ts'
import { tie } from './birth.ts'
import { cedeNumber, takeFreeNumber } from './identity.ts'
import { becomeAlias } from './reissue.ts'

/** Applies the news; pure. Throws {@link FromNewerRelease} if it is of a kind that this release does not know. */
export function applySignal(keys: Keys, file: PersonFile, signal: Signal, at: At): ApplyResult {
  switch (signal.kind) {
    case 'guardian-of':
    case 'linked':
      return tie(file, signal)
    case 'same-child':
      return becomeAlias(file, signal.as, at)
    case 'merge-into':
      return mergeBySignal(file, signal, at)
    case 'take-over':
      return expectFile(file, signal, at)
    case 'number-free':
      return takeFreeNumber(keys, file, signal.cert, at)
    case 'number-ceded':
      return cedeNumber(file, signal, at)
    case 'pack-copy':
      return takePackCopy(file, signal, at)
    case 'receipt':
      return lookAgain(file, signal.receipt, at)
    case 'answered':
      return countAnswer(file, signal, at)
  }
  throw new FromNewerRelease(`signal of an unknown kind: ${(signal as { kind: string }).kind}`)
}
