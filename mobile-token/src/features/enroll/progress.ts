// Progress of a task of estimated length: straight up to nine tenths, then ever slower, never full before the task is done.

const straightPart = 0.9

export function progressAt(elapsedMs: number, estimateMs: number): number {
  const share = elapsedMs / Math.max(1, estimateMs)
  if (share <= straightPart) return share
  return 1 - (1 - straightPart) * Math.exp(-(share - straightPart) / (1 - straightPart) / 4)
}
