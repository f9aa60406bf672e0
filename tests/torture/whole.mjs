// whole.mjs RAW.jsonl CLEAN.jsonl: for each document, the elements that a body may hold, before and after
// sanitizing, as Chromium's own parser sees them (no script runs, nothing is loaded). Lost is what there is less
// of afterwards. Not counted: what stands in elements whose contents are dropped with them on purpose, and the
// copies that a parser makes of wrongly nested formatting elements (the page has fewer start tags than elements).
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
const { chromium } = createRequire(path.join(process.env.NODE_MODULES, 'x.js'))('playwright-core');
const read = f => new Map(fs.readFileSync(f, 'utf8').split('\n').filter(Boolean).map(l => { const o = JSON.parse(l); return [o.id, o.html]; }));
const [raw, clean] = process.argv.slice(2).map(read);
const header = fs.readFileSync(new URL('../../src/types/body.h', import.meta.url), 'utf8');
const tags = [...header.matchAll(/X\((\w+), V?(?:BLOCK|INLINE|VOID)\)/g)].map(m => m[1]);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await (await browser.newContext({ javaScriptEnabled: true, offline: true })).newPage();
let lost = 0, kept = 0, pages = 0;
const by = {}, where = [];
for (const [id, html] of raw) {
  const [a, b] = await page.evaluate(([before, after, tags]) => {
    const dropped = 'script,style,template,svg,math,iframe,object,embed,applet,noscript,noembed,noframes,select,textarea,title,head,xmp,plaintext,canvas,frameset,button,dialog,form > input';
    const lone = ['source', 'track']; // mean nothing outside of what they belong to
    const count = h => {
      const d = new DOMParser().parseFromString(h, 'text/html'), n = {};
      for (const e of d.body.querySelectorAll(tags.join(',')))
        if (e.namespaceURI === 'http://www.w3.org/1999/xhtml' && !e.parentElement.closest(dropped) && !(lone.includes(e.localName) && !/^(audio|video|picture)$/.test(e.parentElement.localName))) n[e.localName] = (n[e.localName] || 0) + 1;
      return n;
    };
    const b = count(before);
    const plain = before.replace(/<!--[^]*?-->|<(script|style|template|noscript|svg|textarea|select|button|iframe|title|head)\b[^]*?<\/\1\s*>/gi, '');
    for (const t of 'a,b,big,code,em,font,i,nobr,s,small,strike,strong,tt,u'.split(','))
      if (b[t]) b[t] = Math.min(b[t], (plain.match(new RegExp(`<${t}[\\s>/]`, 'gi')) || []).length);
    return [b, count(after)];
  }, [html, clean.get(id) || '', tags]);
  pages++;
  for (const t of tags) {
    kept += b[t] || 0;
    const less = (a[t] || 0) - (b[t] || 0);
    if (less > 0) { lost += less; by[t] = (by[t] || 0) + less; if (where.length < 12) where.push(`${id} ${t} ${a[t]} -> ${b[t] || 0}`); }
  }
}
await browser.close();
if (lost) console.log(where.join('\n') + '\n' + JSON.stringify(by));
console.log(`${pages} pages, ${kept} elements kept, ${lost} lost`);
process.exit(lost ? 1 : 0);
