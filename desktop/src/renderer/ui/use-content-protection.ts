// While the caller is on the screen, the desktop program keeps the window out of screenshots and screen sharing.
import { useEffect } from 'react'
import { findShell } from './find-shell.ts'

export function useContentProtection(): void {
  useEffect(() => {
    void findShell()?.protectContent({ isOn: true })
    return () => void findShell()?.protectContent({ isOn: false })
  }, [])
}
