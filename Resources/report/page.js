const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
const D = JSON.parse($('#data').textContent), root = document.documentElement, NS = 'http://www.w3.org/2000/svg';
root.classList.add('live');
let words = D.words[D.language];
const t = k => words[k] ?? k;
const sums = a => { let s = 0; return Float64Array.from(a, v => s += v); };
const grouped = n => n.toLocaleString('en');
const km = (m, d = 2) => (m / 1000).toLocaleString('en', { minimumFractionDigits: d, maximumFractionDigits: d });
const clamp = (v, a, b) => Math.min(b, Math.max(a, v));
const element = (name, attributes = {}, ...children) => {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  e.append(...children);
  return e;
};

// Numbers come as differences, and in bulk as columns.
for (const p of D.border) for (const k of 'xym') p[k] = sums(p[k]);
for (const a of D.areas) a.spans = sums(a.spans);
let P, seenSpans = null, fenceSpans = null, images = [];
if (D.columns) {
  const holder = $('#columns'), column = await unpacked(D.columns, holder.textContent.trim());
  holder.remove();
  P = facilities(column, D.posts, D.border);
  seenSpans = spanLists(column('seen'), 'ends'); fenceSpans = spanLists(column('fences'), 'groups');
  const spans = spanLists(column('imageSpans'), 'ends'), names = column('imageNames');
  images = [...column('imageDates')].map((date, i) => ({ date, name: names[i], spans: spans[i] })).sort((a, b) => a.date - b.date);
} else {
  P = { x: sums(D.posts.x), y: sums(D.posts.y), m: null, k: Int16Array.from(D.posts.k), e: Int32Array.from(D.posts.e), n: D.posts.n, id: null };
}
const statuses = D.statuses.map(s => 'status' + s[0].toUpperCase() + s.slice(1));
// The word for one of a kind, where there is one: a study's own kinds have one word for one and for many.
const oneKey = k => { const one = D.kinds[k].replace(/^kind/, 'one'); return words[one] === undefined ? D.kinds[k] : one; };
// The span that holds a measure, by halving: ends ascend.
const within = (spans, m) => { let a = 0, b = spans.length; while (a < b) { const c = (a + b) >> 1; if (spans[c] <= m) a = c + 1; else b = c; } return a % 2 === 1; };
const areaAt = m => D.areas.find(a => m >= a.from && m <= a.to);
// The first facility at a measure or beyond.
const firstFrom = m => { let a = 0, b = P.m.length; while (a < b) { const c = (a + b) >> 1; if (P.m[c] < m) a = c + 1; else b = c; } return a; };

// Epoch: radio buttons drive the style sheet; the slider and what is drawn by script follow.
const radios = $$('input[name=epoch]'), slider = $('#slider');
let epochNow = +(radios.find(r => r.checked)?.value ?? 0), stands = [];
const epoch = () => epochNow;
const hiddenKinds = new Set();
const stillDrawn = new Set(D.drawn);
const shares = $$('#map .area').map(a => $$('.share', a)).filter(list => list.length);
const fencePaths = $$('#map .fence[data-status],#map .casing[data-status]').map(e => ({ e, status: e.dataset.status, base: [...e.classList].filter(c => c === 'fence' || c === 'casing' || c.startsWith('l-')).join(' ') }));
const perEpoch = $$('.ep').filter(e => !e.closest('#map'));
function epochChanged(linked = true) {
  epochNow = +(radios.find(r => r.checked)?.value ?? 0);
  slider.value = epochNow; slider.setAttribute('aria-valuetext', D.epochs[epochNow] ?? '');
  stands = Uint8Array.from(D.sets, runs => { for (let i = 0; i < runs.length; i += 2) if (epochNow >= runs[i] && epochNow < runs[i + 1]) return 1; return 0; });
  for (const f of fencePaths) {
    const s = f.status[epochNow];
    f.e.setAttribute('class', s === '-' || s === undefined ? 'gone' : f.base.startsWith('casing') ? f.base : `${f.base} st-${D.statuses[+s]}`);
  }
  for (const list of shares) list.forEach((e, i) => e.setAttribute('class', i ? 'gone' : 'share ' + (e.dataset.tints.split(' ')[epochNow] ?? '')));
  if (D.drawn.length < D.epochs.length) {
    for (const e of perEpoch) e.style.display = e.classList.contains('p' + epochNow) ? '' : 'none';
    for (const s of strips ?? []) s.borrow();
  }
  paint(); refreshCard();
  if (linked) remember();
}
radios.forEach(r => r.addEventListener('change', () => epochChanged()));
slider.addEventListener('input', () => { radios[+slider.value].checked = true; epochChanged(); });

