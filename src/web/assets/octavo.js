/* Makes the pages quicker to use; none of them needs it. No network but this server's own. */
'use strict';
(() => {
  const $ = (q, from = document) => from.querySelector(q);
  const all = (q, from = document) => [...from.querySelectorAll(q)];

  /* The sentences of the text: each a list of spans, the first of which has the id. */
  const sentences = [];
  for (const span of all('.text .s')) {
    if (span.id || !sentences.length) sentences.push([]);
    sentences[sentences.length - 1].push(span);
  }
  const lightUp = (spans, on) => spans && spans.forEach(s => s.toggleAttribute('data-lit', on));

  /* A sentence that something points at lights up while one looks at the pointer. */
  for (const link of all('a[href^="#s"]')) {
    const id = link.getAttribute('href').slice(1);
    const light = on => lightUp(sentences.find(s => s[0].id === id), on);
    link.addEventListener('mouseenter', () => light(true));
    link.addEventListener('mouseleave', () => light(false));
    link.addEventListener('focus', () => light(true));
    link.addEventListener('blur', () => light(false));
  }

  /* Times are told by the publisher's clock, or by UTC; under the pointer also by that of who reads. */
  for (const time of all('time[datetime*="T"]'))
    time.title = new Date(time.dateTime).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short' }) + ' by your clock';

  /* Forms that only change a state are sent in the background; the answer is a small JSON. */
  for (const form of all('form[data-quick]')) {
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const button = $('button', form);
      button.disabled = true;
      try {
        const answer = await fetch(form.action, {
          method: 'POST', body: new URLSearchParams(new FormData(form)),
          headers: { Accept: 'application/json' }, credentials: 'same-origin',
        });
        if (!answer.ok) throw new Error(String(answer.status));
        const on = (await answer.json()).on;
        form.elements.on.value = on ? '0' : '1';
        button.setAttribute('aria-pressed', on ? 'true' : 'false');
        button.textContent = on ? button.dataset.on : button.dataset.off;
      } catch { form.submit(); }
      button.disabled = false;
    });
  }

  /* Each article of a list has its own two buttons, all of one form. */
  for (const button of all('button[form=marks]')) {
    button.addEventListener('click', async event => {
      event.preventDefault();
      const star = button.dataset.mark === 'star', item = button.closest('.item');
      try {
        const answer = await fetch(button.formAction, {
          method: 'POST', body: new URLSearchParams({ form: button.form.elements.form.value, on: button.value }),
          headers: { Accept: 'application/json' }, credentials: 'same-origin',
        });
        if (!answer.ok) throw new Error(String(answer.status));
        const on = (await answer.json()).on;
        button.value = on ? '0' : '1';
        button.setAttribute('aria-pressed', on ? 'true' : 'false');
        if (star) button.textContent = on ? '★' : '☆';
        else item.classList.toggle('read', on);
        $('[data-said]').textContent = star ? (on ? 'Starred.' : 'No longer starred.') : (on ? 'Marked as read.' : 'Marked as unread.');
      } catch { button.form.requestSubmit(button); } /* its page tells why not */
    });
  }

  /* Paper has no button to unfold what is folded. */
  let unfolded = [];
  addEventListener('beforeprint', () => { unfolded = all('details.folded:not([open])'); for (const d of unfolded) d.open = true; });
  addEventListener('afterprint', () => { for (const d of unfolded) d.open = false; });

  /* Who opens an article and stays for some seconds has read it. */
  const auto = $('form[data-auto]');
  if (auto) setTimeout(() => { if (auto.elements.on.value === '1') auto.requestSubmit(); }, 4000);

  /* Listen: the browser's own voice reads the sentences in turn and lights each one. */
  const listen = $('[data-listen]');
  if (listen) {
    const note = $('[data-listen-note]');
    if (!('speechSynthesis' in window)) {
      listen.disabled = true;
      note.textContent = 'This browser cannot speak.';
    }
    let playing = false, silent = 0;
    const queue = sentences;
    const show = lightUp;
    /* The place is kept, for who comes back to the article. */
    const key = 'listen ' + location.pathname;
    const kept = () => { try { return Number(localStorage.getItem(key)) || 0; } catch { return 0; } };
    const keep = () => { try { if (at > 0) localStorage.setItem(key, at); else localStorage.removeItem(key); } catch { /* not allowed to */ } };
    let at = Math.min(kept(), Math.max(0, queue.length - 1));
    const name = () => { listen.textContent = at > 0 ? 'Go on listening' : 'Listen'; };
    const stop = () => {
      playing = false;
      clearTimeout(silent);
      speechSynthesis.cancel();
      show(queue[at], false);
      if (at >= queue.length) at = 0;
      keep();
      name();
      listen.setAttribute('aria-pressed', 'false');
    };
    const none = () => {
      note.textContent = 'No voice is installed for this browser; your system settings can add one.';
      stop();
    };
    /* Without a voice of the text's own language, browsers read Greek with an English one. */
    const tongue = document.querySelector('article .text').lang || 'en';
    const code = tag => (tag || '').toLowerCase().split(/[-_]/)[0];
    const base = tag => ({ nb: 'no', nn: 'no', cmn: 'zh', fil: 'tl', iw: 'he' })[code(tag)] || code(tag);
    const speaks = v => base(v.lang) === base(tongue);
    const foreign = () => {
      const voices = speechSynthesis.getVoices();
      return voices.length > 0 && voices.every(v => v.lang && !speaks(v));
    };
    name();
    const next = () => {
      if (!playing || at >= queue.length) return stop();
      const spoken = new SpeechSynthesisUtterance(queue[at].map(s => s.textContent).join(''));
      spoken.lang = tongue;
      const voice = speechSynthesis.getVoices().find(speaks);
      if (voice && code(voice.lang) !== code(tongue)) spoken.voice = voice; /* no browser finds "nb-NO" for "no" */
      spoken.onend = () => { if (!playing) return; show(queue[at], false); at++; next(); };
      spoken.onstart = () => {
        clearTimeout(silent);
        note.textContent = foreign() ? 'No voice for the language of this article is installed; another one reads it.' : '';
      };
      spoken.onerror = event => {
        if (event.error !== 'interrupted' && event.error !== 'canceled') none();
      };
      show(queue[at], true);
      speechSynthesis.speak(spoken);
    };
    listen.hidden = false;
    listen.addEventListener('click', () => {
      if (playing) return stop();
      playing = true;
      listen.textContent = 'Stop';
      listen.setAttribute('aria-pressed', 'true');
      note.textContent = speechSynthesis.getVoices().length ? '' :
        'Waiting for a voice of your system.';
      silent = setTimeout(none, 8000);
      next();
    });
    addEventListener('pagehide', () => { if (playing) stop(); });
  }

  /* Cite: the sentence that is marked in the text comes before its source, with its own address. */
  const cite = $('[data-cite]'), copy = $('[data-copy]');
  if (cite && copy) {
    const source = cite.textContent, where = $('[data-cite-address]'), address = where.href;
    const told = $('[data-copied]');
    document.addEventListener('selectionchange', () => {
      const marked = getSelection(), node = marked.anchorNode;
      if (!node || marked.isCollapsed) return;
      const from = (node.nodeType === 3 ? node.parentElement : node).closest('.text .s');
      const spans = from && sentences.find(list => list.includes(from));
      if (!spans) return;
      cite.textContent = '“' + spans.map(s => s.textContent).join('').trim() + '” ' + source;
      where.href = address + '#' + spans[0].id;
      where.textContent = where.href;
      told.textContent = '';
    });
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(cite.textContent.trim() + '\n' + where.href);
        told.textContent = 'Copied.';
      } catch {
        getSelection().selectAllChildren(cite.parentElement);
        told.textContent = 'This browser lets no page copy here; the words are marked for you to copy.';
      }
    });
  }

  /* Folders of sources stay as one left them; a part of a name shows those that have it. */
  const folds = all('details[data-fold]'), filter = $('[data-filter]');
  const left = new Map();
  try { for (const [name, open] of JSON.parse(localStorage.getItem('folders')) || []) left.set(name, open); } catch { /* not allowed to, or nothing of ours */ }
  const asLeft = () => { for (const f of folds) f.open = left.get(f.dataset.fold) ?? f.hasAttribute('data-open'); };
  for (const f of folds) {
    f.toggleAttribute('data-open', f.open);
    $('summary', f).addEventListener('click', () => {
      if (filter && filter.value) return;
      left.set(f.dataset.fold, !f.open);
      try { localStorage.setItem('folders', JSON.stringify([...left])); } catch { /* then it is forgotten */ }
    });
  }
  asLeft();
  if (filter) {
    const rows = all('table.sources tbody tr').map(row => ({ row, words: row.cells[0].textContent.toLowerCase() }));
    const apply = () => {
      const wanted = filter.value.trim().toLowerCase();
      for (const r of rows) r.row.hidden = !r.words.includes(wanted);
      for (const t of all('.trouble, details[data-fold]')) t.hidden = !$('tbody tr:not([hidden])', t);
      if (wanted) for (const f of folds) f.open = true;
      else asLeft();
      const found = rows.filter(r => !r.row.hidden && !r.row.closest('.trouble')).length;
      $('[data-filtered]').textContent = wanted ? (found === 1 ? 'One source' : found + ' sources') : '';
    };
    filter.addEventListener('input', apply);
    if (filter.value) apply();
  }

  /* Ask without leaving the page. */
  const ask = $('form[data-ask]');
  if (ask) {
    ask.addEventListener('submit', async event => {
      event.preventDefault();
      const out = $('[data-answer]');
      const query = new URLSearchParams(new FormData(ask));
      try {
        const answer = await fetch(ask.dataset.ask + '?' + query, { credentials: 'same-origin' });
        if (!answer.ok) throw new Error(String(answer.status));
        const said = await answer.json();
        out.replaceChildren();
        const p = document.createElement('p');
        if (said.found || said.near) {
          const link = document.createElement('a');
          link.href = '#s' + said.sentence;
          link.textContent = said.text;
          if (said.near) {
            const unsure = document.createElement('p');
            unsure.textContent = 'Not said outright. This comes nearest:';
            out.append(unsure);
          }
          p.append(link);
        } else {
          p.textContent = 'The article does not say.';
        }
        out.append(p);
        out.hidden = false;
      } catch { ask.submit(); }
    });
  }

  /* What came since the page was made: the server tells, and nothing moves until one asks for it. */
  const news = $('[data-newest]');
  if (news && 'EventSource' in window) {
    const story = Number(news.dataset.story || 0);
    let newest = Number(news.dataset.newest), count = 0, changed = false, source = null;
    const show = () => {
      if (story ? !changed : !count) return;
      const link = document.createElement('a');
      link.href = location.pathname + location.search;
      link.textContent = story ? 'This story has changed · Show' : `${count} new ${count === 1 ? 'article' : 'articles'} · Show`;
      news.replaceChildren(link);
    };
    const listenTo = () => {
      if (source || document.hidden) return;
      source = new EventSource('/events?after=' + newest);
      source.addEventListener('news', event => {
        const told = JSON.parse(event.data);
        newest = Math.max(newest, told.newest);
        count += told.articles;
        changed ||= told.stories.includes(story);
        show();
      });
    };
    const leave = () => { if (source) source.close(); source = null; };
    document.addEventListener('visibilitychange', () => document.hidden ? leave() : listenTo());
    addEventListener('pagehide', leave);
    addEventListener('pageshow', listenTo);
    if (document.readyState === 'complete') listenTo();
  }

  /* Escape closes what was unfolded around the focus, and goes back to what unfolded it. */
  addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    const open = document.activeElement && document.activeElement.closest('details[open]:not(.fold)');
    if (!open || (event.target.type === 'search' && event.target.value)) return;
    open.open = false;
    $('summary', open).focus();
  });

  /* Keys: j and k walk the list, o opens, s stars, m marks as read, A all of them, n and p go on, v to the publisher, / searches, ? tells. */
  const items = all('.story, .item').filter(i => $('a.to', i));
  let here = -1;
  /* The item that has the focus, however it got it; else the one that these keys came to last. */
  const chosen = () => {
    const focused = items.findIndex(i => i.contains(document.activeElement));
    if (focused >= 0) here = focused;
    return items[here];
  };
  const go = step => {
    if (!items.length) return;
    chosen();
    let next = here + step;
    while (items[next] && items[next].closest('details:not([open])')) next += step;
    here = items[next] ? next : Math.max(0, here);
    const link = $('a.to', items[here]);
    link.focus();
    link.scrollIntoView({ block: 'center' });
  };
  /* Stars or marks as read: the article of this page, or the one that is chosen in a list. */
  const mark = act => {
    const item = chosen(), button = $(`form[data-${act}] button`) || (item && $(`[data-mark=${act}]`, item));
    if (button) button.click();
  };
  if (document.documentElement.dataset.keys !== 'off') addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const keys = {
      j: () => go(1), k: () => go(-1),
      o: () => { const item = chosen(); if (item) $('a.to', item).click(); },
      s: () => mark('star'),
      m: () => mark('read'),
      A: () => { const form = $('form[data-mark-all]'); if (form) form.requestSubmit(); },
      n: () => { const a = $('a[data-behind]'); if (a) a.click(); },
      p: () => { const a = $('a[data-before]'); if (a) a.click(); },
      v: () => { const a = $('a[data-publisher]'); if (a) a.click(); },
      l: () => { if (listen && !listen.disabled) listen.click(); },
      h: () => { location.href = '/'; },
      r: () => { location.href = '/river'; },
      u: () => { location.href = '/river?unread=1'; },
      b: () => { location.href = '/brief'; },
      '/': () => $('.find input').focus(),
      '?': () => { location.href = '/help'; },
    };
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
