// The logo, beside the name that says the same: silent to a screen reader. Wide ones are as wide as they need to be, to a point.
import { useBrand } from './brand-context.ts'
import styles from './brand-logo.module.css'

export function BrandLogo() {
  const { logo } = useBrand()
  return <img src={logo} alt="" className={styles.logo} />
}
