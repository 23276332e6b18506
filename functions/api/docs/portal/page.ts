/** What a page of the portal is. */
import type { Route } from '../../../calls/route.ts'
import type { Block } from './blocks.ts'
import { type Both, both } from './words.ts'

/** Parts of the portal, as its contents list them. */
export const parts = {
  begin: both('开始', 'Begin'),
  roles: both('按身份', 'By role'),
  partners: both('合作方对接', 'For partners'),
  reference: both('参考', 'Reference'),
  terms: both('约定', 'Terms'),
} as const

/** A page: where it is, what it is called, and what stands on it, made of the routes that are served. */
export interface Page {
  /** Its place under `/docs/`; empty for the first. */
  readonly slug: string
  readonly part: keyof typeof parts
  readonly title: Both
  /** What it is for, in a line. */
  readonly about: Both
  blocks(routes: readonly Route[]): readonly Block[]
}

/** The address of a page. */
export const addressOf = ({ slug }: Pick<Page, 'slug'>): string => (slug === '' ? '/docs' : `/docs/${slug}`)
