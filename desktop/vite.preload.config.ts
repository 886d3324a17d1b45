// Builds the preload into dist-shell/preload.cjs: one CommonJS file, since a sandboxed preload can load nothing else.
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist-shell',
    emptyOutDir: false,
    target: 'chrome150',
    minify: true,
    lib: { entry: 'src/preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
})
