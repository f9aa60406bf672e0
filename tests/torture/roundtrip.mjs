// roundtrip.mjs OCTAVO SANITIZED: has Chromium read each piece of sanitized markup in a whole page and as the contents
// of several elements, write it and read it again. The tree must be the same each time, stay inside of the article,
// and hold no element, attribute or address that a sanitized text cannot have; sanitizing what the browser wrote must
// give the very bytes that it was given.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
const { chromium } = createRequire(path.join(process.env.NODE_MODULES, 'x.js'))('playwright-core');
const [octavo, file] = process.argv.slice(2);
const rows = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map(l => JSON.parse(l));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND'] });
const page = await browser.newPage();
await page.setContent('<p>');

function look(list) {
  const never = /^(script|style|iframe|svg|math|form|input|template|object|embed|base|meta|link|select|button|noscript|title|textarea)$/;
  return list.map(html => {
    const why = new Set();
    const page = new DOMParser().parseFromString('<!DOCTYPE html><html><body><main><article id="A">' + html + '</article></main><p id="Z">after</p>', 'text/html');
    const article = page.getElementById('A'), after = page.getElementById('Z');
    if (!article || !after || after.parentNode !== page.body || page.body.children.length !== 2 || article.parentNode.children.length !== 1) why.add('out of the article');
    const written = article ? article.innerHTML : '', inert = document.implementation.createHTMLDocument('');
    for (const context of ['div', 'p', 'li', 'td', 'section', 'details', 'blockquote', 'main']) {
      const e = inert.createElement(context);
      e.innerHTML = html;
      if (e.innerHTML !== written) why.add('another tree in <' + context + '>');
      e.innerHTML = e.innerHTML;
      if (e.innerHTML !== written) why.add('another tree when read again');
    }
    for (const e of article ? article.querySelectorAll('*') : []) {
      if (e.namespaceURI !== 'http://www.w3.org/1999/xhtml' || never.test(e.localName)) why.add('<' + e.localName + '>');
      for (const a of e.attributes) {
        if (/^on|^(style|id|class|name|action|formaction|background|ping|target|srcdoc)$|:/.test(a.name)) why.add('attribute ' + a.name);
        if (!/^(href|src|cite|poster)$/.test(a.name)) continue;
        if (!URL.canParse(a.value) || !/^(https?|mailto):$/.test(new URL(a.value).protocol) || new URL(a.value).href !== a.value) why.add('address ' + a.value);
      }
    }
    return [written, [...why].join(', ')];
  });
}

let bad = 0;
const tell = (id, what) => { if (bad++ < 10) console.log('FAIL', id, what.slice(0, 300)); };
const written = [];
for (let i = 0; i < rows.length; i += 2000) {
  const part = rows.slice(i, i + 2000);
  (await page.evaluate(look, part.map(r => r.html))).forEach(([html, why], k) => {
    if (why) tell(part[k].id, why);
    written.push(JSON.stringify({ id: part[k].id, html }));
  });
}
await browser.close();
const again = spawnSync(octavo, ['debug', 'sanitize', '--jsonl'], { input: written.join('\n') + '\n', maxBuffer: 1 << 30 });
String(again.stdout).split('\n').filter(Boolean).forEach((l, i) => { if (JSON.parse(l).html !== rows[i].html) tell(rows[i].id, 'other bytes: ' + l); });
console.log(`${rows.length} read, ${bad} bad`);
process.exit(bad ? 1 : 0);
