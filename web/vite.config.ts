import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import mantinePreset from 'postcss-preset-mantine';
import { defineConfig } from 'vite';
import { oneFilePerComponent } from './build/one-file-per-component.ts';
import { preloadFont } from './build/preload-font.ts';
import { precompress } from './build/precompress.ts';
import { computedWireContract } from './build/wire-contract.ts';

const web = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root: web,
  plugins: [
    computedWireContract(root),
    react(),
    oneFilePerComponent(root),
    preloadFont(/inter-latin-wght-normal.*\.woff2$/),
    precompress(`${web}dist/assets`),
  ],
  // The server puts a fresh nonce in its place.
  html: { cspNonce: '__NONCE__' },
  css: { postcss: { plugins: [mantinePreset()] } },
  build: {
    outDir: `${web}dist`,
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:7400',
      '/variants': 'http://127.0.0.1:7400',
      '/brands': 'http://127.0.0.1:7400',
    },
  },
});
