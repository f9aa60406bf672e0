// The pages in a real browser: reading, searching, an account, comments, keys, without scripts; no
// request leaves this server; nothing serious by axe-core; nothing jumps. Ends "N passed, N failed".
// SHOTS=DIR keeps screenshots (wide and narrow, light and dark).
import { createRequire } from 'node:module';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(process.env.NODE_MODULES + '/x.js');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const program = process.env.OCTAVO_PROGRAM, edition = process.argv[2], shots = process.env.SHOTS;
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'octavo-browser-'));
const env = { ...process.env, HOME: dir, XDG_DATA_HOME: dir + '/data', XDG_CONFIG_HOME: dir + '/config', OCTAVO_NOW: '2026-11-22T18:00:00Z' };
let passed = 0, failed = 0;
const port = await new Promise(done => { const s = net.createServer().listen(0, '127.0.0.1', () => { const p = s.address().port; s.close(() => done(p)); }); });
const base = `http://127.0.0.1:${port}`;

const made = spawnSync(program, ['sample', '--if-new', edition], { env, encoding: 'utf8' });
if (made.status !== 0) { console.log('FAIL the sample edition: ' + made.stderr); console.log('0 passed, 1 failed'); process.exit(1); }
// A second later: what is marked as read is what came before the page was made.
const server = spawn(program, ['serve', '--listen', `127.0.0.1:${port}`, '--poll', 'no'], { env: { ...env, OCTAVO_NOW: '2026-11-22T18:00:01Z' }, stdio: ['ignore', 'ignore', fs.openSync(dir + '/log', 'w')] });
const up = () => new Promise(done => http.get(base + '/healthz', r => { r.resume(); done(r.statusCode === 200); }).on('error', () => done(false)));
for (let i = 0; i < 200 && !(await up()); i++) await new Promise(d => setTimeout(d, 50));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });

const foreign = [], errors = [];
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.on('request', r => { if (!r.url().startsWith(base) && !r.url().startsWith('data:')) foreign.push(r.url()); });
  const page = await context.newPage();
  page.on('pageerror', e => errors.push(String(e)));
  page.on('console', m => { if (m.type() === 'error' && !/40[034]|429/.test(m.text())) errors.push(m.text()); });
  return page;
}
function expect(good, words) { if (!good) throw new Error(words); }
// ONLY=WORDS runs those whose names hold them, and the one that makes the account.
async function test(name, body) {
  if (process.env.ONLY && !name.includes(process.env.ONLY) && !name.startsWith('sign up')) return;
  try { await body(); passed++; console.log('ok ' + name); }
  catch (e) { failed++; console.log('FAIL ' + name + ': ' + String(e.stack || e).split('\n').slice(0, 4).join(' | ')); }
}
async function shot(page, name) { if (shots) { fs.mkdirSync(shots, { recursive: true }); await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true }); } }
async function accessible(page) {
  // page.evaluate goes the debugger's way, which Content-Security-Policy does not stop.
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  return found.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')}`);
}
const titled = async (page, text) => { await page.goto(base + '/search?q=' + encodeURIComponent(text)); await page.click('.item a.to'); };

