import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.ARCHIVE_SERVER ?? 'http://localhost:5080';

export default defineConfig({
  plugins: [react()],
  base: '/',
  build: {
    outDir: 'dist',
    // The content security policy allows no data: font and no inline script; assets stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': server, '/iiif': server } },
  preview: { proxy: { '/api': server, '/iiif': server } },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
    css: false,
    restoreMocks: true,
  },
});
