/** Does the same for many, so many side by side. */
export async function inParts<One, Done>(
  all: readonly One[],
  abreast: number,
  work: (one: One) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = []
  for (let from = 0; from < all.length; from += abreast) {
    done.push(...(await Promise.all(all.slice(from, from + abreast).map(work))))
  }
  return done
}
