import type { LaunchOptions } from '@playwright/test';

/** The engines of the suite. One Playwright project each. */
export type Engine = 'chromium' | 'firefox' | 'webkit';

/** `E2E_CHROMIUM` and `E2E_FIREFOX` name other executables than the distribution's. */
export const chromiumLaunch: LaunchOptions = {
  executablePath: process.env.E2E_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    // The suite also runs as root and in containers, where Chromium's sandbox can not start.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
  // Playwright switches the back/forward cache off; people have it on.
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
};

export const firefoxLaunch: LaunchOptions = {
  executablePath: process.env.E2E_FIREFOX ?? '/usr/bin/firefox-esr',
};
