'use strict';
(() => {
const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
const D = JSON.parse($('#data').textContent), root = document.documentElement, NS = 'http://www.w3.org/2000/svg';
root.classList.add('live');
let words = D.words[D.language];
const t = k => words[k] ?? k;
const sums = a => { let s = 0; return Float64Array.from(a, v => s += v); };
const km = (m, d = 2) => (m / 1000).toLocaleString('en', { minimumFractionDigits: d, maximumFractionDigits: d });
const clamp = (v, a, b) => Math.min(b, Math.max(a, v));

// Numbers come as differences.
for (const p of D.border) for (const k of 'xym') p[k] = sums(p[k]);
for (const a of D.areas) a.spans = sums(a.spans);
D.seen = D.seen.map(s => s && sums(s));
D.fences = D.fences.map(f => f && f.map(([l, s, v]) => [l, s, sums(v)]));
const P = D.posts;
P.x = sums(P.x); P.y = sums(P.y); P.m = P.m && sums(P.m);
const statuses = { unchanged: 'statusUnchanged', upgraded: 'statusUpgraded', new: 'statusNew', removed: 'statusRemoved', open: 'statusOpen' };
const within = (spans, m) => { for (let i = 0; i < spans.length; i += 2) if (m >= spans[i] && m < spans[i + 1]) return true; return false; };
const areaAt = m => D.areas.find(a => m >= a.from && m <= a.to);

// Epoch: radio buttons drive the style sheet; the slider and the canvas follow.
const radios = $$('input[name=epoch]'), slider = $('#slider');
const epoch = () => +(radios.find(r => r.checked)?.value ?? 0);
const epochChanged = () => { slider.value = epoch(); slider.setAttribute('aria-valuetext', D.epochs[epoch()]); paint(); };
radios.forEach(r => r.addEventListener('change', epochChanged));
slider.addEventListener('input', () => { radios[+slider.value].checked = true; epochChanged(); });

// Language, theme, printing, copying.
function speak(code) {
  words = D.words[code]; root.lang = code;
  $$('[data-t]').forEach(e => { if (words[e.dataset.t] !== undefined) e.textContent = words[e.dataset.t]; });
  $$('[data-s]').forEach(e => { const w = words['s:' + e.dataset.s]; if (w !== undefined) e.textContent = w; });
  $$('.lang').forEach(b => b.setAttribute('aria-pressed', b.dataset.lang === code));
  $$('table.stack').forEach(table => { const heads = [...table.tHead.rows[0].cells].map(c => c.textContent); for (const r of table.tBodies[0].rows) [...r.cells].forEach((c, i) => { c.dataset.l = heads[i]; }); });
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

// Map: the view box is the view.
const map = $('#map'), canvas = $('#mapbox canvas'), g = canvas.getContext('2d'), pick = $('#pick');
const still = map.getAttribute('viewBox'), framed = ([x0, y0, x1, y1]) => ({ x: x0, y: y0, w: x1 - x0, h: y1 - y0 });
const first = map.viewBox.baseVal, H = D.home ? framed(D.home) : { x: first.x, y: first.y, w: first.width, h: first.height };
let V = { ...H }, selected = null, drawn = [], printing = false;
const fixed = $$('.fix', map).map(e => ({ e, start: e.getAttribute('transform'), side: e.classList[1], xy: e.getAttribute('transform').match(/translate\(([-\d.]+) ([-\d.]+)\)/).slice(1).map(Number) }));
const names = fixed.filter(f => !f.e.closest('.static-posts') && $('.area-name,.town-name,.country', f.e)).map(f => {
  const text = $('text', f.e), kind = text.classList[0];
  return { ...f, in: f.e.dataset.in?.split(' ').map(Number), text, kind, order: ['area-name', 'country', 'town-name'].indexOf(kind), at: [+text.getAttribute('x'), +text.getAttribute('y'), text.getAttribute('text-anchor') ?? 'start'] };
}).sort((a, b) => a.order - b.order);
const measureNames = () => { for (const n of names) n.w = n.text.getComputedTextLength(); };
const marker = $('.marker', map);
let bar = $('.scale-bar', map);
const barStart = bar.outerHTML;
const scale = () => { const r = map.getBoundingClientRect(); return { r, k: Math.max(V.w / r.width, V.h / r.height) }; };
// preserveAspectRatio centres the box: left and top of what is really seen.
const seen = () => { const { r, k } = scale(); return { k, w: r.width, h: r.height, x: V.x + (V.w - r.width * k) / 2, y: V.y + (V.h - r.height * k) / 2, r }; };
let frame = 0;
function view(v) {
  const w = clamp(v.w, 400, H.w * 3), f = w / v.w;
  V = { x: v.x + (v.w - w) / 2, y: v.y + (v.h - v.h * f) / 2, w, h: v.h * f };
  V.x = clamp(V.x, H.x - H.w, H.x + 2 * H.w - V.w); V.y = clamp(V.y, H.y - H.h * 2, H.y + 3 * H.h - V.h);
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; apply(); });
}
function apply() {
  if (printing || !map.clientWidth || !map.clientHeight) return;  // not laid out
  map.setAttribute('viewBox', `${V.x} ${V.y} ${V.w} ${V.h}`);
  const s = seen(), k = s.k;
  for (const f of fixed) {
    const x = f.side === 'ey' ? s.x + 6 * k : f.xy[0], y = f.side === 'ex' ? s.y + 14 * k : f.xy[1];
    f.e.setAttribute('transform', `translate(${x} ${y}) scale(${k})`);
  }
  const most = k * Math.min(240, s.w / 4), power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map(n => n * power).find(n => n <= most);
  bar.setAttribute('transform', `translate(${s.x + 14 * k} ${s.y + (s.h - 14) * k}) scale(${k})`);
  $('path', bar).setAttribute('d', `M0-6V0H${length / k}V-6`);
  const label = $('text', bar);
  label.setAttribute('x', length / k / 2); label.textContent = length >= 1000 ? `${length / 1000} km` : `${length} m`;
  mark(); paint();
}
function zoom(factor, cx, cy) {
  const s = seen(); cx ??= s.x + s.w * s.k / 2; cy ??= s.y + s.h * s.k / 2;
  view({ x: cx - (cx - V.x) * factor, y: cy - (cy - V.y) * factor, w: V.w * factor, h: V.h * factor });
}
function go(id) {
  const a = D.areas.find(a => a.id === id);
  $$('.chip').forEach(c => c.setAttribute('aria-pressed', c.dataset.go === id));
  $$('.strip').forEach(s => s.classList.toggle('on', s.dataset.area === id));
  if (!a || !a.box) return view({ ...H });
  view(framed(a.box));
}
$$('.chip').forEach(c => c.addEventListener('click', () => go(c.dataset.go)));
$$('[data-zoom]').forEach(b => b.addEventListener('click', () => b.dataset.zoom === 'whole' ? go('') : zoom(b.dataset.zoom === 'in' ? 1 / 1.8 : 1.8)));
map.addEventListener('keydown', e => {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
  if (step) view({ ...V, x: V.x + step[0] * V.w / 8, y: V.y + step[1] * V.h / 8 });
  else if (e.key === '+' || e.key === '=') zoom(1 / 1.5); else if (e.key === '-') zoom(1.5); else if (e.key === '0') go('');
  else if (e.key === 'Escape') select(null); else return;
  e.preventDefault();
});
const place = e => { const s = seen(); return [s.x + (e.clientX - s.r.left) * s.k, s.y + (e.clientY - s.r.top) * s.k, s.k]; };
const pointers = new Map(); let moved = 0;
map.addEventListener('pointerdown', e => { pointers.set(e.pointerId, e); moved = 0; });
map.addEventListener('pointermove', e => {
  const old = pointers.get(e.pointerId);
  if (!old) return hoverMap(e);
  const { k } = scale();
  if (pointers.size === 1) {
    moved += Math.abs(e.clientX - old.clientX) + Math.abs(e.clientY - old.clientY);
    if (moved > 3) { try { map.setPointerCapture(e.pointerId); } catch {} hide(); }
    view({ ...V, x: V.x - (e.clientX - old.clientX) * k, y: V.y - (e.clientY - old.clientY) * k });
  } else {
    const other = [...pointers.values()].find(p => p.pointerId !== e.pointerId);
    const d = p => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY) || 1, [x, y] = place(other);
    moved = 9; zoom(clamp(d(old) / d(e), .5, 2), x, y);
  }
  pointers.set(e.pointerId, e);
});
for (const n of ['pointerup', 'pointercancel']) addEventListener(n, e => pointers.delete(e.pointerId));
map.addEventListener('pointerleave', () => { hide(); cursor(null); });
map.addEventListener('wheel', e => {
  if (!e.ctrlKey && !e.metaKey && document.activeElement !== map) return;  // a page must scroll past its map
  e.preventDefault(); const [x, y] = place(e); zoom(1.0015 ** e.deltaY, x, y);
}, { passive: false });
map.addEventListener('dblclick', e => { const [x, y] = place(e); zoom(e.shiftKey ? 2 : .5, x, y); });
map.addEventListener('click', e => { if (moved < 4) { const h = hit(e); if (h) select(h.m); const a = e.target.closest?.('[data-area]'); if (!h && a) go(a.dataset.area); } });

