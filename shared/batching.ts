/** Calls that several ask for at once and a service takes together. */

/** Who waits for an answer. */
interface Waiting<Asked, Answer> {
  readonly asked: Asked
  done(answer: Answer): void
  failed(error: unknown): void
}

/**
 * What is asked in one turn of the event loop, and what is asked while a call is under way, goes together with the next
 * call: who is alone is served at once, a crowd by few calls. A call always begins after it was asked for, so that what
 * it reads is never older than the question.
 */
export class Batching<Asked, Answer> {
  readonly #call: (asked: readonly Asked[]) => Promise<readonly Answer[]>
  readonly #most: (waiting: readonly Asked[]) => number
  readonly #abreast: number
  #waiting: Waiting<Asked, Answer>[] = []
  #underWay = 0

  /**
   * `call` answers each, in order; if it throws, all of them fail. `most`: so many of the first go in one call. `abreast`:
   * so many calls are under way at a time if more waits than goes in one.
   */
  constructor(
    call: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
    most: (waiting: readonly Asked[]) => number = (waiting) => waiting.length,
    abreast = 1,
  ) {
    this.#call = call
    this.#most = most
    this.#abreast = abreast
  }

  /** The answer; rejects with what the call threw. */
  ask(asked: Asked): Promise<Answer> {
    return new Promise((done, failed) => {
      this.#waiting.push({ asked, done, failed })
      if (this.#underWay > 0 && !(this.#underWay < this.#abreast && this.#isCrowd())) return
      this.#underWay++
      setImmediate(() => void this.#drain())
    })
  }

  async #drain(): Promise<void> {
    // The last who is at it takes all; who is there for a crowd leaves what is less than one to the others.
    while (this.#underWay === 1 ? this.#waiting.length > 0 : this.#isCrowd()) {
      const some = this.#waiting.splice(0, this.#most(this.#waiting.map(({ asked }) => asked)))
      try {
        const answers = await this.#call(some.map(({ asked }) => asked))
        for (const [index, one] of some.entries()) one.done(answers[index] as Answer)
      } catch (error) {
        for (const one of some) one.failed(error)
      }
    }
    this.#underWay--
  }

  /** More waits than goes in one call. */
  #isCrowd(): boolean {
    return this.#waiting.length > this.#most(this.#waiting.map(({ asked }) => asked))
  }
}

/** What several need and is read once. What failed to load is loaded anew by the next who asks. */
export class ReadOnce {
  readonly #loading = new Map<string, Promise<unknown>>()
  readonly #read = new Map<string, unknown>()

  /** Loads it, unless somebody has. */
  load<T>(key: string, load: () => Promise<T>): Promise<T> {
    const loading = (this.#loading.get(key) as Promise<T> | undefined) ?? load()
    this.#loading.set(key, loading)
    loading.then(
      (value) => this.#read.set(key, value),
      () => this.#loading.delete(key),
    )
    return loading
  }

  /** What is loaded by now: whoever finds it here need not wait. */
  known<T>(key: string): { value: T } | undefined {
    return this.#read.has(key) ? { value: this.#read.get(key) as T } : undefined
  }
}
