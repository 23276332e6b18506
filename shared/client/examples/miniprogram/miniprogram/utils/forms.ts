/** What a form asks, as the API's schema of it says: which fields must be filled, and which codes one may choose. */
import type { Form } from '@mianshen/client'
import type { Option, Words } from './words'

interface Field {
  enum?: string[]
  items?: ObjectSchema
}
interface ObjectSchema {
  properties?: Record<string, Field>
  required?: string[]
}

/** A form's schema, asked field by field: `relation` of `guardians` is `guardians.relation`. */
export interface Asked {
  isRequired(field: string): boolean
  /** What may be chosen, named by the table of that name. */
  choices(field: string, table: string): Option[]
}

/** Reads a form's schema. */
export function asked({ schema }: Form, words: Words): Asked {
  const top = schema as ObjectSchema
  const fieldOf = (path: string): Field | undefined => {
    const [first = '', second] = path.split('.')
    const field = top.properties?.[first]
    return second === undefined ? field : field?.items?.properties?.[second]
  }
  return {
    isRequired: (field) => (top.required ?? []).indexOf(field) >= 0,
    choices: (field, table) => words.options(table, fieldOf(field)?.enum ?? []),
  }
}
