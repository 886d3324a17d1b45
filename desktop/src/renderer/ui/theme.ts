// Colours, type and measures of the console. Every text colour here meets WCAG AA on its ground, in both schemes; a company's own accent too.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core'
import { accentPairOf, mixColours } from '@motp/shared/brand/accent'

/** Of what is in order, and the accent until a company has its own. */
const deepTeal: MantineColorsTuple = [
  '#eef8f6',
  '#d8edea',
  '#b1dbd5',
  '#86c8c0',
  '#5fb6ac',
  '#43a79d',
  '#2f978d',
  '#1d857b',
  '#0f6f67',
  '#0a5750',
]

/** `accent`: `#rrggbb`, readable on light grounds; null: the product's own. */
export function themeOf(accent: string | null): MantineThemeOverride {
  return createTheme({
    colors: { teal: deepTeal, accent: accent === null ? deepTeal : shadesOf(accent) },
    primaryColor: 'accent',
    primaryShade: { light: 8, dark: 8 },
    autoContrast: true,
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif',
    fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", "Noto Sans Mono", monospace',
    headings: { fontWeight: '650' },
    components: {
      Button: { defaultProps: { size: 'md' } },
      InputWrapper: { styles: { error: { fontSize: 15 }, description: { fontSize: 14 } } },
      TextInput: { defaultProps: { size: 'md' } },
      PasswordInput: { defaultProps: { size: 'md' } },
    },
  })
}

/** The eighth is the colour itself, as with every colour of the library here. */
function shadesOf(accent: string): MantineColorsTuple {
  const lighter = (share: number) => mixColours(accent, '#ffffff', share)
  return [
    ...([lighter(0.93), lighter(0.84), lighter(0.68), lighter(0.52), lighter(0.38)] as const),
    ...([lighter(0.28), lighter(0.18), lighter(0.09), accent, mixColours(accent, '#000000', 0.22)] as const),
  ]
}

export type Accents = { light: { accent: string; soft: string }; dark: { accent: string; soft: string } }

/** What is coloured by the accent beside the library's own controls: text on a page's grounds, and grounds behind text. */
export function accentsOf(accent: string | null): Accents {
  if (accent === null) return { light: { accent: '#0f6f67', soft: '#eef6f4' }, dark: { accent: '#6fcabf', soft: '#1d2c2a' } }
  const { light, dark } = accentPairOf(accent)
  return {
    light: { accent: light, soft: mixColours(light, '#ffffff', 0.95) },
    dark: { accent: dark, soft: mixColours(dark, '#1c2324', 0.94) },
  }
}

export function cssVariablesOf(accent: string | null): CSSVariablesResolver {
  const { light, dark } = accentsOf(accent)
  return () => ({
    variables: {},
    light: {
      '--mantine-color-body': '#fbfaf7',
      '--mantine-color-text': '#20262b',
      '--mantine-color-dimmed': '#545d65',
      '--mantine-color-placeholder': '#616a72',
      '--mantine-color-error': '#b42318',
      '--mantine-color-anchor': light.accent,
      '--mantine-color-default-border': '#c9c8c1',
      '--motp-surface': '#ffffff',
      '--motp-line': '#dfdcd4',
      '--motp-line-strong': '#8a8f92',
      '--motp-soft': light.soft,
      '--motp-accent': light.accent,
      '--motp-good': '#1a6e33',
      '--motp-warn': '#8a5200',
      '--motp-bad': '#b42318',
      '--motp-danger': '#b42318',
      '--motp-idle': '#545d65',
    },
    dark: {
      '--mantine-color-body': '#14191a',
      '--mantine-color-text': '#e7ebea',
      '--mantine-color-dimmed': '#a9b4b3',
      '--mantine-color-placeholder': '#9aa6a5',
      '--mantine-color-error': '#ff9c92',
      '--mantine-color-anchor': dark.accent,
      '--mantine-color-default': '#263031',
      '--mantine-color-default-hover': '#2e3a3b',
      '--mantine-color-default-border': '#465253',
      '--motp-surface': '#1c2324',
      '--motp-line': '#343d3e',
      '--motp-line-strong': '#7d8a89',
      '--motp-soft': dark.soft,
      '--motp-accent': dark.accent,
      '--motp-good': '#7fd49a',
      '--motp-warn': '#f0b45c',
      '--motp-bad': '#ff9c92',
      '--motp-danger': '#b42318',
      '--motp-idle': '#a9b4b3',
    },
  })
}