// Descriptions of drawings stay in the language that the page was made in.
$$('svg title,svg desc').forEach(e => e.setAttribute('lang', D.language));
// Names of areas, towns and countries: wherever one stands alone, it changes with the language.
const nameIn = new Map(D.names.flatMap(pair => pair.map(name => [name, { en: pair[0], ko: pair[1] }])));
const named = $$('text,th,td,.chip,#map title').filter(e => !e.childElementCount && nameIn.has(e.textContent)).map(e => ({ e, name: nameIn.get(e.textContent) }));
// Language, theme, printing, copying.
function speak(code) {
  words = D.words[code]; root.lang = code;
  $$('[data-t]').forEach(e => { if (words[e.dataset.t] !== undefined) e.textContent = words[e.dataset.t]; });
  $$('[data-s]').forEach(e => { const w = words['s:' + e.dataset.s]; if (w !== undefined) e.textContent = w; });
  $$('[data-a]').forEach(e => { const w = words[e.dataset.a]; if (w !== undefined) e.setAttribute('aria-label', w); });
  $$('.lang').forEach(b => b.setAttribute('aria-pressed', b.dataset.lang === code));
  $$('table.stack').forEach(table => { const heads = [...table.tHead.rows[0].cells].map(c => c.textContent); for (const r of table.tBodies[0].rows) [...r.cells].forEach((c, i) => { c.dataset.l = heads[i]; }); });
  for (const { e, name } of named) e.textContent = name[code];
  for (const a of D.areas) a.name = nameIn.get(a.name)?.[code] ?? a.name;
  for (const n of names) n.w = 0;
  $('#page-style').textContent = words['css:page'];
  hide(); pick.textContent = ''; paint(); refreshCard();
}
$$('.lang').forEach(b => { b.setAttribute('aria-pressed', b.dataset.lang === D.language); b.addEventListener('click', () => speak(b.dataset.lang)); });
$('#theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark'; paint();
});
matchMedia('(prefers-color-scheme:dark)').addEventListener('change', () => paint());
$('#print').addEventListener('click', () => print());
// On paper: the whole study as drawn without a script, in light colours.
let themeBefore;
addEventListener('beforeprint', () => {
  themeBefore = root.dataset.theme; root.dataset.theme = 'light'; printing = true;
  map.setAttribute('viewBox', still);
  for (const f of fixed) f.e.setAttribute('transform', f.start);
  for (const n of names) { n.text.setAttribute('x', n.at[0]); n.text.setAttribute('y', n.at[1]); n.text.setAttribute('text-anchor', n.at[2]); n.e.style.visibility = ''; }
  bar.outerHTML = barStart; bar = $('.scale-bar', map); cursor(null);
});
addEventListener('afterprint', () => {
  if (themeBefore) root.dataset.theme = themeBefore; else delete root.dataset.theme;
  printing = false; apply();
});
const copyText = async text => {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = Object.assign(document.createElement('textarea'), { value: text });
    document.body.append(area); area.select(); document.execCommand('copy'); area.remove();
  }
};
$$('.copy').forEach(b => b.addEventListener('click', async () => {
  const rows = $$('tr', b.closest('.tablebox')).map(r => [...r.cells].map(c => c.textContent.trim().replace(/\s+/g, ' ')).join('\t'));
  await copyText(rows.join('\n') + '\n');
  b.textContent = t('copied'); setTimeout(() => { b.textContent = t('copy'); }, 1500);
}));
// What is focused or linked to comes to lie below what sticks to the top of the window.
const topBar = $('.epochs');
new ResizeObserver(() => root.style.setProperty('--bar', topBar.offsetHeight + 'px')).observe(topBar);
