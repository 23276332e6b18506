/** The three sites: who may come in, where its pages lead, what it says after something was done. */
import type { Role, Subject } from '../../calls/access.ts'
import type { Asset } from './assets.ts'

/** A link of the main navigation. */
export interface Link {
  readonly href: string
  readonly text: string
}

/** A site. */
export interface Site {
  /** The first part of its addresses. */
  readonly name: 'desk' | 'my' | 'ops'
  readonly title: string
  readonly roles: readonly Role[]
  /** 「主导航」; of a stranger those that everybody has. */
  links(subject: Subject | undefined): readonly Link[]
  /** What the `status` says once a form has led to another page, by the word that its address bears. */
  readonly said: Readonly<Record<string, string>>
  /** Where one searches, if anywhere: answers `POST` of a field `q`. */
  readonly search?: { readonly action: string; readonly label: string; isFor(subject: Subject): boolean }
  readonly script: Asset
  readonly style: Asset
}
