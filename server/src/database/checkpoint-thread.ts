// Runs in a thread of its own (checkpointing.ts): on its word, copies what has been committed from SQLite's log into the database.
import { parentPort, workerData } from 'node:worker_threads'
import { openSqliteFile } from './database.ts'

const port = parentPort
if (!port) throw new Error('checkpoint-thread.ts is started by the server, as a thread')

const file = openSqliteFile(workerData as string)
port.on('message', (message: 'checkpoint' | 'stop') => {
  if (message === 'stop') {
    file.close()
    port.close()
    return
  }
  try {
    // PASSIVE: as far as it gets without making anybody wait.
    file.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // The disk is full, or failed: what was not copied stays in the log until the next time, and those who commit are told.
  }
  port.postMessage('done')
})
