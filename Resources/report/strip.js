// Strips: one per area; the metric parts zoom by their view box, facilities and axis are drawn anew.
const S = D.strip;
const strips = $$('.strip').map(figure => {
  const a = D.areas.find(a => a.id === figure.dataset.area), svg = $('svg', figure), metric = $$('svg.metric', svg);
  const line = document.createElementNS(NS, 'path'); line.setAttribute('class', 'cursor'); svg.append(line);
  const strip = { figure, a, svg, metric, line, from: a.from, to: a.to, at: null, drawn: metric[0] ? +metric[0].getAttribute('width') : 0, borrow() {} };
  strip.height = svg.viewBox.baseVal.height; strip.still = $$('.posts', svg).map(p => p.innerHTML); strip.axis = $('.strip-axis', svg).innerHTML;
  const measure = e => { const r = svg.getBoundingClientRect(), x = (e.clientX - r.left) * svg.viewBox.baseVal.width / r.width - S.gutter; return x < -4 || x > strip.drawn + 4 ? null : strip.from + clamp(x / strip.drawn, 0, 1) * (strip.to - strip.from); };
  if (!strip.drawn) return strip;
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
    show(e, describe({ m }) + nearby(m)); cursor(m);
  });
  svg.addEventListener('pointerleave', () => { hide(); cursor(null); drag = null; });
  svg.addEventListener('click', e => {
    const touch = e.pointerType === 'touch';
    if (drag && drag.moved > (touch ? 10 : 3)) return;
    const m = measure(e); if (m === null) return;
    strip.at = m; pin(at(strip, m, touch ? 14 : 5), e); centre(m);
  });
  svg.addEventListener('dblclick', e => { const m = measure(e); if (m !== null) stretch(strip, m - (m - strip.from) / 3, (strip.to - strip.from) / 3); });
  svg.addEventListener('wheel', e => {
    if (!e.ctrlKey && !e.metaKey) return;
    const m = measure(e); if (m === null) return;
    e.preventDefault(); const f = 1.0015 ** e.deltaY; stretch(strip, m - (m - strip.from) * f, (strip.to - strip.from) * f);
  }, { passive: false });
  // A cursor along the border: what a slider is to those who do not see it.
  svg.setAttribute('role', 'slider'); svg.setAttribute('tabindex', '0'); svg.setAttribute('aria-orientation', 'horizontal');
  svg.setAttribute('aria-valuemin', (a.from / 1000).toFixed(3)); svg.setAttribute('aria-valuemax', (a.to / 1000).toFixed(3));
  announce(strip, a.from, kilometre(a.from));
  svg.addEventListener('keydown', e => {
    const w = strip.to - strip.from, here = strip.at ?? (strip.from + strip.to) / 2;
    const step = { ArrowLeft: -w / 100, ArrowDown: -w / 100, ArrowRight: w / 100, ArrowUp: w / 100, PageUp: w / 10, PageDown: -w / 10, Home: a.from - here, End: a.to - here }[e.key];
    if (step !== undefined) walk(strip, e.shiftKey && Math.abs(step) < w / 50 ? neighbour(strip, here, Math.sign(step)) : strip.at === null && Math.abs(step) < w / 50 ? here : here + step);
    else if (e.key === 'Enter' || e.key === ' ') { walk(strip, here); centre(here); }
    else if (e.key === '+' || e.key === '=') stretch(strip, here - (here - strip.from) / 1.5, w / 1.5);
    else if (e.key === '-') stretch(strip, here - (here - strip.from) * 1.5, w * 1.5);
    else if (e.key === '0') stretch(strip, a.from, a.to - a.from);
    else if (e.key === 'Escape') { strip.at = null; unpin(); } else return;
    e.preventDefault();
  });
  svg.addEventListener('blur', () => { strip.at = null; });
  // Of many epochs a strip holds a few; the last of its tracks is lent to an epoch that has none.
  const lent = $$('.tracks', svg).pop(), own = lent && +lent.dataset.e, before = lent?.innerHTML;
  strip.borrow = () => {
    if (!lent || D.withheld) return;
    const e = stillDrawn.has(epoch()) ? own : epoch();
    if (+lent.dataset.e === e) return;
    lent.dataset.e = e; lent.innerHTML = before;
    strip.metric = $$('svg.metric', svg);
    if (e !== own) redrawTracks(strip, lent, e);
    strip.still = $$('.posts', svg).map(p => p.innerHTML);
    stretch(strip, strip.from, strip.to - strip.from);
  };
  return strip;
});
function announce(strip, m, text) {
  strip.svg.setAttribute('aria-valuenow', (m / 1000).toFixed(3)); strip.svg.setAttribute('aria-valuetext', text);
}
// On narrow windows strips scroll, and a cue says so until they did.
const cue = $('#cue'), scroller = $('#strips');
new ResizeObserver(() => { if (!scroller.dataset.moved) cue.hidden = scroller.scrollWidth <= scroller.clientWidth + 4; }).observe(scroller);
scroller.addEventListener('scroll', () => { if (scroller.scrollLeft > 24) { scroller.dataset.moved = ''; cue.hidden = true; } }, { passive: true });
// The facility at a place of a strip, within so many drawing units of it.
function at(strip, m, reach) {
  if (!P.m) return { m };
  const width = reach * (strip.to - strip.from) / strip.drawn;
  let best = null;
  for (let i = firstFrom(m - width); i < P.m.length && P.m[i] <= m + width; i++) {
    if (!stands[P.e[i]] || hiddenKinds.has(P.k[i])) continue;
    const d = Math.abs(P.m[i] - m); if (!best || d < best.d) best = { d, i };
  }
  return best ? { m: P.m[best.i], post: best.i } : { m };
}
// The next place with a facility, to either side.
function neighbour(strip, m, side) {
  if (!P.m) return m;
  for (let i = side > 0 ? firstFrom(m + 1) : firstFrom(m) - 1; i >= 0 && i < P.m.length; i += side) if (stands[P.e[i]] && !hiddenKinds.has(P.k[i]) && P.m[i] !== m) return clamp(P.m[i], strip.a.from, strip.a.to);
  return m;
}
function walk(strip, m) {
  m = clamp(m, strip.a.from, strip.a.to); strip.at = m;
  const w = strip.to - strip.from;
  if (m < strip.from || m > strip.to) stretch(strip, m - w / 2, w);
  const here = at(strip, m, .6), r = strip.svg.getBoundingClientRect(), u = r.width / strip.svg.viewBox.baseVal.width;
  pin({ ...here, m, back: strip.svg }, { clientX: r.left + (S.gutter + (m - strip.from) / w * strip.drawn) * u, clientY: r.top + r.height / 2 });
  announce(strip, m, facts(pinned).map(r => r.join(': ')).join('; '));
}
function bins(list, strip, n) {
  const counts = new Uint32Array(n), w = strip.to - strip.from;
  for (const i of list) counts[Math.min(n - 1, Math.floor((P.m[i] - strip.from) / w * n))]++;
  return counts;
}
const one = v => Math.round(v * 10) / 10;
// Facilities of an epoch along the stretch that a strip shows: single where there is room, columns of counts where there is none.
function posts(strip, e, base, mid) {
  const there = Uint8Array.from(D.sets, runs => { for (let i = 0; i < runs.length; i += 2) if (e >= runs[i] && e < runs[i + 1]) return 1; return 0; });
  const px = m => S.gutter + (m - strip.from) / (strip.to - strip.from) * strip.drawn, main = [], others = [];
  for (let i = firstFrom(strip.from); i < P.m.length && P.m[i] <= strip.to; i++) if (there[P.e[i]]) (P.k[i] === D.column ? main : others).push(i);
  let html = `<path class="base" d="M${S.gutter} ${base}h${strip.drawn}"/>`;
  const n = Math.ceil(strip.drawn / 3), wide = strip.drawn / n;
  if (main.length <= strip.drawn / 4) html += `<path class="ticks ${D.styles[D.column] ?? ''}-line" d="${main.map(i => `M${one(px(P.m[i]))} ${base}v-12`).join('')}"/>`;
  else {
    const counts = bins(main, strip, n), top = counts.reduce((a, b) => Math.max(a, b), 1), m = (strip.to - strip.from) / n;
    html += `<text class="tiny column-scale" x="${S.gutter - 8}" y="${base - S.posts + 7}" text-anchor="end">${grouped(top)} / ${m < 995 ? Math.round(m) + ' m' : km(m, 1) + ' km'}</text>`;
    html += `<path class="columns ${D.styles[D.column]}" d="${Array.from(counts, (v, i) => v ? `M${one(S.gutter + i * wide)} ${base}v${-one(v / top * (S.posts - 2))}h2.6V${base}Z` : '').join('')}"/>`;
  }
  if (others.length <= strip.drawn / 5) return html + others.map(i => `<path class="sy ${D.styles[P.k[i]]}" transform="translate(${one(px(P.m[i]))} ${mid})" d="${D.symbols[P.k[i]]}"/>`).join('');
  const all = bins(others, strip, n), top = all.reduce((a, b) => Math.max(a, b), 1), below = new Uint32Array(n), foot = mid + S.symbols / 2, y = v => one(foot - v / top * S.symbols);
  for (let k = 0; k < D.kinds.length; k++) {
    if (k === D.column) continue;
    const counts = bins(others.filter(i => P.k[i] === k), strip, n);
    html += `<path class="columns ${D.styles[k]}" d="${Array.from(counts, (v, i) => { if (!v) return ''; const low = y(below[i]), high = y(below[i] += v); return `M${one(S.gutter + i * wide)} ${low}V${high}h2.6V${low}Z`; }).join('')}"/>`;
  }
  return html;
}
// Fences, imagery and facilities of another epoch in the tracks of one.
function redrawTracks(strip, group, e) {
  const a = strip.a, fences = $('svg.fences', group), when = $('.when', group), least = (a.to - a.from) / strip.drawn / 2;
  if (when) when.textContent = D.epochs[e];
  if (fences) {
    const rows = [...new Set(fenceSpans.flatMap(list => list.map(f => f[0])))].sort(), height = +fences.getAttribute('height');
    const spans = (list, y, h, style) => {
      let d = '';
      for (let i = 0; i < list.length; i += 2) { const from = Math.max(list[i], a.from), to = Math.min(list[i + 1], a.to); if (to > from) d += `M${one(from - a.from)} ${y}h${one(Math.max(to - from, least))}v${h}h${-one(Math.max(to - from, least))}Z`; }
      return d ? `<path class="${style}" d="${d}"/>` : '';
    };
    const labels = $$('.tiny', group).map(l => l.dataset.t);
    let html = spans([a.from, a.to], 0, height - 2, 'unknown') + spans(seenSpans[e], 0, 5, 'bordered');
    rows.filter(r => labels.includes(D.layers[r])).forEach((layer, i) => {
      const y = 8 + i * 14;
      html += spans(seenSpans[e], y, 11, 'empty') + fenceSpans[e].filter(f => f[0] === layer).map(f => spans(f[2], y, 11, 'st-' + D.statuses[f[1]])).join('');
    });
    fences.innerHTML = html;
  }
  const p = $('.posts', group);
  if (p) p.innerHTML = posts(strip, e, +p.dataset.y + S.posts, +p.dataset.y + S.posts + 2 + S.symbols / 2);
}
function stretch(strip, from, width) {
  const a = strip.a, whole = a.to - a.from, w = clamp(width, Math.min(whole, 200), whole);
  strip.from = clamp(from, a.from, a.to - w); strip.to = strip.from + w;
  for (const s of strip.metric) { const b = s.viewBox.baseVal; s.setAttribute('viewBox', `${strip.from - a.from} 0 ${w} ${b.height}`); }
  const groups = $$('.posts', strip.svg), axis = $('.strip-axis', strip.svg), y = +axis.dataset.y;
  if (w === whole) { groups.forEach((p, i) => { p.innerHTML = strip.still[i]; }); axis.innerHTML = strip.axis; return cursor(null); }
  const px = m => S.gutter + (m - strip.from) / w * strip.drawn;
  if (P.m) for (const p of groups) p.innerHTML = posts(strip, +p.closest('[data-e]').dataset.e, +p.dataset.y + S.posts, +p.dataset.y + S.posts + 2 + S.symbols / 2);
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
