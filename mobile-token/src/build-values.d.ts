// Values that the build puts in (vite.config.ts).
declare const __APP_VERSION__: string