// Facilities: gathered on a grid of the screen, single symbols where there is room.
function colour(name) { return getComputedStyle(root).getPropertyValue('--' + name).trim() || '#888'; }
const shapes = D.symbols.map(d => new Path2D(d)), SINGLES = 600, radius = n => Math.min(18, 2.6 + .9 * Math.sqrt(n));
function paint() {
  if (printing || !map.clientWidth || !map.clientHeight) return;
  const s = seen(), ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(s.w * ratio) || canvas.height !== Math.round(s.h * ratio)) { canvas.width = Math.round(s.w * ratio); canvas.height = Math.round(s.h * ratio); }
  g.setTransform(ratio, 0, 0, ratio, 0, 0); g.clearRect(0, 0, s.w, s.h);
  const bit = 1 << epoch(), visible = [];
  for (let i = 0; i < P.x.length; i++) {
    if (!(P.e[i] & bit)) continue;
    const x = (P.x[i] - s.x) / s.k, y = (P.y[i] - s.y) / s.k;
    if (x > -20 && y > -20 && x < s.w + 20 && y < s.h + 20) visible.push([i, x, y]);
  }
  const small = visible.length > 60 ? .65 : 1;
  drawn = visible.length <= SINGLES ? visible.map(([i, x, y]) => ({ x, y, n: P.n ? P.n[i] : 1, i })) : join(visible);
  const fill = D.styles.map(k => colour(k.slice(2))), ground = colour('ground'), cluster = colour('cluster'), uncounted = colour('not-counted'), on = colour('on');
  g.lineWidth = .8; g.textAlign = 'center'; g.textBaseline = 'middle'; g.font = '600 9.5px system-ui,sans-serif';
  for (const c of drawn) {
    if (c.n === 1 && c.i !== undefined && P.k[c.i] >= 0) {
      const k = P.k[c.i];
      g.save(); g.translate(c.x, c.y); g.scale(small, small); const off = P.u && P.u[c.i]; g.fillStyle = off ? ground : fill[k]; g.strokeStyle = off ? uncounted : k === 4 ? fill[k] : ground;
      g.fill(shapes[k]); g.stroke(shapes[k]); g.restore();
      continue;
    }
    g.globalAlpha = .72; g.fillStyle = cluster; g.strokeStyle = ground;
    g.beginPath(); g.arc(c.x, c.y, radius(c.n), 0, 7); g.fill(); g.stroke(); g.globalAlpha = 1;
    if (c.n >= 60) { g.fillStyle = on; g.fillText(c.n.toLocaleString('en'), c.x, c.y + .5); }
  }
  layNames(s);
}
// Names: an area's where least lies beneath it, a country's and a town's only where there is room.
const AROUND = [[0, 34, 'middle'], [24, 26, 'start'], [-24, 26, 'end'], [28, 5, 'start'], [-28, 5, 'end'], [0, -26, 'middle'], [0, 54, 'middle'], [50, 44, 'start'], [-50, 44, 'end'], [0, -44, 'middle'], [60, 5, 'start'], [-60, 5, 'end']];
function layNames(s) {
  if (names.length && !names[0].w) measureNames();
  const CELL = 8, lies = new Set(), put = (x, y) => lies.add(Math.floor(x / CELL) * 4096 + Math.floor(y / CELL));
  const px = x => (x - s.x) / s.k, py = y => (y - s.y) / s.k;
  for (const p of D.border) for (let i = 1; i < p.x.length; i++) {
    const x0 = px(p.x[i - 1]), y0 = py(p.y[i - 1]), x1 = px(p.x[i]), y1 = py(p.y[i]);
    if (Math.max(x0, x1) < 0 || Math.min(x0, x1) > s.w || Math.max(y0, y1) < 0 || Math.min(y0, y1) > s.h) continue;
    const n = Math.min(400, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / CELL));
    for (let j = 0; j <= n; j++) put(x0 + (x1 - x0) * j / Math.max(1, n), y0 + (y1 - y0) * j / Math.max(1, n));
  }
  for (const c of drawn) { const r = c.i === undefined ? radius(c.n) : 3; for (let x = -r; x <= r; x += CELL / 2) for (let y = -r; y <= r; y += CELL / 2) put(c.x + x, c.y + y); }
  const buttons = $('.zoom').getBoundingClientRect(), taken = [[buttons.left - s.r.left, buttons.top - s.r.top, buttons.right - s.r.left, buttons.bottom - s.r.top], [0, s.h - 40, Math.min(190, s.w / 2), s.h]];
  const box = (n, [dx, dy, anchor], size) => { const x = px(n.xy[0]) + dx - (anchor === 'middle' ? n.w / 2 : anchor === 'end' ? n.w : 0), y = py(n.xy[1]) + dy; return [x - 3, y - size, x + n.w + 3, y + 4]; };
  const clashes = b => taken.some(o => b[0] < o[2] && b[2] > o[0] && b[1] < o[3] && b[3] > o[1]) || b[0] < 0 || b[2] > s.w || b[1] < 0 || b[3] > s.h;
  const under = b => { let n = 0; for (let x = Math.floor(b[0] / CELL); x <= b[2] / CELL; x++) for (let y = Math.floor(b[1] / CELL); y <= b[3] / CELL; y++) if (lies.has(x * 4096 + y)) n++; return n; };
  for (const n of names) {
    const choices = n.kind === 'area-name' ? (s.w < 500 ? AROUND.slice(0, 6) : AROUND) : n.kind === 'town-name' ? [n.at, [-7, 4, 'end'], [0, 18, 'middle'], [0, -8, 'middle']] : [n.at];
    let best = null;
    choices.forEach((at, i) => {
      const b = box(n, at, n.kind === 'town-name' ? 11 : 14); if (clashes(b)) return;
      const lying = under(b); if (n.kind !== 'area-name' && lying > (n.kind === 'country' ? 0 : 1)) return;
      // Beyond the river a name would seem to be the neighbour's.
      const way = n.in && ((b[0] + b[2]) / 2 - px(n.xy[0])) * n.in[0] + ((b[1] + b[3]) / 2 - py(n.xy[1])) * n.in[1] <= 8 ? 6 : 0;
      const cost = lying + i * .3 + way; if (!best || cost < best.cost) best = { at, b, cost };
    });
    n.e.style.visibility = best ? '' : 'hidden';
    if (!best) continue;
    taken.push(best.b);
    n.text.setAttribute('x', best.at[0]); n.text.setAttribute('y', best.at[1]); n.text.setAttribute('text-anchor', best.at[2]);
  }
}
// As the static drawing does it: cells of a grid, then overlapping circles into the larger one until none overlap.
function join(visible) {
  const cells = new Map(), size = 22;
  for (const [i, x, y] of visible) {
    const key = Math.floor(x / size) * 100003 + Math.floor(y / size), n = P.n ? P.n[i] : 1, c = cells.get(key);
    if (!c) cells.set(key, { x, y, n, i }); else merge(c, { x, y, n });
  }
  let rest = [...cells.values()];
  for (;;) {
    const kept = [];
    rest.sort((a, b) => b.n - a.n || a.x - b.x || a.y - b.y);
    for (const c of rest) {
      const o = kept.find(o => { const r = radius(o.n) + radius(c.n); return (o.x - c.x) ** 2 + (o.y - c.y) ** 2 < r * r * .9; });
      if (o) merge(o, c); else kept.push(c);
    }
    if (kept.length === rest.length) return kept;
    rest = kept;
  }
}
function merge(c, o) { const n = c.n + o.n; c.x = (c.x * c.n + o.x * o.n) / n; c.y = (c.y * c.n + o.y * o.n) / n; c.n = n; delete c.i; }

