// pages.mjs URL FILE-OF-IDS: opens the page of each article in Chromium, with the server's policy on, and counts
// what must not be: scripts that are not ours, dialogs, requests elsewhere, navigations, and violations of the
// policy (it must never have to step in). Looks from outside: nothing is evaluated in the page.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
const { chromium } = createRequire(path.join(process.env.NODE_MODULES, 'x.js'))('playwright-core');
const [base, file] = process.argv.slice(2);
const ids = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const count = { opened: 0, fired: 0, requests: 0, navigations: 0, violations: 0 };
const told = [];
let ready = 0;
async function worker(list) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Debugger.enable');
  let here = '';
  const tell = (what, more) => { count[what]++; if (told.length < 10) told.push(`${what} ${here} ${String(more).slice(0, 160)}`); };
  cdp.on('Debugger.scriptParsed', s => { if (!s.url.startsWith(base + '/static/') && !s.url.startsWith('chrome') && !s.url.startsWith('pptr:') && !/playwright|__pw/.test(s.url) && s.executionContextAuxData?.isDefault !== false) tell('fired', s.url || 'a script without address'); });
  page.on('dialog', d => { tell('fired', d.message()); d.dismiss(); });
  page.on('request', r => { if (!r.url().startsWith(base + '/') && !r.url().startsWith('data:')) tell('requests', r.url()); });
  page.on('framenavigated', f => { if (f.url() !== here && f.url() !== 'about:blank') tell('navigations', f.url()); });
  page.on('console', m => { if (/Content Security Policy|Trusted/.test(m.text())) tell('violations', m.text()); });
  context.on('page', p => { if (p !== page) tell('navigations', 'a window'); });
  // First a page that does all of it: who does not see that is blind.
  here = 'data:text/html,<script>console.log("Content Security Policy")</script><img src="http://127.0.0.1:9/x">';
  await page.goto(here, { waitUntil: 'load' });
  if (!count.fired || !count.requests || !count.violations) { console.log('blind: the control was not seen'); process.exit(2); }
  ready++;
  while (ready < 2) await new Promise(r => setTimeout(r, 20));
  for (const k of ['fired', 'requests', 'navigations', 'violations']) count[k] = 0;
  told.length = 0;
  for (const id of list) {
    here = `${base}/article/${id}`;
    const answer = await page.goto(here, { waitUntil: 'load', timeout: 30000 });
    if (answer?.status() === 200 && /default-src 'none'/.test(answer.headers()['content-security-policy'] || '')) count.opened++;
  }
}
await Promise.all([0, 1].map(k => worker(ids.filter((_, i) => i % 2 === k))));
await browser.close();
for (const t of told) console.log(t);
console.log(`${count.opened} of ${ids.length} pages opened: ${count.fired} scripts, ${count.requests} requests elsewhere, ${count.navigations} navigations, ${count.violations} violations`);
process.exit(count.opened === ids.length && !count.fired && !count.requests && !count.navigations && !count.violations ? 0 : 1);
