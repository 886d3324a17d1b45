// The title of the window: the page, then whose program it is.
import { useBrand } from './brand-context.ts'

export function PageTitle({ children }: { children?: string }) {
  const { name } = useBrand()
  return <title>{children ? `${children} · ${name}` : name}</title>
}
