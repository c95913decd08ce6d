// Map: the view box is the view. Circles of many facilities lie on a canvas below the drawing, single symbols on one above it.
const map = $('#map'), below = $('#mapbox .below'), canvas = $('#mapbox .above'), pick = $('#pick');
const still = map.getAttribute('viewBox'), framed = ([x0, y0, x1, y1]) => ({ x: x0, y: y0, w: x1 - x0, h: y1 - y0 });
const first = map.viewBox.baseVal, H = D.home ? framed(D.home) : { x: first.x, y: first.y, w: first.width, h: first.height };
let V = { ...H }, selected = null, drawn = [], printing = false;
map.setAttribute('role', 'application'); map.setAttribute('tabindex', '0');
const fixed = $$('.fix', map).map(e => ({ e, start: e.getAttribute('transform'), side: e.classList[1], xy: e.getAttribute('transform').match(/translate\(([-\d.]+) ([-\d.]+)\)/).slice(1).map(Number) }));
const names = fixed.filter(f => !f.e.closest('.static-posts') && $('.area-name,.town-name,.country', f.e)).map(f => {
  const text = $('text', f.e), kind = text.classList[0];
  return { ...f, far: f.e.dataset.far && +f.e.dataset.far, in: f.e.dataset.in?.split(' ').map(Number), text, kind, order: ['area-name', 'country', 'town-name'].indexOf(kind), at: [+text.getAttribute('x'), +text.getAttribute('y'), text.getAttribute('text-anchor') ?? 'start'] };
}).sort((a, b) => a.order - b.order);
const moving = fixed.filter(f => !f.e.closest('.static-posts'));
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
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; apply(); remember(); });
}
function apply() {
  if (printing || !map.clientWidth || !map.clientHeight) return;  // not laid out
  map.setAttribute('viewBox', `${V.x} ${V.y} ${V.w} ${V.h}`);
  const s = seen(), k = s.k;
  for (const f of moving) {
    const x = f.side === 'ey' ? s.x + 6 * k : f.xy[0], y = f.side === 'ex' ? s.y + 14 * k : f.xy[1];
    f.e.setAttribute('transform', `translate(${x} ${y}) scale(${k})`);
  }
  const most = k * Math.min(240, s.w / 4), power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map(n => n * power).find(n => n <= most);
  bar.setAttribute('transform', `translate(${s.x + 14 * k} ${s.y + (s.h - 14) * k}) scale(${k})`);
  $('path', bar).setAttribute('d', `M0-6V0H${length / k}V-6`);
  const label = $('text', bar);
  label.setAttribute('x', length / k / 2); label.textContent = length >= 1000 ? `${length / 1000} km` : `${length} m`;
  map.classList.toggle('near', k < 26);  // rivers would lie beside the border that follows the same water
  mark(); paint();
}
function zoom(factor, cx, cy) {
  const s = seen();
  if (cx === undefined) {
    // From buttons and keys: towards the border, where there is something to see, if any of it is in view.
    cx = s.x + s.w * s.k / 2; cy = s.y + s.h * s.k / 2;
    const near = factor < 1 ? measureAt(cx, cy) : null, p = near && near.d < Math.max(s.w, s.h) * s.k / 2 ? positionOf(near.m) : null;
    if (p) { view({ x: p[0] - V.w * factor / 2, y: p[1] - V.h * factor / 2, w: V.w * factor, h: V.h * factor }); return; }
  }
  view({ x: cx - (cx - V.x) * factor, y: cy - (cy - V.y) * factor, w: V.w * factor, h: V.h * factor });
}
let areaNow = '';
function go(id) {
  const a = D.areas.find(a => a.id === id);
  areaNow = a ? id : '';
  $$('.chip[data-go]').forEach(c => c.setAttribute('aria-pressed', c.dataset.go === areaNow));
  $$('.strip').forEach(s => s.classList.toggle('on', s.dataset.area === id));
  if (!a || !a.box) return view({ ...H });
  view(framed(a.box));
}
$$('.chip[data-go]').forEach(c => c.addEventListener('click', () => go(c.dataset.go)));
$$('[data-zoom]').forEach(b => b.addEventListener('click', () => b.dataset.zoom === 'whole' ? go('') : zoom(b.dataset.zoom === 'in' ? 1 / 1.8 : 1.8)));
map.addEventListener('keydown', e => {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
  if (step) view({ ...V, x: V.x + step[0] * V.w / 8, y: V.y + step[1] * V.h / 8 });
  else if (e.key === '+' || e.key === '=') zoom(1 / 1.5); else if (e.key === '-') zoom(1.5); else if (e.key === '0') go('');
  else if (e.key === 'Escape') unpin(); else return;
  e.preventDefault();
});
const place = e => { const s = seen(); return [s.x + (e.clientX - s.r.left) * s.k, s.y + (e.clientY - s.r.top) * s.k, s.k]; };
const pointers = new Map(); let moved = 0;
map.addEventListener('pointerdown', e => { if (!pointers.size) moved = 0; pointers.set(e.pointerId, e); });
map.addEventListener('pointermove', e => {
  const old = pointers.get(e.pointerId);
  if (!old) { if (e.pointerType !== 'touch') hoverMap(e); return; }
  const { k } = scale();
  if (pointers.size === 1) {
    moved += Math.abs(e.clientX - old.clientX) + Math.abs(e.clientY - old.clientY);
    if (moved > 3) { try { map.setPointerCapture(e.pointerId); } catch {} hide(); }
    view({ ...V, x: V.x - (e.clientX - old.clientX) * k, y: V.y - (e.clientY - old.clientY) * k });
  } else {
    const other = [...pointers.values()].find(p => p.pointerId !== e.pointerId);
    const d = p => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY) || 1, [x, y] = place(other);
    moved = 99; zoom(clamp(d(old) / d(e), .5, 2), x, y);
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
map.addEventListener('click', e => {
  // A finger wavers more than a mouse, and covers more.
  const touch = e.pointerType === 'touch';
  if (moved >= (touch ? 12 : 4)) return;
  const h = hit(e, touch ? 2.2 : 1), a = e.target.closest?.('[data-area]');
  if (h) pin(h, e); else if (a) go(a.dataset.area); else unpin();
});

// Facilities: circles only where symbols would lie on each other.
let colours = {};
function colour(name) { return colours[name] ??= getComputedStyle(root).getPropertyValue('--' + name).trim() || '#888'; }
const shapes = D.symbols.map(d => new Path2D(d)), SINGLES = 600, radius = n => Math.min(18, 2.6 + .9 * Math.sqrt(n));
const visible = new Int32Array(P.x.length);
let inView = 0;
function sized(canvas, s) {
  const ratio = devicePixelRatio || 1, w = Math.round(s.w * ratio), h = Math.round(s.h * ratio);
  if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
  const g = canvas.getContext('2d');
  g.setTransform(ratio, 0, 0, ratio, 0, 0); g.clearRect(0, 0, s.w, s.h);
  return g;
}
function paint() {
  if (printing || !map.clientWidth || !map.clientHeight) return;
  colours = {};
  const s = seen(), under = sized(below, s), g = sized(canvas, s);
  let count = 0, standing = 0;
  inView = 0;
  const x0 = s.x - 20 * s.k, x1 = s.x + (s.w + 20) * s.k, y0 = s.y - 20 * s.k, y1 = s.y + (s.h + 20) * s.k;
  for (let i = 0; i < P.x.length; i++) {
    if (!stands[P.e[i]] || hiddenKinds.has(P.k[i])) continue;
    const n = P.n ? P.n[i] : 1;
    standing += n;
    const x = P.x[i], y = P.y[i];
    if (x > x0 && y > y0 && x < x1 && y < y1) { visible[count++] = i; inView += n; }
  }
  $('#inview').textContent = `${t('inView')}: ${grouped(inView)} / ${grouped(standing)} ${t('facilities')}`;
  const small = count > 60 ? .65 : 1;
  drawn = count <= SINGLES ? Array.from(visible.subarray(0, count), i => ({ x: (P.x[i] - s.x) / s.k, y: (P.y[i] - s.y) / s.k, n: P.n ? P.n[i] : 1, i })) : join(count, s);
  const fill = D.colours.map(colour), uncounted = colour('not-counted'), ground = colour('ground'), cluster = colour('cluster'), on = colour('on');
  g.lineWidth = .8; under.lineWidth = .8;
  for (const c of drawn) {
    if (c.n === 1 && c.i !== undefined && P.k[c.i] >= 0) {
      const k = P.k[c.i], off = P.u?.[c.i];
      g.save(); g.translate(c.x, c.y); g.scale(small, small); g.fillStyle = off ? ground : fill[k]; g.strokeStyle = off ? uncounted : D.open[k] ? fill[k] : ground;
      g.fill(shapes[k]); g.stroke(shapes[k]); g.restore();
      continue;
    }
    under.globalAlpha = .72; under.fillStyle = cluster; under.strokeStyle = ground;
    under.beginPath(); under.arc(c.x, c.y, radius(c.n), 0, 7); under.fill(); under.stroke(); under.globalAlpha = 1;
  }
  // Numbers last, above the fences, on a halo of their circle's colour.
  g.lineWidth = 3; g.lineJoin = 'round'; g.strokeStyle = cluster; g.fillStyle = on; g.textAlign = 'center'; g.textBaseline = 'middle'; g.font = '600 10px system-ui,sans-serif';
  for (const c of drawn) if (c.n >= 60) { g.strokeText(grouped(c.n), c.x, c.y + .5); g.fillText(grouped(c.n), c.x, c.y + .5); }
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
  const covered = [$('.zoom'), $('.locator')].filter(Boolean).map(e => e.getBoundingClientRect()), taken = [...covered.map(r => [r.left - s.r.left, r.top - s.r.top, r.right - s.r.left, r.bottom - s.r.top]), [0, s.h - 40, Math.min(190, s.w / 2), s.h]];
  const box = (n, [dx, dy, anchor], size) => { const x = px(n.xy[0]) + dx - (anchor === 'middle' ? n.w / 2 : anchor === 'end' ? n.w : 0), y = py(n.xy[1]) + dy; return [x - 3, y - size, x + n.w + 3, y + 4]; };
  const clashes = b => taken.some(o => b[0] < o[2] && b[2] > o[0] && b[1] < o[3] && b[3] > o[1]) || b[0] < 0 || b[2] > s.w || b[1] < 0 || b[3] > s.h;
  const under = b => { let n = 0; for (let x = Math.floor(b[0] / CELL); x <= b[2] / CELL; x++) for (let y = Math.floor(b[1] / CELL); y <= b[3] / CELL; y++) if (lies.has(x * 4096 + y)) n++; return n; };
  for (const n of names) {
    if (n.far && s.k > n.far) { n.e.style.visibility = 'hidden'; continue; }
    const choices = n.kind === 'area-name' ? (s.w < 500 ? AROUND.slice(0, 6) : AROUND) : n.kind === 'town-name' ? [n.at, [-7, 4, 'end'], [0, 18, 'middle'], [0, -8, 'middle']] : [n.at];
    let best = null;
    choices.forEach((at, i) => {
      const b = box(n, at, n.kind === 'town-name' ? 11 : 14); if (clashes(b)) return;
      const lying = under(b); if (n.kind !== 'area-name' && lying > (n.kind === 'country' ? 0 : 1)) return;
      // Beyond the river a name would seem to be the neighbour's.
      const way = n.in && ((b[0] + b[2]) / 2 - px(n.xy[0])) * n.in[0] + ((b[1] + b[3]) / 2 - py(n.xy[1])) * n.in[1] <= 8 ? 6 : 0;
      const cost = lying + i * .7 + way; if (!best || cost < best.cost) best = { at, b, cost };
    });
    n.e.style.visibility = best ? '' : 'hidden';
    if (!best) continue;
    taken.push(best.b);
    n.text.setAttribute('x', best.at[0]); n.text.setAttribute('y', best.at[1]); n.text.setAttribute('text-anchor', best.at[2]);
  }
}
// Facilities that fall on one symbol's room are one; circles that overlap join the larger one until none do.
function join(count, s) {
  const size = 8, across = Math.ceil((s.w + 40) / size) + 1, down = Math.ceil((s.h + 40) / size) + 1;
  const n = new Float64Array(across * down), sx = new Float64Array(across * down), sy = new Float64Array(across * down), one = new Int32Array(across * down);
  const filled = [], KINDS = D.kinds.length, kinds = new Uint32Array(across * down * KINDS);
  for (let j = 0; j < count; j++) {
    const i = visible[j], x = (P.x[i] - s.x) / s.k, y = (P.y[i] - s.y) / s.k, c = Math.floor((x + 20) / size) + across * Math.floor((y + 20) / size), w = P.n ? P.n[i] : 1;
    if (!n[c]) { filled.push(c); one[c] = i; } else one[c] = -1;
    if (P.k[i] >= 0) kinds[c * KINDS + P.k[i]] += w;
    n[c] += w; sx[c] += w * x; sy[c] += w * y;
  }
  let rest = filled.map(c => ({ x: sx[c] / n[c], y: sy[c] / n[c], n: n[c], i: one[c] < 0 ? undefined : one[c], kinds: kinds.subarray(c * KINDS, (c + 1) * KINDS) }));
  for (;;) {
    rest.sort((a, b) => b.n - a.n || a.x - b.x || a.y - b.y);
    // Kept circles by the cells of a coarse grid: no two that meet are further apart than two largest radii.
    const kept = [], cells = new Map(), key = (x, y) => Math.floor(x / 40) * 4096 + Math.floor(y / 40);
    for (const c of rest) {
      let other = null;
      for (let dx = -40; dx <= 40 && !other; dx += 40) for (let dy = -40; dy <= 40 && !other; dy += 40) {
        other = cells.get(key(c.x + dx, c.y + dy))?.find(o => { const r = radius(o.n) + radius(c.n); return (o.x - c.x) ** 2 + (o.y - c.y) ** 2 < r * r * .9; });
      }
      if (other) { merge(other, c); continue; }
      kept.push(c);
      const k = key(c.x, c.y), list = cells.get(k);
      if (list) list.push(c); else cells.set(k, [c]);
    }
    if (kept.length === rest.length) return kept;
    rest = kept;
  }
}
function merge(c, o) { const n = c.n + o.n; c.x = (c.x * c.n + o.x * o.n) / n; c.y = (c.y * c.n + o.y * o.n) / n; c.n = n; delete c.i; o.kinds.forEach((v, k) => { c.kinds[k] += v; }); }

// Kinds of facility can be left out, where each symbol is of one kind.
const kindsHere = D.kinds.map((_, k) => k).filter(k => P.k.includes(k)), filters = $('#kinds');
if (kindsHere.length > 1 && !P.k.includes(-1)) {
  for (const k of kindsHere) {
    const b = element('button', { type: 'button', class: 'chip', 'aria-pressed': 'true', 'data-t': D.kinds[k] }, t(D.kinds[k]));
    b.addEventListener('click', () => { const off = !hiddenKinds.delete(k); if (off) hiddenKinds.add(k); b.setAttribute('aria-pressed', String(!off)); paint(); });
    filters.append(b);
  }
} else filters.hidden = true;

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
function hit(e, reach = 1) {
  const [x, y, k] = place(e), s = seen(), px = (x - s.x) / k, py = (y - s.y) / k;
  let best = { d: 10 * reach };
  for (const c of drawn) {
    const d = Math.hypot(c.x - px, c.y - py) - (c.i === undefined ? radius(c.n) : 0);
    if (d < best.d) best = c.i === undefined ? { d, count: c.n, kinds: c.kinds } : { d, post: c.i };
  }
  const near = measureAt(x, y);
  if (best.post !== undefined && P.id) return { m: P.m && P.m[best.post] >= 0 ? P.m[best.post] : near.m, post: best.post };
  if (best.post !== undefined) return { m: near.m, count: P.n[best.post] };
  if (best.count && best.d < 2 * reach) return { m: near.m, count: best.count, kinds: best.kinds };
  return near.d / k < 24 * reach ? { m: near.m } : null;
}
function hoverMap(e) {
  const h = hit(e);
  if (!h) { hide(); return cursor(null); }
  show(e, describe(h)); cursor(h.m);
}
function mark(m) {
  if (!map.clientWidth || !map.clientHeight) return;
  const at = m ?? selected, p = at === null || at === undefined ? null : positionOf(at), { k } = scale();
  marker.setAttribute('r', p ? 9 * k : 0); marker.setAttribute('stroke-width', 3 * k); marker.style.strokeWidth = 3 * k;
  if (p) { marker.setAttribute('cx', p[0]); marker.setAttribute('cy', p[1]); }
}
// Brings a place into the middle of the map, close enough to see single facilities.
function centre(m, width = 24000) {
  const p = positionOf(m); if (!p) return;
  const w = Math.min(V.w, width), h = w * H.h / H.w; view({ x: p[0] - w / 2, y: p[1] - h / 2, w, h });
}
