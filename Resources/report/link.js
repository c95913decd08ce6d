// The fragment of the address holds what is looked at: epoch, area, kilometre, width of the view, and the figure that was linked to.
// A public edition names kilometres by their number alone.
let linking = false, target = '';
function state() {
  const s = seen(), near = measureAt(s.x + s.w * s.k / 2, s.y + s.h * s.k / 2), parts = [['epoch', D.epochs[epoch()] ?? '']];
  if (areaNow) parts.push(['area', areaNow]);
  if (V.w < H.w * .98 && near.d < Infinity) parts.push(['km', (near.m / 1000).toFixed(D.withheld ? 0 : 3)], ['width', (V.w / 1000).toFixed(D.withheld ? 0 : 2)]);
  if (pinned) parts.push(['at', (pinned.m / 1000).toFixed(D.withheld ? 0 : 3)]);
  if (target) parts.push(['to', target]);
  return parts.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&');
}
let waiting = 0;
function remember() {
  if (!linking || waiting) return;
  waiting = setTimeout(() => { waiting = 0; try { history.replaceState(null, '', '#' + state()); } catch {} }, 300);
}
function restore() {
  const text = location.hash.slice(1);
  if (!text.includes('=')) return;
  const asked = new Map(text.split('&').map(p => p.split('=').map(v => { try { return decodeURIComponent(v); } catch { return ''; } })));
  const number = name => { const v = Number(asked.get(name)); return asked.has(name) && Number.isFinite(v) ? v * 1000 : null; };
  const e = D.epochs.indexOf(asked.get('epoch'));
  if (e >= 0 && radios[e]) { radios[e].checked = true; epochChanged(false); }
  if (D.areas.some(a => a.id === asked.get('area'))) go(asked.get('area'));
  const m = number('km'), width = number('width'), p = m === null ? null : positionOf(m);
  if (p) { const w = clamp(width ?? 24000, 400, H.w), h = w * H.h / H.w; view({ x: p[0] - w / 2, y: p[1] - h / 2, w, h }); }
  const at = number('at');
  if (at !== null && positionOf(at)) {
    const i = P.m ? firstFrom(at - .5) : 0;
    pin(P.m && i < P.m.length && Math.abs(P.m[i] - at) < 1 && stands[P.e[i]] ? { m: at, post: i } : { m: at });
  }
  const goal = asked.get('to') && document.getElementById(asked.get('to'));
  if (goal) { target = goal.id; goal.scrollIntoView({ behavior: 'instant', block: 'start' }); }
}
// A link beside a figure or number takes along what is looked at.
document.addEventListener('click', e => {
  const link = e.target.closest?.('a.here'); if (!link) return;
  e.preventDefault(); target = link.getAttribute('href').slice(1);
  const address = location.href.split('#')[0] + '#' + state();
  try { history.replaceState(null, '', '#' + state()); } catch {}
  copyText(address); link.classList.add('done'); setTimeout(() => link.classList.remove('done'), 1500);
});
new ResizeObserver(() => apply()).observe(map);
epochChanged(false); apply(); restore();
addEventListener('hashchange', restore);
linking = true;
root.dataset.ready = '';