await test('a time is told by the clock of who reads, too', async () => {
  const page = await open({ timezoneId: 'Asia/Kolkata' });
  await page.goto(base + '/river');
  const time = page.locator('.item time').first(), [at, words] = [await time.getAttribute('datetime'), await time.getAttribute('title')];
  const there = new Date(Date.parse(at) + 5.5 * 3600e3).toISOString().slice(11, 16);
  expect(words.endsWith(`${there} by your clock`), `${at}: ${words}`);
});
await test('the front page shows stories, with their figures', async () => {
  const page = await open();
  await page.goto(base + '/');
  expect(await page.locator('.story').count() >= 8, 'few stories');
  expect(await page.locator('.story.many').count() >= 4, 'few with several reports');
  expect(await page.locator('.story .moved li').count() >= 1, 'no figures that moved');
  expect(await page.locator('.latest .item').count() >= 5, 'nothing just in');
  await page.locator('.reason summary').first().click();
  expect((await page.locator('.reason p').first().textContent()).includes('report'), 'no reason');
  await shot(page, 'stories-wide-light');
  await page.locator('.story a.to').first().click();
  await page.waitForURL(/story/);
  for (const q of ['#summary', '#figures', '#claims', '#quotes', '#timeline']) expect(await page.locator(q).count() === 1, 'no ' + q);
  expect(await page.locator('.series table tbody tr').count() >= 3, 'no table of figures');
  expect(await page.locator('svg.chart').count() >= 1, 'no chart');
  expect(await page.locator('.voices .denies').count() >= 1, 'no denial beside its claim');
  await shot(page, 'story-wide-light');
  await page.locator('.said a').first().click();
  await page.waitForURL(/article.*#s/);
  expect(await page.locator('#story').count() === 1, 'the article does not know its story');
  await page.keyboard.press('r');
  await page.waitForURL(/river/);
  await page.context().close();
});
await test('an open page is told what came', async () => {
  const page = await open();
  // A page that was made when there was one article: the stream tells what it misses.
  await page.route(base + '/', async route => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/data-newest="\d+"/, 'data-newest="1"') });
  });
  const before = await (await page.goto(base + '/'), page.evaluate(() => document.querySelector('.stories').getBoundingClientRect().top));
  const link = page.locator('.news a');
  await link.waitFor();
  expect(/^\d+ new articles · Show$/.test(await link.textContent()), 'what came is not told: ' + await link.textContent());
  expect(before === await page.evaluate(() => document.querySelector('.stories').getBoundingClientRect().top), 'the page moved');
  expect(await page.locator('.news').getAttribute('role') === 'status', 'it is not announced');
  await shot(page, 'news-wide-light');
  await page.unroute(base + '/');
  await link.click();
  await page.waitForLoadState('load');
  expect(await page.locator('.news a').count() === 0, 'told again');
  await page.context().close();
});
await test('by day and publisher', async () => {
  const page = await open();
  await page.goto(base + '/days');
  expect(await page.locator('.day').count() >= 2, 'no days');
  expect((await page.locator('.day h2').allTextContents()).includes('Today'), 'no Today');
  expect(await page.locator('.publisher-group').count() >= 3, 'no publishers');
  await shot(page, 'front-wide-light');
  await page.context().close();
});
await test('read an article: text, hashtags, features, related', async () => {
  const page = await open();
  await titled(page, '"search at sea goes on"');
  expect((await page.locator('article h1').textContent()).includes('14 dead'), 'wrong article');
  for (const q of ['#hashtags', '#ai', '#ask', '#comments', '#related']) expect(await page.locator(q).count() === 1, 'no ' + q);
  const tags = await page.locator('a[rel=tag]').count();
  expect(tags >= 5 && tags <= 8, tags + ' hashtags');
  expect(await page.locator('.related .item').count() >= 2, 'no related articles');
  expect(await page.getByText('No comments yet').count() === 1, 'no empty comments');
  const link = page.locator('.panel .from-text a').first();
  const id = (await link.getAttribute('href')).slice(1);
  await link.click();
  expect(await page.locator('#' + id).evaluate(e => e.matches(':target') && getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)'), 'the sentence does not light up');
  await page.locator('a[rel=tag]').first().click();
  expect(await page.locator('.item').count() >= 1, 'empty hashtag page');
  await page.context().close();
});
await test('ask: an answer from the text, or an honest no', async () => {
  const page = await open();
  await titled(page, '"search at sea goes on"');
  await page.fill('#question', 'How many people died?');
  await page.click('#ask button');
  await page.waitForSelector('[data-answer]:not([hidden]) a');
  expect((await page.locator('[data-answer]').textContent()).includes('14'), 'wrong answer: ' + await page.locator('[data-answer]').textContent());
  await page.fill('#question', 'What is the capital of Mongolia?');
  await page.click('#ask button');
  await page.waitForFunction(() => document.querySelector('[data-answer]').textContent.includes('does not say'));
  await page.context().close();
});
await test('people, organisations and places: from the article to their page and to a sentence', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open({ javaScriptEnabled });
    await titled(page, '"search at sea goes on"');
    const where = page.locator('.findings .at').first();
    const id = (await where.getAttribute('href')).slice(1);
    await where.click();
    expect(await page.locator('#' + id).evaluate(e => e.matches(':target')), 'the name does not lead to its sentence');
    for (const title of ['Who says what', 'Figures']) expect(await page.locator('.panel h3', { hasText: title }).count() === 1, 'no ' + title);
    for (const link of await page.locator('.panel .from-text a').evaluateAll(all => all.map(a => a.getAttribute('href'))))
      expect(await page.locator(link).count() === 1, 'no sentence ' + link);
    const name = await page.locator('.findings .who a').first().textContent();
    await page.locator('.findings .who a').first().click();
    expect((await page.locator('h1').textContent()).trim() === name.trim(), 'another page than of ' + name);
    expect(await page.locator('.item a.to').count() >= 1, 'no articles');
    const said = page.locator('aside .from-text a').first();
    if (await said.count()) {
      const to = await said.getAttribute('href');
      await said.click();
      expect(await page.locator(to.slice(to.indexOf('#'))).evaluate(e => e.matches(':target')), 'the words do not lead to their sentence');
    }
    await page.context().close();
  }
});
await test('ask all articles: an answer leads to its lit sentence; an honest no', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open({ javaScriptEnabled });
    await page.goto(base + '/search');
    const question = 'How many people from Lowfen were on the ferry Aurelia', field = page.locator('input[name=q]');
    expect(await field.count() === 1, 'two fields for one question');
    await field.fill(question);
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.waitForURL(/ask=1/);
    expect(await field.count() === 1 && await field.inputValue() === question, 'the question does not stand in one field');
    await page.goto(base + '/search');
    await field.fill(question + '?');
    await field.press('Enter'); // as it ends so, it is a question
    await page.waitForURL(/q=/);
    const link = page.locator('#answers .from-text a').first();
    expect(await link.count() === 1, 'no answer');
    const to = await link.getAttribute('href');
    await link.click();
    expect(await page.locator(to.slice(to.indexOf('#'))).evaluate(e => e.matches(':target')), 'it does not lead to the sentence');
    await page.goto(base + '/search?ask=' + encodeURIComponent('Who won the chess match in Zanzibar?'));
    expect(await page.getByText('No article here says it').count() === 1, 'no honest no');
    await page.context().close();
  }
});
await test('listen has its button and ends by itself or says why', async () => {
  const page = await open();
  await titled(page, '"search at sea goes on"');
  expect(await page.locator('[data-listen]').isVisible(), 'no button');
  await page.click('[data-listen]');
  await page.waitForTimeout(300);
  const words = await page.locator('[data-listen]').textContent() + await page.locator('[data-listen-note]').textContent();
  expect(/Stop|voice|speak|Listen/.test(words), words);
  await page.context().close();
});
await test('search: words, phrases, exclusion, filters', async () => {
  const page = await open();
  const count = async q => { await page.goto(base + '/search?q=' + encodeURIComponent(q)); return page.locator('.item').count(); };
  const all = await count('flood');
  expect(all >= 4, all + ' for flood');
  expect(await count('flood publisher:courier') < all && await count('flood publisher:courier') > 0, 'publisher:');
  expect(await count('flood -Sarre') < all, '-not');
  expect(await count('"wall of 14,000 sandbags"') === 1, 'phrase');
  expect(await count('flood before:2026-11-19') < all, 'before:');
  for (const odd of ['"(((', 'AND OR', '-', 'tag:']) expect((await page.goto(base + '/search?q=' + encodeURIComponent(odd))).status() === 200, 'odd query ' + odd);
  await shot(page, 'search-wide-light');
  await page.context().close();
});
await test('sign up, star, comment, answer, delete', async () => {
  const page = await open();
  await page.goto(base + '/signup');
  await page.fill('#name', 'anna');
  await page.fill('#password', 'a good password');
  await page.click('main button.primary');
  expect(await page.locator('.nav').last().textContent().then(t => t.includes('anna')), 'not signed in');
  await titled(page, 'sprinklers log sources');
  const here = page.url();
  await page.click('form[data-star] button');
  await page.waitForSelector('form[data-star] button[aria-pressed=true]');
  await page.fill('#say', 'This is **bold** <img src=x onerror=alert(1)>');
  await page.click('.comments button.primary');
  expect(await page.locator('.comment strong').textContent() === 'bold', 'no Markdown');
  expect(await page.locator('.comment img').count() === 0, 'an image came through');
  await page.click('.comment summary');
  await page.fill('.comment textarea', 'An answer');
  await page.click('.comment details button');
  expect(await page.locator('.thread').count() === 1, 'no thread');
  await page.reload();
  expect(await page.locator('.comment').count() === 2, 'comments are gone');
  await page.locator('.comment form[action$="/delete"] button').last().click();
  expect(await page.locator('.comment .text').count() === 1, 'not deleted');
  await page.goto(base + '/starred');
  expect(await page.locator('.item').count() === 1, 'not starred');
  for (const p of ['/settings', '/sources']) {
    await page.goto(base + p);
    await page.evaluate(axe);
    const bad = await accessible(page);
    expect(bad.length === 0, p + ': ' + bad.join('; '));
    await shot(page, p.slice(1) + '-wide-light');
  }
  await page.goto(here);
  await shot(page, 'article-signed-in');
  await page.goto(base + '/settings');
  await page.click('form[action="/logout"] button');
  expect((await page.locator('header').textContent()).includes('Sign in'), 'still signed in');
  await page.context().close();
});
await test('without JavaScript: read, search, ask, sign in, star, comment', async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(base + '/login');
  await page.fill('#name', 'anna');
  await page.fill('#password', 'a good password');
  await page.click('main button.primary');
  await titled(page, 'kelp battery');
  await page.click('form[data-star] button');
  expect((await page.locator('form[data-star] button').textContent()).includes('Starred'), 'no star');
  await page.fill('#say', 'Read without scripts');
  await page.click('.comments button.primary');
  expect((await page.locator('.comment .text').first().textContent()).includes('without scripts'), 'no comment');
  await page.fill('#question', 'Who leads the group?');
  await page.click('#ask button');
  expect((await page.locator('[data-answer]').textContent()).includes('Vogt'), 'no answer: ' + await page.locator('[data-answer]').textContent());
  await page.context().close();
});
await test('keys in a list: s stars, m marks as read, and takes it back', async () => {
  const page = await open();
  await page.goto(base + '/login');
  await page.fill('#name', 'anna');
  await page.fill('#password', 'a good password');
  await page.click('main button.primary');
  await page.goto(base + '/river');
  const second = page.locator('.item').nth(1), said = page.locator('[data-said]');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await second.locator('[data-mark=star][aria-pressed=true]').waitFor();
  expect(await said.textContent() === 'Starred.', 'it is not announced');
  await page.keyboard.press('m');
  await page.waitForSelector('.item.read:nth-child(2)');
  await page.reload();
  expect(await page.locator('.item.read').count() === 1 && (await second.locator('[data-mark=star]').textContent()) === '★', 'it was not kept');
  // From the item that has the focus, however it got it.
  await second.locator('a.to').focus();
  await page.keyboard.press('m');
  await page.waitForFunction(() => !document.querySelector('.item.read'));
  await page.keyboard.press('s');
  await page.waitForFunction(() => document.querySelector('[data-said]').textContent === 'No longer starred.');
  await page.keyboard.press('j');
  const third = await page.locator('.item a.to').nth(2).getAttribute('href');
  expect(await page.evaluate(() => document.activeElement.getAttribute('href')) === third, 'j does not go on from the focus');
  await page.reload();
  expect(await page.locator('.item.read').count() === 0 && (await second.locator('[data-mark=star]').textContent()) === '☆', 'it was not taken back');
  await page.context().close();
});
const enterAs = async page => {
  await page.goto(base + '/login');
  await page.fill('#name', 'anna');
  await page.fill('#password', 'a good password');
  await page.click('main button.primary');
  await page.waitForURL(base + '/');
};
for (const scripts of [true, false]) await test(`all of a list is marked as read, and made unread again${scripts ? ', by keys' : ', without JavaScript'}`, async () => {
  const page = await open({ javaScriptEnabled: scripts });
  await enterAs(page);
  await page.goto(base + '/river');
  const count = async () => Number((await page.locator('.filter .count').first().textContent().catch(() => '0')).match(/\d+/)[0]);
  const before = page.locator('.item').nth(3); // read by itself: it must stay so
  await before.locator('[data-mark=read]').click();
  await before.locator('[data-mark=read][aria-pressed=true]').waitFor();
  await page.reload();
  const unread = await count();
  expect(unread > 20, unread + ' unread');
  if (scripts) await page.keyboard.press('Shift+A'); else await page.locator('form[data-mark-all] button').first().click();
  const said = page.locator('.swept');
  await said.waitFor();
  expect((await said.textContent()).includes(`${unread} articles marked as read.`), await said.textContent());
  expect(await page.locator('.item:not(.read)').count() === 0 && page.url() === base + '/river', 'not all were marked');
  await shot(page, 'marked-all-wide-light');
  await page.reload();
  expect(await said.count() === 0, 'it is told again');
  await page.goto(base + '/'), await page.goto(base + '/river');
  await page.locator('form[action="/read/undo"] button').click();
  await page.locator('.notice.good', { hasText: `${unread} articles are unread again.` }).waitFor();
  expect(await count() === unread, 'other articles are unread: ' + await count());
  expect(await before.evaluate(e => e.classList.contains('read')), 'what was read before is unread');
  expect(await page.locator('form[action="/read/undo"]').count() === 0, 'it is offered twice');
  await page.locator('form[data-mark-all] button').first().click();
  await said.locator('button').click();
  await page.locator('.notice.good', { hasText: 'unread again' }).waitFor();
  expect(await count() === unread, 'the notice does not undo');
  await before.locator('[data-mark=read]').click();
  await before.locator('[data-mark=read][aria-pressed=false]').waitFor();
  await page.context().close();
});
await test('the oldest first: kept from page to page, and by n and p; a setting for all lists', async () => {
  const page = await open();
  await enterAs(page);
  await page.goto(base + '/river');
  const newest = await page.locator('.item a.to').evaluateAll(all => all.map(a => a.pathname));
  await page.getByRole('link', { name: 'Oldest first' }).click();
  await page.waitForURL(/order=oldest/);
  const oldest = await page.locator('.item a.to').evaluateAll(all => all.map(a => a.pathname));
  expect(oldest.length === newest.length && oldest.join() === [...newest].reverse().join(), 'not turned round');
  await page.getByRole('link', { name: 'Only unread' }).click();
  await page.waitForURL(/unread=1/);
  expect(page.url().includes('order=oldest'), 'the filter forgets the order: ' + page.url());
  await shot(page, 'oldest-wide-light');
  await page.goBack();
  await page.locator('.item a.to').first().click();
  await page.waitForURL(/article/);
  for (const [key, i] of [['n', 1], ['n', 2], ['p', 1]]) {
    await page.keyboard.press(key);
    await page.waitForURL(base + oldest[i] + '**');
  }
  await page.locator('nav.around a').first().click();
  await page.waitForURL(/river\?order=oldest/);
  await page.goto(base + '/settings');
  for (const order of ['oldest', 'newest']) {
    await page.selectOption('#order', order);
    await Promise.all([page.waitForNavigation(), page.click('form[action="/settings/theme"] button')]);
    expect(await page.locator('#order').inputValue() === order, 'the setting is not kept');
    await page.goto(base + '/search?q=ferry');
    expect(await page.getByRole('link', { name: order === 'oldest' ? 'Newest first' : 'Oldest first' }).count() === 1, 'the search does not follow ' + order);
    await page.goto(base + '/settings');
  }
  await page.context().close();
});
for (const scripts of [true, false]) await test(`what was read lately${scripts ? '' : ', without JavaScript, too'}`, async () => {
  const page = await open({ javaScriptEnabled: scripts });
  await enterAs(page);
  await page.goto(base + '/river');
  const all = await page.locator('.item a.to').evaluateAll(list => list.map(a => a.pathname));
  await page.goto(base + '/river?lately=1');
  const forget = page.getByRole('button', { name: 'Forget what I read lately' });
  if (await forget.count()) await Promise.all([page.waitForNavigation(), forget.click()]);
  for (const i of [4, 1]) await page.goto(base + all[i]);
  await page.goto(base + '/river');
  await page.getByRole('link', { name: 'Read lately' }).click();
  await page.waitForURL(/lately=1/);
  const read = await page.locator('.item a.to').evaluateAll(list => list.map(a => a.pathname));
  // The clock of this test stands still; the order is that of tests/desk/marks_test.c.
  expect(read.sort().join() === [all[1], all[4]].sort().join(), read.join());
  expect(await page.locator('form[data-mark-all]').count() === 0, 'all of it can be marked as read');
  if (scripts) {
    await shot(page, 'lately-wide-light');
    await page.evaluate(axe);
    const bad = await accessible(page);
    expect(bad.length === 0, bad.join('; '));
  }
  await forget.click();
  await page.getByText('is listed here').waitFor();
  expect(await page.locator('.item').count() === 0, 'not forgotten');
  await page.context().close();
});
for (const scripts of [true, false]) await test(`on a phone, a list stars and marks by touch${scripts ? '' : ', without JavaScript, too'}`, async () => {
  const page = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, javaScriptEnabled: scripts });
  await page.goto(base + '/login');
  await page.fill('#name', 'anna');
  await page.fill('#password', 'a good password');
  await page.click('main button.primary');
  await page.goto(base + '/river');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'too wide');
  const third = page.locator('.item').nth(2), star = third.locator('[data-mark=star]'), read = third.locator('[data-mark=read]');
  const pressed = (button, on) => third.locator(`[data-mark=${button}][aria-pressed=${on}]`).waitFor();
  for (const on of [true, false]) {
    await star.tap();
    await pressed('star', on);
    await read.tap();
    await pressed('read', on);
    expect(page.url() === base + '/river', 'it left the list: ' + page.url());
    expect(await third.evaluate(e => e.classList.contains('read')) === on, 'it does not look so');
    await page.reload();
    await pressed('star', on);
    await pressed('read', on);
  }
  await page.context().close();
});
await test('a comment that was written when the session ended is not lost', async () => {
  const page = await open(), words = 'Half an hour of <thought> & "care"';
  const enter = async tab => {
    await tab.fill('#name', 'anna');
    await tab.fill('#password', 'a good password');
    await tab.click('main button.primary');
  };
  await page.goto(base + '/login');
  await enter(page);
  await titled(page, 'sprinklers log sources');
  const here = page.url();
  await page.fill('#say', words);
  await page.context().clearCookies();
  await page.click('.comments button.primary');
  expect(await page.locator('#say').inputValue() === words, 'what was written is gone');
  await page.evaluate(axe);
  const bad = await accessible(page);
  expect(bad.length === 0, bad.join('; '));
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.click('main a.button')]);
  await enter(tab);
  expect(tab.url() === here + '#comments', 'not led back: ' + tab.url());
  await page.click('main button.primary'); // the form is of the session before
  expect(await page.locator('#say').inputValue() === words, 'what was written is gone at the second time');
  await page.click('main button.primary');
  await page.locator('.comment', { hasText: words }).waitFor();
  await page.locator('.comment', { hasText: words }).locator('form[action$="/delete"] button').click();
  await page.context().close();
});
await test('by Tab alone: all is reached and seen, nothing holds the focus, the text is one step away', async () => {
  const page = await open({ reducedMotion: 'reduce', viewport: { width: 820, height: 800 } });
  await enterAs(page);
  const story = await page.locator('.story.many a.to').first().getAttribute('href');
  await page.goto(base + '/river');
  const article = await page.locator('.item a.to').nth(6).getAttribute('href');
  for (const p of ['/', '/river', '/search?q=ferry', article, story, '/brief?since=2026-01-01', '/days', '/starred', '/sources', '/settings', '/following', '/rules', '/accounts', '/moderation', '/help', '/person/ines-marrow', '/corrections']) {
    await page.goto(base + p);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over <= 0, `${p} is ${over} pixels too wide`);
    // A group of radio buttons would be one stop; there is none.
    const stops = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(e => !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length).map((e, i) => { e.dataset.stop = i; return i; }).length);
    for (let i = 0; i < stops; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);
        const there = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
        return { stop: e.dataset.stop, words: `${e.tagName} ${e.textContent.trim().slice(0, 30)}`, ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, seen: b.top >= 0 && b.top < innerHeight && b.left < innerWidth && b.right > 0, over: there && !e.contains(there) && !there.contains(e) ? there.className || there.tagName : '' };
      });
      expect(Number(at.stop) === i, `${p}: stop ${i} of ${stops} is ${at.stop}, ${at.words}`);
      expect(at.ring && at.seen && !at.over, `${p}: ${at.words} is not seen: ${JSON.stringify(at)}`);
    }
  }
  await page.goto(base + article);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement.closest('main') !== null), 'the first link does not lead past the menu');
  await page.locator('.cite summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement.matches('.cite > summary') && !document.querySelector('.cite').open), 'Escape does not close it');
  await page.context().close();
});
for (const width of [640, 820]) await test(`at ${width} pixels (a page of 1280 at 200 %, a tablet) the menu is one line, and figures are short`, async () => {
  const page = await open({ viewport: { width, height: 800 } });
  await enterAs(page);
  expect(await page.locator('.top-in').evaluate(e => e.getBoundingClientRect().height) < 70, 'the menu breaks');
  await page.locator('.story.many a.to').first().click();
  await page.waitForURL(/story/);
  for (const row of await page.locator('.series tbody tr').all()) {
    const { height } = await row.boundingBox();
    expect(height < 110, `a figure is ${height} pixels high: ${await row.innerText()}`);
  }
  await shot(page, 'story-' + width);
  await page.context().close();
});
await test('keys: j, k, Enter, /', async () => {
  const page = await open();
  await page.goto(base + '/river');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const second = await page.locator('.item a.to').nth(1).getAttribute('href');
  expect(await page.evaluate(() => document.activeElement.getAttribute('href')) === second, 'j does not walk');
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement.name) === 'q', '/ does not search');
  await page.goto(base + '/river');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/article/);
  await page.context().close();
});
for (const scheme of ['light', 'dark']) {
  for (const [name, width] of [['wide', 1280], ['phone', 390]]) {
    await test(`${name}, ${scheme}: fits, does not jump, accessible`, async () => {
      const page = await open({ colorScheme: scheme, viewport: { width, height: 850 } });
      for (const [what, go] of [['front', () => page.goto(base + '/')], ['story', async () => { await page.goto(base + '/'); await page.locator('.story a.to').first().click(); }], ['brief', () => page.goto(base + '/brief?since=2026-01-01')], ['days', () => page.goto(base + '/days')], ['article', () => titled(page, '"search at sea goes on"')], ['river', () => page.goto(base + '/river')],
        ['login', () => page.goto(base + '/login')], ['help', () => page.goto(base + '/help')], ['tags', () => page.goto(base + '/tags')], ['long-tag', () => page.goto(base + '/tag/universityofesterval')], ['person', () => page.goto(base + '/person/ines-marrow')], ['people', () => page.goto(base + '/person')], ['ask-all', () => page.goto(base + '/search?ask=What+did+Ines+Marrow+say')], ['sources-anon', () => page.goto(base + '/sources')]]) {
        await go();
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over <= 0, `${what} is ${over} pixels too wide`);
        const jump = await page.evaluate(() => new Promise(done => { let sum = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) sum += e.value; }).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 150); }));
        expect(jump < .02, `${what} jumps by ${jump}`);
        await shot(page, `${what}-${name}-${scheme}`);
        await page.evaluate(axe);
        const bad = await accessible(page);
        expect(bad.length === 0, `${what}: ${bad.join('; ')}`);
      }
      await page.context().close();
    });
  }
}
await test('on a phone every field of the settings can be typed into', async () => {
  const page = await open({ viewport: { width: 390, height: 850 } });
  await page.goto(base + '/login');
  await page.fill('#name', 'anna');
  await page.fill('#password', 'a good password');
  await page.click('main button.primary');
  await page.waitForURL(base + '/');
  await page.goto(base + '/settings');
  for (const box of await page.locator('main input:not([type=hidden]), main select').all()) {
    const { width } = await box.boundingBox();
    expect(width >= 100, `${await box.getAttribute('name')} is ${width} pixels wide`);
  }
  await page.context().close();
});
await test('print shows the text and nothing else', async () => {
  const page = await open();
  await titled(page, '"search at sea goes on"');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.text').isVisible() && !(await page.locator('.top').isVisible()) && !(await page.locator('.side').isVisible()) && !(await page.locator('.cite').isVisible()), 'print');
  const address = page.locator('.on-paper');
  expect(await address.isVisible() && /^https?:/.test(await address.textContent()), 'paper has no address to come back to');
  await page.emulateMedia({ media: 'screen' });
  expect(!(await address.isVisible()), 'the address is shown on the screen');
  await shot(page, 'article-print');
  await page.context().close();
});
for (const scripts of [true, false]) await test(`a story on paper has its reports${scripts ? '' : ', without JavaScript, too'}`, async () => {
  const page = await open({ javaScriptEnabled: scripts });
  await enterAs(page);
  await page.locator('.story.many a.to').first().click();
  await page.waitForURL(/story/);
  // The last two as reports with the text of another are, where there are several.
  await page.evaluate(() => {
    const fold = document.createElement('details'), list = document.createElement('ul'), name = document.createElement('summary');
    fold.className = 'folded', list.className = 'items', name.textContent = '2 more with the text of another';
    list.append(...[...document.querySelectorAll('.reports .item')].slice(-2));
    fold.append(name, list);
    document.querySelector('.reports form > .items').after(fold);
  });
  const titles = await page.locator('.reports .item').count();
  await page.emulateMedia({ media: 'print' });
  if (scripts) await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const seen = await page.locator('.reports .item').evaluateAll(all => all.filter(e => e.checkVisibility({ contentVisibilityAuto: true }) && e.querySelector('h3').getBoundingClientRect().height > 0 && /\d{4}/.test(e.querySelector('.meta').innerText)).length);
  expect(seen === titles, `${seen} of ${titles} reports are printed`);
  for (const q of ['button', 'input', '.reason', '.actions', '.side section:not(.reports)'])
    for (const e of await page.locator('main ' + q).all()) expect(!(await e.isVisible()), q + ' is printed');
  await shot(page, 'story-print' + (scripts ? '' : '-plain'));
  if (scripts) await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  expect(!(await page.locator('.reports .folded .item').first().isVisible()), 'it stays unfolded');
  await page.context().close();
});
await test('theme set on the settings page holds', async () => {
  const page = await open();
  await page.goto(base + '/settings');
  await page.selectOption('#theme', 'dark');
  await page.click('form[action="/settings/theme"] button');
  await page.goto(base + '/');
  expect(await page.evaluate(() => document.documentElement.dataset.theme) === 'dark', 'not dark');
  await page.context().close();
});
await test('a sentence is cited with its own address, and keys can be switched off', async () => {
  const page = await open();
  await titled(page, 'Aurelia fire');
  await page.waitForSelector('[data-copy]:not([hidden])', { state: 'attached' });
  await page.click('.cite summary');
  const plain = await page.locator('[data-cite]').textContent();
  await page.evaluate(() => { const s = document.querySelectorAll('.text .s[id]')[2]; getSelection().selectAllChildren(s); });
  await page.waitForFunction(() => document.querySelector('[data-cite]').textContent.startsWith('“'));
  await page.waitForFunction(() => /#s\d+$/.test(document.querySelector('[data-cite-address]').href));
  const [words, sentence] = await page.evaluate(() => [document.querySelector('[data-cite]').textContent, document.querySelectorAll('.text .s[id]')[2].textContent]);
  expect(words.includes(sentence.trim()) && words.endsWith(plain), 'cited: ' + words);
  await page.goto(base + '/settings');
  await page.selectOption('#keys', 'off');
  await Promise.all([page.waitForNavigation(), page.click('form[action="/settings/theme"] button')]);
  await page.goto(base + '/');
  await page.keyboard.press('r');
  await page.waitForTimeout(300);
  expect(new URL(page.url()).pathname === '/', 'a key went on');
});

await test('listening keeps its place', async () => {
  const page = await open();
  await page.addInitScript(() => {
    const spoken = []; let on = null;
    window.spoken = spoken;
    Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [{}], cancel: () => {}, speak: u => { spoken.push(u.text); on = setTimeout(() => { u.onstart(); if (spoken.length < 3) u.onend(); }, 20); } } });
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  });
  await titled(page, 'Aurelia fire');
  await page.waitForSelector('[data-listen]:not([hidden])'); // the page's script has begun
  await page.keyboard.press('l');
  await page.waitForFunction(() => window.spoken.length === 3);
  await page.keyboard.press('l');
  expect(await page.locator('[data-listen]').textContent() === 'Go on listening', 'place not kept');
  const third = await page.evaluate(() => window.spoken[2]);
  await page.reload();
  expect(await page.locator('[data-listen]').textContent() === 'Go on listening', 'place forgotten');
  await page.click('[data-listen]');
  await page.waitForFunction(() => window.spoken.length >= 1);
  expect(await page.evaluate(() => window.spoken[0]) === third, 'begins elsewhere');
});

