// The look of the shell's own pages: the console's colours and measures (ui/theme.ts there), light and dark.
export const shellPageStyle = `
:root { color-scheme: light dark; --ground: #fbfaf7; --text: #20262b; --soft: #545d65; --line: #c9c8c1; --accent: #0f6f67; --on-accent: #fff; --bad: #b42318 }
@media (prefers-color-scheme: dark) { :root { --ground: #14191a; --text: #e7ebea; --soft: #a9b4b3; --line: #465253; --accent: #6fcabf; --on-accent: #10201e; --bad: #ff9c92 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text); font: 17px/1.6 system-ui, "Segoe UI", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif }
main { max-width: 720px; margin: 0 auto; padding: 48px 32px }
section + section { margin-top: 40px; padding-top: 32px; border-top: 1px solid var(--line) }
section:lang(zh) { line-height: 1.7 }
h1 { font-size: 26px; line-height: 1.35; margin: 0 0 8px }
section + section h1 { font-size: 20px }
h2 { font-size: 15px; color: var(--soft); margin: 40px 0 8px }
p { margin: 0 0 16px }
.server, label { color: var(--soft) }
code, pre, input { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding: 16px; border: 1px solid var(--line); border-radius: 8px; font-size: 14px; user-select: text }
.actions { display: flex; flex-wrap: wrap; gap: 12px }
label { display: block }
input { display: block; width: 100%; margin: 4px 0 16px; min-height: 44px; padding: 8px 12px; font-size: 17px; color: var(--text); background: transparent; border: 1px solid var(--soft); border-radius: 8px }
a, button { display: inline-flex; align-items: center; min-height: 44px; padding: 8px 20px; border-radius: 8px; border: 1px solid var(--soft); color: var(--text); background: transparent; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer }
a.main, button { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
.error { color: var(--bad); font-weight: 600 }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
`
