// A clock that stands still until a test moves it. Has the shape of the server's Clock port.

export type FakeClock = {
  now: () => number
  set: (milliseconds: number) => void
  advance: (milliseconds: number) => void
}

export function createFakeClock(start = Date.UTC(2026, 0, 5, 9)): FakeClock {
  let current = start
  return {
    now: () => current,
    set: (milliseconds) => {
      current = milliseconds
    },
    advance: (milliseconds) => {
      current += milliseconds
    },
  }
}
