// Builds the desktop program's main process into dist-shell/main.js: one ES module, `electron` and Node left outside.
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  // Nothing is left to be found in node_modules: the package carries none.
  ssr: { target: 'node', noExternal: true, external: ['electron'] },
  build: {
    ssr: 'src/main/main.ts',
    outDir: 'dist-shell',
    target: 'node24',
    minify: true,
    rolldownOptions: { output: { entryFileNames: 'main.js', chunkFileNames: '[name].js' } },
  },
})
