// Whether the browser has promised not to clear this site's storage, and with it the keys, when space runs out.

export type Persistence = 'granted' | 'refused' | 'unknown'

export async function readPersistence(): Promise<Persistence> {
  if (!navigator.storage?.persisted) return 'unknown'
  return (await navigator.storage.persisted()) ? 'granted' : 'refused'
}

/** Asks for the promise; browsers decide by use, some ask the user. */
export async function requestPersistence(): Promise<Persistence> {
  if (!navigator.storage?.persist) return 'unknown'
  return (await navigator.storage.persist()) ? 'granted' : 'refused'
}
