/** WXML as a tree: what stands in the pages of the mini-program, and what of it is not well formed. */

/** An element. */
export interface Element {
  tag: string
  attributes: Record<string, string>
  children: Markup[]
}

/** An element, or text with its bindings. */
export type Markup = Element | string

const token = /<!--[\s\S]*?-->|<(\/?)([a-z][\w-]*)((?:\s+[\w:.-]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/gy
const attribute = /([\w:.-]+)(?:="([^"]*)")?/g

/** Reads a file. Throws at the first thing that is not well formed, naming the line. */
export function parseWxml(text: string): Element {
  const root: Element = { tag: '', attributes: {}, children: [] }
  const open = [root]
  let end = 0
  const wrong = (what: string): never => {
    throw new Error(`line ${text.slice(0, end).split('\n').length}: ${what}`)
  }
  for (const match of text.matchAll(token)) {
    const [all, closing, tag = '', attributes = '', selfClosing] = match
    end = match.index + all.length
    const parent = open.at(-1)!
    if (closing) {
      if (open.pop()?.tag !== tag) wrong(`</${tag}> closes <${parent.tag}>`)
    } else if (tag) {
      const element: Element = { tag, attributes: attributesOf(attributes, wrong), children: [] }
      parent.children.push(element)
      if (!selfClosing) open.push(element)
    } else if (!all.startsWith('<!--') && all.trim() !== '') {
      parent.children.push(all.trim())
    }
  }
  if (end !== text.length) wrong(`not WXML: ${text.slice(end, end + 40)}`)
  if (open.length > 1) wrong(`<${open.at(-1)!.tag}> is not closed`)
  return root
}

function attributesOf(text: string, wrong: (what: string) => never): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = '{{true}}'] of text.matchAll(attribute)) {
    if (name in attributes) wrong(`${name} stands twice`)
    attributes[name] = value
  }
  return attributes
}

/** All elements below one, itself too. */
export const elementsIn = (element: Element): Element[] => [
  element,
  ...element.children.flatMap((child) => (typeof child === 'string' ? [] : elementsIn(child))),
]

/** Expressions in a text: what stands between its braces. */
export const expressionsIn = (text: string): string[] =>
  [...text.matchAll(/\{\{([\s\S]*?)\}\}/g)].map(([, expression = '']) => expression)

/** Names that an expression reads: not members of others, not words of the language, nothing in quotes. */
export const namesIn = (expression: string): string[] =>
  [...expression.replace(/'[^']*'/g, "''").matchAll(/(?<![\w.$])[a-zA-Z_$][\w$]*/g)]
    .map(([name]) => name)
    .filter((name) => !['true', 'false', 'null', 'undefined'].includes(name))

/** Events that an element listens to, each with the name of its handler. */
export const handlersOf = ({ attributes }: Element): [event: string, handler: string][] =>
  Object.entries(attributes).flatMap(([name, handler]) => {
    const [, event] = /^(?:bind|catch):?([a-z]+)$/.exec(name) ?? []
    return event ? [[event, handler]] : []
  })

/** The value of an attribute or text: of one expression alone whatever it comes to, else a text. */
export function boundValue(text: string, scope: Scope): unknown {
  const [only] = /^\{\{([\s\S]*)\}\}$/.exec(text) && expressionsIn(text).length === 1 ? expressionsIn(text) : []
  if (only !== undefined) return evaluate(only, scope)
  return text.replace(/\{\{([\s\S]*?)\}\}/g, (_, expression: string) => String(evaluate(expression, scope) ?? ''))
}

/** What an expression may read. */
export type Scope = Record<string, unknown>

/** As WXML does: a name that is not there, or a member of nothing, is undefined. */
function evaluate(expression: string, scope: Scope): unknown {
  const names = new Proxy(scope, { has: (_, name) => typeof name === 'string' })
  try {
    return new Function('names', `with (names) { return (${expression}) }`)(names)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
