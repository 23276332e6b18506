/** A question of a form: what is asked, the control in the slot, what is wrong with the answer. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    label: String,
    hint: String,
    fault: String,
    /** May be left empty. */
    optional: Boolean,
  },
})
