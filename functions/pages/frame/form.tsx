/** Forms: a label for each field, how it is written beside it, and what is wrong with it where that is. */
import { randomUUID } from 'node:crypto'
import type { PropsWithChildren } from 'hono/jsx'
import type { Field, Written } from './fields.ts'
import { type Again, keyField } from './posted.ts'

interface FormProps {
  readonly action: string
  readonly id?: string
  /** What it asked for before, if that was not done. */
  readonly again?: Again | undefined
  readonly label?: string
  readonly class?: string
}

/**
 * A form. Works without script; with it, what was typed stays where the answer does not come, and 「重试」 sends the same once
 * more, under the same key.
 */
export function Form({ action, id, again, label, class: name, children }: PropsWithChildren<FormProps>) {
  return (
    <form method="post" action={action} id={id} class={name} aria-label={label} data-form novalidate>
      <input type="hidden" name={keyField} value={again?.key ?? randomUUID()} />
      {children}
      {again?.key === undefined ? null : (
        <p class="again">
          <button type="submit">重试</button>
        </p>
      )}
    </form>
  )
}

interface FieldProps {
  readonly field: Field
  readonly written?: Written | undefined
  readonly again?: Again | undefined
  /** Makes its id another than that of the same field in another form of the page. */
  readonly scope?: string
}

/** Ids of the frame itself (shell.tsx): a field of that name bears another. */
const taken: ReadonlySet<string> = new Set(['main', 'title', 'status', 'faults', 'search'])

const idOf = (scope: string, name: string) => {
  const id = `${scope}${name.replaceAll('.', '-')}`
  return taken.has(id) ? `field-${id}` : id
}

const faultOf = (again: Again | undefined, name: string) =>
  again?.faults.find(({ field }) => field === name || field.startsWith(`${name}.`))?.message

/** Fields of a form, one below the other. */
export function Fields({ fields, ...rest }: Omit<FieldProps, 'field'> & { fields: readonly Field[] }) {
  return (
    <>
      {fields.map((field) => (
        <FieldRow field={field} {...rest} />
      ))}
    </>
  )
}

/** A field: label, control, how it is written, what is wrong. */
function FieldRow({ field, written = {}, again, scope = '' }: FieldProps) {
  const { name, label, hint, kind } = field
  const id = idOf(scope, name)
  if (kind === 'group')
    return (
      <Together id={id} label={label} fault={again?.faults.find(({ field }) => field === name)?.message}>
        <Fields fields={field.parts ?? []} written={written} again={again} scope={scope} />
      </Together>
    )
  const fault = faultOf(again, name)
  if (kind === 'ticks' || kind === 'radios') {
    return (
      <Together id={id} label={label} fault={fault}>
        <InSight field={field} value={(again ?? { written }).written[name] ?? ''} />
      </Together>
    )
  }
  const told = [hint || kind === 'lines' ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ')
  const control = {
    id,
    name,
    'aria-describedby': told || undefined,
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-required': field.required ? ('true' as const) : undefined,
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Control field={field} value={again?.written[name] ?? written[name] ?? ''} control={control} />
      {hint || kind === 'lines' ? (
        <p class="hint" id={`${id}-hint`}>
          {hint ?? '每行写一条'}
        </p>
      ) : null}
      {fault ? (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
    </div>
  )
}

/** Fields that belong together, and what is wrong with them as a whole. */
function Together({
  id,
  label,
  fault,
  children,
}: PropsWithChildren<{ id: string; label: string; fault?: string | undefined }>) {
  return (
    <fieldset aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      {fault ? (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
      {children}
    </fieldset>
  )
}

/** Codes that are all in sight. */
const InSight = (props: { field: Field; value: string }) =>
  props.field.kind === 'ticks' ? <Ticks {...props} /> : <Radios {...props} />

/** One box for each code; those in the lines of `value` are ticked. */
function Ticks({ field: { name, options = [] }, value }: { field: Field; value: string }) {
  const ticked = new Set(value.split(/\s+/))
  return (
    <>
      {options.map(([code, text]) => (
        <label class="tick">
          <input type="checkbox" name={name} value={code} checked={ticked.has(code)} />
          {text}
        </label>
      ))}
    </>
  )
}

/** One button for each code, of which one is chosen. */
export function Radios({
  field: { name, options = [] },
  value,
}: {
  field: Pick<Field, 'name' | 'options'>
  value: string
}) {
  return (
    <>
      {options.map(([code, text]) => (
        <label class="tick">
          <input type="radio" name={name} value={code} checked={code === value} />
          {text}
        </label>
      ))}
    </>
  )
}

const yesNo = [
  ['true', '是'],
  ['false', '否'],
] as const

function Control({ field, value, control }: { field: Field; value: string; control: Record<string, unknown> }) {
  const { kind } = field
  if (kind === 'choice' || kind === 'yes-no')
    return (
      <select {...control}>
        <option value="">请选择</option>
        {(kind === 'yes-no' ? yesNo : (field.options ?? [])).map(([code, name]) => (
          <option value={code} selected={code === value}>
            {name}
          </option>
        ))}
      </select>
    )
  if (kind === 'lines' || kind === 'long')
    return (
      <textarea {...control} rows={3}>
        {value}
      </textarea>
    )
  return (
    <input
      {...control}
      type="text"
      inputmode={kind === 'whole' ? 'numeric' : undefined}
      value={value}
      autocomplete="off"
    />
  )
}

/** A button that asks once more, in a dialog of its own, before the form is sent. Without script the page asks by itself. */
export function Dialog({
  id,
  title,
  open,
  children,
}: PropsWithChildren<{ id: string; title: string; open?: boolean }>) {
  return (
    <dialog id={id} aria-labelledby={`${id}-title`} open={open} data-modal={open ? '' : undefined}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </dialog>
  )
}
