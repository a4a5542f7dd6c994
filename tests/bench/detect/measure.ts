/** F1 of “yes” at a threshold. */
export function f1(scores: readonly number[], isYes: readonly boolean[], at: number): number {
  let [hits, wrong, missed] = [0, 0, 0]
  scores.forEach((score, index) => {
    if (score >= at && isYes[index]) hits++
    else if (score >= at) wrong++
    else if (isYes[index]) missed++
  })
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + wrong + missed)
}

/** Average precision of a ranking. */
export function averagePrecision(scores: readonly number[], isYes: readonly boolean[]): number {
  let [hits, sum] = [0, 0]
  scores
    .map((score, index) => ({ score, isYes: isYes[index] ?? false }))
    .sort((a, b) => b.score - a.score)
    .forEach((one, rank) => {
      if (!one.isYes) return
      hits++
      sum += hits / (rank + 1)
    })
  return hits === 0 ? 0 : sum / hits
}

/** Mean of what is found of either side. */
export function balancedAccuracy(scores: readonly number[], isYes: readonly boolean[], at: number): number {
  const share = (wanted: boolean) => {
    const mine = scores.filter((_, index) => isYes[index] === wanted)
    return mine.length === 0 ? 0 : mine.filter((score) => score >= at === wanted).length / mine.length
  }
  return (share(true) + share(false)) / 2
}
