import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.ARCHIVE_SERVER ?? 'http://localhost:5080';

export default defineConfig({
  plugins: [react()],
  base: '/',
  build: {
    outDir: 'dist',
    // Browsers that know light-dark(); for older ones the CSS would be rewritten into something Mantine's colour scheme does not reach.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // The content security policy allows no data: font and no inline script; assets stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        // One file of libraries that stays in the cache over releases, and one of what screens share; what a single screen needs comes with that screen.
        codeSplitting: {
          groups: [{ name: 'libraries', test: /node_modules[\\/](?!openseadragon|@mantine[\\/]dates|dayjs|@tanstack[\\/](react-)?virtual|@dnd-kit|tus-js-client|js-base64|url-parse|combine-errors)/ }, { name: 'shared', test: /[\\/]ui[\\/]src[\\/]/, minShareCount: 2 }],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/iiif': server } },
  preview: { proxy: { '/api': server, '/iiif': server } },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
    css: false,
    restoreMocks: true,
    testTimeout: 30_000,
  },
});
