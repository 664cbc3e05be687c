import { defineConfig } from 'playwright/test';
export default defineConfig({ testDir: '.', testMatch: '**/*.spec.ts', workers: 1, timeout: 120000, expect: { timeout: 30000 }, outputDir: '/tmp/s6/inst/results', reporter: [['list']], use: { baseURL: 'http://localhost:5806/', launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] } } });