await test('a voice by another code of the language is one', async () => {
  for (const [voice, words] of [['nb-NO', ''], ['en-GB', 'No voice for the language of this article']]) {
    const page = await open();
    await page.addInitScript(lang => {
      document.addEventListener('readystatechange', () => { const t = document.querySelector('article .text'); if (t) t.lang = 'no'; });
      Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [{ lang }], cancel: () => {}, speak: u => { window.said = u; setTimeout(() => u.onstart(), 20); } } });
      window.SpeechSynthesisUtterance = function () {};
    }, voice);
    await titled(page, 'Aurelia fire');
    await page.waitForSelector('[data-listen]:not([hidden])');
    await page.keyboard.press('l');
    await page.waitForFunction(() => window.said);
    await page.waitForTimeout(100);
    const [told, used, lang] = await page.evaluate(() => [document.querySelector('[data-listen-note]').textContent, window.said.voice?.lang || '', window.said.lang]);
    expect(lang === 'no' && (words ? told.startsWith(words) && !used : !told && used === voice), `${voice}: ${told} ${used} ${lang}`);
  }
});

await test('sources: folders fold and stay so, a part of a name finds them', async () => {
  const page = await open();
  await enterAs(page);
  await page.goto(base + '/sources');
  const feeds = [...Array(60)].map((_, i) => `<outline type="rss" text="Paper ${i}" xmlUrl="http://127.0.0.1:9/${i}"/>`);
  const opml = `<opml version="2.0"><body><outline text="Fen">${feeds.slice(0, 30).join('')}</outline><outline text="Coast">${feeds.slice(30).join('')}</outline></body></opml>`;
  await page.setInputFiles('#opml', { name: 'list.opml', mimeType: 'text/x-opml', buffer: Buffer.from(opml) });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.waitForURL(/new=60/);
  const fold = name => page.locator(`details[data-fold="${name}"]`), opened = async name => await fold(name).getAttribute('open') !== null;
  expect(!(await opened('Fen')) && !(await opened('Coast')), 'they are not folded');
  await fold('Fen').locator('summary').first().click();
  await page.reload();
  expect(await opened('Fen') && !(await opened('Coast')), 'it was forgotten');
  const rows = async () => await page.locator('details[data-fold] tbody tr:visible').count();
  await page.fill('[data-filter]', 'PAPER 31');
  expect(await rows() === 1 && await opened('Coast') && !(await fold('Fen').isVisible()), 'not found: ' + await rows());
  expect(await page.locator('[data-filtered]').textContent() === 'One source', 'it is not told how many');
  await page.fill('[data-filter]', '');
  expect(await opened('Fen') && !(await opened('Coast')) && await rows() === 30, 'not as it was');
  await page.evaluate(axe);
  const bad = await accessible(page);
  expect(bad.length === 0, bad.join('; '));
  await shot(page, 'sources-many');
  await page.context().close();
  const plain = await open({ javaScriptEnabled: false });
  await plain.goto(base + '/sources');
  expect(!(await plain.locator('[data-filter]').isVisible()), 'a field that does nothing');
  await plain.locator('details[data-fold="Coast"] > summary').click();
  expect(await plain.locator('details[data-fold="Coast"] tbody tr:visible').count() === 30, 'it does not unfold without JavaScript');
  await plain.context().close();
});
await test('no request left this server, no script error', async () => {
  expect(foreign.length === 0, 'foreign: ' + foreign.slice(0, 3).join(' '));
  expect(errors.length === 0, errors.slice(0, 3).join(' | '));
});
await browser.close();
server.kill('SIGTERM');
await new Promise(done => { server.on('exit', done); setTimeout(done, 8000); });
fs.rmSync(dir, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
