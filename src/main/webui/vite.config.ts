import { defineConfig } from 'vitest/config';

/** `vite --mode mock` plays an epidemic without a service; plain `vite` forwards to one on port 8080. */
export default defineConfig(async ({ mode }) => ({
  plugins: mode === 'mock' ? [(await import('./mock/plugin.ts')).mockService()] : [],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    proxy:
      mode === 'mock'
        ? {}
        : { '/api': 'http://localhost:8080', '/q': 'http://localhost:8080', '/live': { target: 'ws://localhost:8080', ws: true } },
  },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
}));
