// Puts the console together: language, API, server state, routes. The only place that knows all of them.
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { createProofDesk } from '../features/proofs/proof-desk.ts'
import { ProofDeskProvider } from '../features/proofs/proof-desk-context.ts'
import { sessionKey } from '../features/sessions/use-session.ts'
import { createI18n } from '../i18n/create-i18n.ts'
import { languageOf } from '../i18n/use-language.ts'
import { ApiProvider } from '../ui/api-context.ts'
import { readNonce, shareNonce } from '../ui/read-nonce.ts'
import { Branded, readWrittenBrand } from './branded.tsx'
import { createConsoleApi } from './console-api.ts'
import { createQueries } from './create-queries.ts'
import { createConsoleRouter } from './router.tsx'
import { ShellAppearance } from './shell-appearance.tsx'

export function createConsole(): ReactNode {
  const nonce = readNonce()
  shareNonce(nonce)
  const i18n = createI18n()
  const queries = createQueries()
  const proofDesk = createProofDesk()
  const router = createConsoleRouter()
  const api = createConsoleApi({
    language: () => languageOf(i18n),
    askForProofs: proofDesk.ask,
    onSessionLost: () => {
      proofDesk.settle(false)
      queries.setQueryData(sessionKey, null)
    },
  })
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <ApiProvider value={api}>
          <Branded nonce={nonce} written={readWrittenBrand()}>
            <ShellAppearance />
            <ProofDeskProvider value={proofDesk}>
              <RouterProvider router={router} />
            </ProofDeskProvider>
          </Branded>
        </ApiProvider>
      </QueryClientProvider>
    </I18nextProvider>
  )
}