// From the map to a measure and back.
function measureAt(x, y) {
  let best = { d: Infinity };
  for (const p of D.border) for (let i = 1; i < p.x.length; i++) {
    const dx = p.x[i] - p.x[i - 1], dy = p.y[i] - p.y[i - 1], l = dx * dx + dy * dy;
    const u = l ? clamp(((x - p.x[i - 1]) * dx + (y - p.y[i - 1]) * dy) / l, 0, 1) : 0;
    const d = Math.hypot(x - p.x[i - 1] - u * dx, y - p.y[i - 1] - u * dy);
    if (d < best.d) best = { d, m: p.m[i - 1] + u * (p.m[i] - p.m[i - 1]) };
  }
  return best;
}
function positionOf(m) {
  for (const p of D.border) {
    if (m < p.m[0] || m > p.m[p.m.length - 1]) continue;
    let a = 0, b = p.m.length - 1;
    while (b - a > 1) { const c = (a + b) >> 1; if (p.m[c] <= m) a = c; else b = c; }
    const u = p.m[b] > p.m[a] ? (m - p.m[a]) / (p.m[b] - p.m[a]) : 0;
    return [p.x[a] + u * (p.x[b] - p.x[a]), p.y[a] + u * (p.y[b] - p.y[a])];
  }
  return null;
}
function describe(m, post) {
  const a = areaAt(m), lines = [];
  const number = D.withheld ? `km ${km(Math.round(m / 1000) * 1000, 0)}` : `km ${km(m, 3)}`;
  lines.push(number + (a ? ` · ${a.name}` : ''));
  if (post !== undefined && P.id) lines.unshift(`${t(D.kinds[P.k[post]])}: ${P.prefix}${P.id[post]}`);
  D.epochs.forEach((name, e) => {
    if (!D.fences[e]) return;
    if (!within(D.seen[e], m)) return lines.push(`${name}: ${t('notSeen')}`);
    const up = D.fences[e].filter(f => within(f[2], m)).map(f => `${t(D.layers[f[0]])} (${t(statuses[f[1]])})`);
    lines.push(`${name}: ${up.length ? up.join(', ') : t('nothing')}`);
  });
  return lines.join('\n');
}
function hit(e) {
  const [x, y, k] = place(e), s = seen(), px = (x - s.x) / k, py = (y - s.y) / k;
  let best = { d: 10 };
  for (const c of drawn) {
    const d = Math.hypot(c.x - px, c.y - py) - (c.i === undefined ? radius(c.n) : 0);
    if (d < best.d) best = c.i === undefined ? { d, count: c.n } : { d, post: c.i };
  }
  const near = measureAt(x, y);
  if (best.post !== undefined) return { m: P.m && P.m[best.post] >= 0 ? P.m[best.post] : near.m, post: best.post };
  if (best.count && best.d < 2) return { m: near.m, count: best.count };
  return near.d / k < 24 ? { m: near.m } : null;
}
function hoverMap(e) {
  const h = hit(e);
  if (!h) { hide(); return cursor(null); }
  show(e, (h.count ? `${h.count.toLocaleString('en')} ${t('facilities')}\n` : '') + describe(h.m, h.post)); cursor(h.m);
}
function show(e, text) {
  pick.hidden = false; pick.textContent = text;
  const r = pick.getBoundingClientRect();
  pick.style.left = clamp(e.clientX + 14, 4, Math.max(4, innerWidth - r.width - 8)) + 'px';
  pick.style.top = (e.clientY + 18 + r.height > innerHeight ? e.clientY - r.height - 12 : e.clientY + 18) + 'px';
}
function hide() { pick.hidden = true; }

