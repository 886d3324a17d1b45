// How much memory a long-running process of the server takes beyond what it uses.
import { setFlagsFromString } from 'node:v8'

/** Of what is in use, in percent, may come together as garbage before it is collected. V8 would let it be four times as much. */
const garbagePercent = 50

/** For a process that keeps rows and seeds in memory; before it does. */
export function keepLittleGarbage(): void {
  setFlagsFromString(`--heap-growing-percent=${garbagePercent}`)
}
