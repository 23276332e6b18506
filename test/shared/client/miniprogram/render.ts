/** What a page shows: its markup with the bindings filled in, components opened up, and who listens to what. */
import { jsonOf, type PageJson, treeOf } from './project.ts'
import { boundValue, type Element, handlersOf, type Markup, type Scope } from './wxml.ts'

/** Whoever has data and methods: a page, or a component on it. */
export interface Owner {
  data: Scope
  call(handler: string, event: SentEvent): unknown
}

/** An event as handlers get it. */
export interface SentEvent {
  type: string
  detail: unknown
  target: { dataset: Scope }
  currentTarget: { dataset: Scope }
}

/** An element as it is shown. */
export interface Shown {
  tag: string
  attributes: Record<string, unknown>
  children: (Shown | string)[]
  /** By event: who listens, and by which handler. */
  listens: Record<string, () => unknown>
  send(event: string, detail?: unknown): unknown
}

/** Makes what a component tag stands for: its markup's path, and its instance. */
export type Components = (
  path: string,
  properties: Scope,
  trigger: (event: string, detail: unknown) => unknown,
) => Owner

interface Place {
  owner: Owner
  scope: Scope
  /** Components that this markup may use, by tag. */
  uses: Record<string, string>
  components: Components
  slot: () => (Shown | string)[]
}

/** Renders a page, or anything with markup of its own. */
export function render(path: string, owner: Owner, components: Components, slot: Place['slot'] = () => []) {
  const { usingComponents: uses = {} } = jsonOf<PageJson>(`${path}.json`)
  return childrenOf(treeOf(path), { owner, scope: owner.data, uses, components, slot })
}

/** The children that are shown: of `wx:if`, `wx:elif`, `wx:else` in a row the first that fits. */
function childrenOf({ children }: Element, place: Place): (Shown | string)[] {
  let settled = false
  return children.flatMap((child) => {
    if (typeof child === 'string') return [String(boundValue(child, place.scope) ?? '')]
    const { 'wx:if': first, 'wx:elif': other, 'wx:else': rest, 'wx:for': list } = child.attributes
    if (list !== undefined) return repeated(child, list, place)
    if (first !== undefined) settled = false
    const isBranch = first ?? other ?? rest
    if (isBranch === undefined) return shown(child, place)
    if (settled || !(rest !== undefined || boundValue(first ?? other ?? '', place.scope))) return []
    settled = true
    return shown(child, place)
  })
}

function repeated(element: Element, list: string, place: Place): (Shown | string)[] {
  const { 'wx:for': _, 'wx:for-item': name = 'item', ...attributes } = element.attributes
  const items = boundValue(list, place.scope)
  if (!Array.isArray(items)) return []
  return items.flatMap((item, index) =>
    childrenOf(
      { tag: '', attributes: {}, children: [{ ...element, attributes }] },
      { ...place, scope: { ...place.scope, [name]: item, index } },
    ),
  )
}

function shown(element: Element, place: Place): (Shown | string)[] {
  const { tag } = element
  if (tag === 'block') return childrenOf(element, place)
  if (tag === 'slot') return place.slot()
  const attributes: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(element.attributes)) {
    if (!/^(?:wx:|bind|catch)/.test(name)) attributes[name] = boundValue(text, place.scope)
  }
  const listens = listenersOf(element, attributes, place)
  const send = (event: string, detail?: unknown) => listens[event]?.(detail)
  const path = place.uses[tag]?.slice(1)
  if (path === undefined) return [{ tag, attributes, listens, send, children: childrenOf(element, place) }]
  const owner = place.components(path, attributes, send)
  const children = render(path, owner, place.components, () => childrenOf(element, place))
  return [{ tag, attributes, listens: {}, send, children }]
}

function listenersOf(element: Element, attributes: Record<string, unknown>, { owner }: Place) {
  const dataset = Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (name.startsWith('data-') ? [[name.slice(5), value]] : [])),
  )
  return Object.fromEntries(
    handlersOf(element).map(([type, handler]) => [
      type,
      (detail: unknown = {}) => owner.call(handler, { type, detail, target: { dataset }, currentTarget: { dataset } }),
    ]),
  ) as Record<string, (detail?: unknown) => unknown>
}

/** All that is shown, in reading order. */
export const allShown = (shown: readonly (Shown | string)[]): Shown[] =>
  shown.flatMap((one) => (typeof one === 'string' ? [] : [one, ...allShown(one.children)]))

/** What one reads. */
export const wordsOf = (shown: readonly (Shown | string)[]): string =>
  shown.map((one) => (typeof one === 'string' ? one : wordsOf(one.children))).join('')

/** What one reads, a line each block; inputs by what is written in them. */
export const linesOf = (shown: readonly (Shown | string)[]): string[] =>
  shown
    .flatMap((one) => {
      if (typeof one === 'string') return [one]
      if (one.tag === 'input') return [String(one.attributes.value ?? '')]
      const isLeaf = one.children.every((child) => typeof child === 'string' || child.tag === 'text')
      return isLeaf ? [wordsOf(one.children)] : linesOf(one.children)
    })
    .filter(Boolean)

/** Markup, for those who look at it. */
export type { Markup }
