// Counts are kept by the hour: short enough to make anybody's days out of them.
export const hourMs = 3_600_000
