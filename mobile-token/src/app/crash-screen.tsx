// Shown in place of a screen that threw: the keys are safe, reloading helps.
import { Component, type ReactNode } from 'react'
import { FatalScreen } from './fatal-screen.tsx'

export class CrashScreen extends Component<{ children: ReactNode }, { hasCrashed: boolean }> {
  override state = { hasCrashed: false }

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true }
  }

  override render(): ReactNode {
    return this.state.hasCrashed ? <FatalScreen reason="crash" /> : this.props.children
  }
}
