// Hands the proof desk from app/ to the dialog.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { ProofDesk, ProofRequest } from './proof-desk.ts'

const ProofDeskContext = createContext<ProofDesk | undefined>(undefined)

export const ProofDeskProvider = ProofDeskContext.Provider

export function useProofDesk(): { request: ProofRequest | undefined; settle: ProofDesk['settle'] } {
  const desk = useContext(ProofDeskContext)
  if (!desk) throw new Error('useProofDesk needs a ProofDeskProvider above it')
  return { request: useSyncExternalStore(desk.subscribe, desk.current), settle: desk.settle }
}
