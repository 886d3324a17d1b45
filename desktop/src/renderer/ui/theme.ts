// Colours, type and measures of the console. Every text colour here meets WCAG AA on its ground, in both schemes.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

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

export const theme = createTheme({
  colors: { teal: deepTeal },
  primaryColor: 'teal',
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

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfaf7',
    '--mantine-color-text': '#20262b',
    '--mantine-color-dimmed': '#545d65',
    '--mantine-color-placeholder': '#616a72',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#0f6f67',
    '--motp-surface': '#ffffff',
    '--motp-line': '#dfdcd4',
    '--motp-line-strong': '#8a8f92',
    '--motp-soft': '#eef6f4',
    '--motp-accent': '#0f6f67',
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
    '--mantine-color-anchor': '#6fcabf',
    '--motp-surface': '#1c2324',
    '--motp-line': '#343d3e',
    '--motp-line-strong': '#7d8a89',
    '--motp-soft': '#1d2c2a',
    '--motp-accent': '#6fcabf',
    '--motp-good': '#7fd49a',
    '--motp-warn': '#f0b45c',
    '--motp-bad': '#ff9c92',
    '--motp-danger': '#b42318',
    '--motp-idle': '#a9b4b3',
  },
})