// Strips: one per area; the metric parts zoom by their view box, facilities and axis are drawn anew.
const S = D.strip;
const strips = $$('.strip').map(figure => {
  const a = D.areas.find(a => a.id === figure.dataset.area), svg = $('svg', figure), metric = $$('svg.metric', svg);
  const line = document.createElementNS(NS, 'path'); line.setAttribute('class', 'cursor'); svg.append(line);
  const strip = { figure, a, svg, metric, line, from: a.from, to: a.to, drawn: metric[0] ? +metric[0].getAttribute('width') : 0 };
  strip.height = svg.viewBox.baseVal.height; strip.still = $$('.posts', svg).map(p => p.innerHTML); strip.axis = $('.strip-axis', svg).innerHTML;
  const measure = e => { const r = svg.getBoundingClientRect(), x = (e.clientX - r.left) * svg.viewBox.baseVal.width / r.width - S.gutter; return x < -4 || x > strip.drawn + 4 ? null : strip.from + clamp(x / strip.drawn, 0, 1) * (strip.to - strip.from); };
  if (strip.drawn) {
    let drag = null;
    svg.addEventListener('pointerdown', e => { drag = { x: e.clientX, from: strip.from, moved: 0 }; });
    svg.addEventListener('pointermove', e => {
      if (drag && e.buttons) {
        drag.moved = Math.max(drag.moved, Math.abs(e.clientX - drag.x));
        const r = svg.getBoundingClientRect(), shift = (e.clientX - drag.x) * svg.viewBox.baseVal.width / r.width / strip.drawn * (strip.to - strip.from);
        if (drag.moved > 3 && strip.to - strip.from < a.to - a.from) stretch(strip, drag.from - shift, strip.to - strip.from);
        return;
      }
      const m = measure(e); if (m === null) { hide(); return cursor(null); }
      show(e, describe(m) + nearby(m)); cursor(m);
    });
    svg.addEventListener('pointerleave', () => { hide(); cursor(null); drag = null; });
    svg.addEventListener('click', e => { if (drag && drag.moved > 3) return; const m = measure(e); if (m !== null) { select(m); centre(m); } });
    svg.addEventListener('dblclick', e => { const m = measure(e); if (m !== null) stretch(strip, m - (m - strip.from) / 3, (strip.to - strip.from) / 3); });
    svg.addEventListener('wheel', e => {
      if (!e.ctrlKey && !e.metaKey) return;
      const m = measure(e); if (m === null) return;
      e.preventDefault(); const f = 1.0015 ** e.deltaY; stretch(strip, m - (m - strip.from) * f, (strip.to - strip.from) * f);
    }, { passive: false });
    svg.setAttribute('tabindex', '0');
    svg.addEventListener('keydown', e => {
      const w = strip.to - strip.from, mid = (strip.from + strip.to) / 2;
      if (e.key === 'ArrowLeft') stretch(strip, strip.from - w / 6, w); else if (e.key === 'ArrowRight') stretch(strip, strip.from + w / 6, w);
      else if (e.key === '+' || e.key === '=') stretch(strip, mid - w / 3, w / 1.5); else if (e.key === '-') stretch(strip, mid - w * .75, w * 1.5);
      else if (e.key === '0') stretch(strip, a.from, a.to - a.from); else if (e.key === 'Escape') select(null); else return;
      e.preventDefault();
    });
  }
  return strip;
});
// How many facilities stand within 250 m along the border, at the epoch shown.
function nearby(m) {
  if (!P.m) return '';
  let n = 0; const bit = 1 << epoch();
  let a = 0, b = P.m.length;
  while (a < b) { const c = (a + b) >> 1; if (P.m[c] < m - 250) a = c + 1; else b = c; }
  for (let i = a; i < P.m.length && P.m[i] <= m + 250; i++) if (P.e[i] & bit) n++;
  return `\n${n} ${t('facilities')} ± 250 m`;
}
function stretch(strip, from, width) {
  const a = strip.a, whole = a.to - a.from, w = clamp(width, Math.min(whole, 200), whole);
  strip.from = clamp(from, a.from, a.to - w); strip.to = strip.from + w;
  for (const s of strip.metric) { const b = s.viewBox.baseVal; s.setAttribute('viewBox', `${strip.from - a.from} 0 ${w} ${b.height}`); }
  const groups = $$('.posts', strip.svg), axis = $('.strip-axis', strip.svg), y = +axis.dataset.y;
  if (w === whole) { groups.forEach((p, i) => { p.innerHTML = strip.still[i]; }); axis.innerHTML = strip.axis; return cursor(null); }
  const px = m => S.gutter + (m - strip.from) / w * strip.drawn, one = v => Math.round(v * 10) / 10;
  for (const p of groups) {
    const e = +p.closest('[data-e]').dataset.e, base = +p.dataset.y + S.posts, mid = +p.dataset.y + S.posts + 2 + S.symbols / 2;
    const posts = [], others = [];
    for (let i = 0; i < P.m.length; i++) if ((P.e[i] >> e) & 1 && P.m[i] >= strip.from && P.m[i] <= strip.to) (P.k[i] === 0 ? posts : others).push(i);
    let html = `<path class="base" d="M${S.gutter} ${base}h${strip.drawn}"/>`;
    if (posts.length <= strip.drawn / 4) html += `<path class="ticks" d="${posts.map(i => `M${one(px(P.m[i]))} ${base}v-12`).join('')}"/>`;
    else {
      const n = Math.ceil(strip.drawn / 3), bins = new Uint32Array(n);
      for (const i of posts) bins[Math.min(n - 1, Math.floor((P.m[i] - strip.from) / w * n))]++;
      const top = Math.max(...bins, 1);
      html += `<path class="columns" d="${[...bins].map((v, i) => v ? `M${one(S.gutter + i * strip.drawn / n)} ${base}v${-one(v / top * (S.posts - 2))}h2.6V${base}Z` : '').join('')}"/>`;
    }
    html += others.map(i => `<path class="sy ${D.styles[P.k[i]]}" transform="translate(${one(px(P.m[i]))} ${mid})" d="${D.symbols[P.k[i]]}"/>`).join('');
    p.innerHTML = html;
  }
  const raw = w / 1000 / Math.max(2, strip.drawn / 110), power = 10 ** Math.floor(Math.log10(raw)), f = raw / power;
  const step = (f < 1.414 ? 1 : f < 3.162 ? 2 : f < 7.071 ? 5 : 10) * power, digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  let ticks = `<path class="base" d="M${S.gutter} ${y}h${strip.drawn}"/>`;
  for (let i = Math.ceil(strip.from / 1000 / step); i * step <= strip.to / 1000; i++) {
    const x = one(px(i * step * 1000));
    ticks += `<path class="base" d="M${x} ${y}v4"/><text class="axis" x="${x}" y="${y + 15}" text-anchor="middle">km ${km(i * step * 1000, digits)}</text>`;
  }
  axis.innerHTML = ticks; cursor(null);
}
function cursor(m) {
  const at = m ?? selected;
  for (const s of strips) {
    const on = at !== null && at >= s.from && at <= s.to && s.drawn;
    s.line.setAttribute('d', on ? `M${S.gutter + (at - s.from) / (s.to - s.from) * s.drawn} 20V${s.height - 18}` : '');
  }
  mark(m);
}
function mark(m) {
  if (!map.clientWidth || !map.clientHeight) return;
  const at = m ?? selected, p = at === null || at === undefined ? null : positionOf(at), { k } = scale();
  marker.setAttribute('r', p ? 9 * k : 0); marker.setAttribute('stroke-width', 3 * k); marker.style.strokeWidth = 3 * k;
  if (p) { marker.setAttribute('cx', p[0]); marker.setAttribute('cy', p[1]); }
}
function select(m) { selected = m; cursor(m); }
// Brings a place into the middle of the map, close enough to see single facilities.
function centre(m) {
  const p = positionOf(m); if (!p) return;
  const w = Math.min(V.w, 24000), h = w * H.h / H.w; view({ x: p[0] - w / 2, y: p[1] - h / 2, w, h });
}
new ResizeObserver(() => apply()).observe(map);
epochChanged();
})();
