// What the machine itself gives: durable writes and HMACs in a second, one after the other.
import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'

const forMs = 700

export function measureFsyncs(path: string): number {
  const file = openSync(path, 'w')
  const page = randomBytes(4096)
  const perSecond = countPerSecond(() => {
    writeSync(file, page)
    fdatasyncSync(file)
  })
  closeSync(file)
  return perSecond
}

export function measureHmacs(): number {
  const key = createSecretKey(randomBytes(20))
  const counter = Buffer.alloc(8)
  return countPerSecond(() => createHmac('sha1', key).update(counter).digest())
}

function countPerSecond(work: () => void): number {
  const began = performance.now()
  let count = 0
  while (performance.now() - began < forMs) {
    work()
    count += 1
  }
  return (count / (performance.now() - began)) * 1000
}
