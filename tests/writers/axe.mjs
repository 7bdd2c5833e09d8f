// Wherefore: visual causal graph exploration
// SPDX-License-Identifier: GPL-3.0-or-later
//
// axe-core on HTML reports in headless Chromium, in light and in dark, wide and narrow. See build-aux/check-html.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';

const require = createRequire(process.env.WHEREFORE_NODE_MODULES + '/');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
let faults = 0, rules = 0;

for (const path of process.argv.slice(2))
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1000, 360]) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      const requests = [];

      page.on('request', request => requests.push(request.url()));
      await page.goto(pathToFileURL(path).href);
      await page.evaluate(axe);
      const result = await page.evaluate(() => window.axe.run());
      rules += result.passes.length;
      for (const fault of result.violations) {
        faults++;
        console.log(`${path} (${colorScheme}, ${width} px): ${fault.id}: ${fault.help}`);
        for (const node of fault.nodes.slice(0, 3))
          console.log(`  ${node.html.slice(0, 160)}\n  ${node.failureSummary.split('\n').slice(1).join('; ').trim()}`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) {
        faults++;
        console.log(`${path} (${colorScheme}, ${width} px): the page is ${wide} px too wide`);
      }
      if (requests.length !== 1) {
        faults++;
        console.log(`${path}: it fetches ${requests.slice(1).join(', ')}`);
      }
      await page.close();
    }
await browser.close();
console.log(`${faults} faults; ${rules} rules passed`);
process.exit(faults > 0 || rules === 0 ? 1 : 0);
