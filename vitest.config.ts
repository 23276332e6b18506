import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The bundle that a test adds to the house: its tests run there.
    exclude: ['test/sixth/donation/**', '**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are what a bureau's build machine has.
    maxWorkers: 2,
    // Tests that say so wait beside each other.
    maxConcurrency: 24,
  },
})
