/**
 * Comma-separated text (RFC 4180) as it arrives, piece by piece: quotes, doubled quotes, line breaks within quotes, a mark
 * of the byte order. Forty lines of a fixed format: a library would be one more thing that reads everybody's data.
 */

/** A record, and the line on which it begins. */
export interface CsvRecord {
  readonly line: number
  readonly fields: string[]
}

/** Reads text in pieces; a record is given out when the line break behind it has come. */
export class CsvReader {
  #line = 1
  #begun = 1
  #fields: string[] = []
  #field = ''
  /** Within quotes; a quote has just come in there, which may be the first of two. */
  #quoted = false
  #quote = false

  /** The records that this piece completes. */
  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = []
    for (const letter of text) {
      if (letter === '\n') this.#line += 1
      const done = this.#quoted ? this.#within(letter) : this.#between(letter)
      if (done) records.push(...this.#end())
    }
    return records
  }

  /** What is left when the text is over; a quote that was never closed ends with it. */
  end(): CsvRecord[] {
    if (this.#field === '' && this.#fields.length === 0) return []
    this.#line += 1
    return this.#end()
  }

  #within(letter: string): boolean {
    if (!this.#quote) {
      if (letter === '"') this.#quote = true
      else this.#field += letter
      return false
    }
    this.#quote = false
    if (letter === '"') {
      this.#field += letter
      return false
    }
    this.#quoted = false
    return this.#between(letter)
  }

  #between(letter: string): boolean {
    if (letter === '\n') return true
    if (letter === '"' && this.#field === '') this.#quoted = true
    else if (letter === ',') this.#next()
    else if (letter !== '\r' && letter !== '\ufeff') this.#field += letter
    return false
  }

  #next(): void {
    this.#fields.push(this.#field)
    this.#field = ''
  }

  #end(): CsvRecord[] {
    this.#next()
    const record = { line: this.#begun, fields: this.#fields }
    this.#begun = this.#line
    this.#fields = []
    this.#quoted = false
    this.#quote = false
    return record.fields.length === 1 && record.fields[0] === '' ? [] : [record]
  }
}
