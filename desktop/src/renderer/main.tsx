// Entry of the console page; runs in a browser or in the desktop shell's sandboxed renderer.
// In a layer of its own, so that what the console's own files say goes first, in whatever order the chunks arrive.
import '@mantine/core/styles.layer.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { createConsole } from './app/create-console.tsx'

// zod compiles its parsers by `new Function`, which the CSP forbids: say so before the first parse.
z.config({ jitless: true })

const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode>{createConsole()}</StrictMode>)
