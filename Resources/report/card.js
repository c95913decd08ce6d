// What a page says of a place: beside the pointer while it hovers, and on a card that stays after a tap, a click or Enter.
const dateText = n => n ? `${Math.floor(n / 10000)}-${String(Math.floor(n / 100) % 100).padStart(2, '0')}-${String(n % 100).padStart(2, '0')}` : '';
const kilometre = m => D.withheld ? `km ${km(Math.floor(m / 1000) * 1000, 0)}\u2013${km(Math.floor(m / 1000) * 1000 + 1000, 0)}` : `km ${km(m, 3)}`;
// Rows of words about a place; the first is its title.
function facts({ m, post, count, kinds }) {
  const area = areaAt(m), rows = [];
  const where = kilometre(m) + (area ? ` \u00b7 ${area.name}` : '');
  if (post !== undefined) rows.push([`${t(oneKey(P.k[post]))} ${P.id(post)}`], [where]);
  else if (count) rows.push([`${grouped(count)} ${t('facilities')}`], [where]);
  else rows.push([where]);
  if (count && kinds) kinds.forEach((v, k) => { if (v) rows.push([t(D.kinds[k]), grouped(v)]); });
  if (D.withheld) return rows;
  // Images that show the place, and of a facility those between the first that shows it and the first that shows it gone.
  const from = post === undefined ? 0 : P.from[post], to = post === undefined ? 0 : P.to[post];
  const shown = images.filter(i => within(i.spans, m) && i.date >= from && (!to || i.date < to));
  const image = i => i ? dateText(i.date) + (i.name ? ` (${i.name})` : '') : '';
  rows.push([t('cardFirst'), image(shown[0]) || dateText(from) || t('cardNotGiven')]);
  if (post !== undefined && P.absent[post]) rows.push([t('cardNotBefore'), dateText(P.absent[post])]);
  rows.push([t('cardLast'), image(shown[shown.length - 1]) || t('cardNotGiven')]);
  if (to) rows.push([t('cardGone'), dateText(to)]);
  if (post !== undefined) rows.push([t('cardConfidence'), P.sure[post] ? ((P.sure[post] - 1) / 1000).toFixed(2) : t('cardNotGiven')]);
  const near = nearestPost(m, post);
  if (near) rows.push([`${t('cardNearest')} (${t(oneKey(D.column))})`, `${km(near.d, 3)} km (km ${km(near.m, 3)})`]);
  D.epochs.forEach((name, e) => {
    if (D.epochs.length > 6 && e !== epoch() && e !== D.drawn[0]) return;
    if (!within(seenSpans[e], m)) return rows.push([name, t('notSeen')]);
    const up = fenceSpans[e].filter(f => within(f[2], m)).map(f => `${t(D.layers[f[0]])} (${t(statuses[f[1]])})`);
    rows.push([name, up.length ? up.join(', ') : t('nothing')]);
  });
  return rows;
}
const describe = place => facts(place).map(r => r.join(': ')).join('\n');
// The facility of the kind that strips draw as columns that is nearest along the border at the epoch shown, itself left out.
function nearestPost(m, self) {
  let best = null;
  const from = firstFrom(m), look = step => {
    for (let i = step < 0 ? from - 1 : from; i >= 0 && i < P.m.length; i += step) {
      if (P.m[i] < 0 || (best && Math.abs(P.m[i] - m) > best.d)) return;
      if (i === self || P.k[i] !== D.column || !stands[P.e[i]]) continue;
      best = { d: Math.abs(P.m[i] - m), m: P.m[i] };
      return;
    }
  };
  look(-1); look(1);
  return best;
}
// How many facilities stand within 250 m along the border, at the epoch shown.
function nearby(m) {
  if (!P.m) return '';
  let n = 0;
  for (let i = firstFrom(m - 250); i < P.m.length && P.m[i] <= m + 250; i++) n += stands[P.e[i]];
  return `\n${grouped(n)} ${t('facilities')} \u00b1 250 m`;
}
function show(e, text) {
  if (e.pointerType === 'touch') return;
  pick.hidden = false; pick.textContent = text;
  const r = pick.getBoundingClientRect();
  pick.style.left = clamp(e.clientX + 14, 4, Math.max(4, innerWidth - r.width - 8)) + 'px';
  pick.style.top = (e.clientY + 18 + r.height > innerHeight ? e.clientY - r.height - 12 : e.clientY + 18) + 'px';
}
function hide() { pick.hidden = true; }
const card = $('#card'), cardRows = $('#card-rows');
let pinned = null;
function fillCard() {
  const [title, ...rows] = facts(pinned);
  $('#card-title').textContent = title.join(': ');
  cardRows.replaceChildren(...rows.flatMap(r => r.length > 1 ? [element('dt', {}, r[0]), element('dd', {}, r[1])] : [element('dd', { class: 'where' }, r[0])]));
}
function refreshCard() { if (pinned) fillCard(); }
// Where the card goes: beside the place, or along the lower edge of a narrow window.
function pin(place, e) {
  pinned = place; hide(); fillCard(); card.hidden = false; select(place.m);
  card.style.left = card.style.top = '';
  if (e && innerWidth > 640) {
    const r = card.getBoundingClientRect(), x = e.clientX + 18 + r.width > innerWidth ? e.clientX - r.width - 18 : e.clientX + 18;
    card.style.left = clamp(x, 4, Math.max(4, innerWidth - r.width - 8)) + 'px';
    card.style.top = clamp(e.clientY - r.height / 2, 4, Math.max(4, innerHeight - r.height - 8)) + 'px';
  }
  remember();
}
function unpin() { pinned = null; card.hidden = true; select(null); remember(); }
$('#card-close').addEventListener('click', () => { const back = pinned?.back; unpin(); back?.focus({ preventScroll: true }); });
card.addEventListener('keydown', e => { if (e.key === 'Escape') $('#card-close').click(); });
$('#card-link').addEventListener('click', async e => {
  e.preventDefault(); await copyText(location.href.split('#')[0] + '#' + state());
  $('#card-link').textContent = t('copied'); setTimeout(() => { $('#card-link').textContent = t('copyLink'); }, 1500);
});
function select(m) { selected = m; cursor(m); }
