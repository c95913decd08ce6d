'use strict';
// Unpacks the columns of numbers that a page carries in bulk: base64, deflated, byte planes of folded numbers.
async function unpacked(directory, text) {
  const packed = atob(text), bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const all = new Uint8Array(await new Response(stream).arrayBuffer());
  const column = name => {
    const [offset, count, planes, differences] = directory[name];
    if (!planes) return new TextDecoder().decode(all.subarray(offset, offset + count)).split('\n').slice(0, -1);
    const values = planes < 5 ? new Int32Array(count) : new Float64Array(count);
    let last = 0;
    for (let i = 0; i < count; i++) {
      let fold = 0, value;
      if (planes < 4) {
        for (let p = 0; p < planes; p++) fold |= all[offset + p * count + i] << (8 * p);
        value = (fold >>> 1) ^ -(fold & 1);
      } else {
        for (let p = planes - 1; p >= 0; p--) fold = fold * 256 + all[offset + p * count + i];
        value = fold % 2 ? -(fold + 1) / 2 : fold / 2;
      }
      last = differences ? last + value : value;
      values[i] = last;
    }
    return values;
  };
  return column;
}
// Facilities: where they are follows from measure and offset on the border, by the arithmetic they were packed with.
function facilities(column, { classes, stems }, border) {
  const m = column('m'), offset = column('offset'), dx = column('dx'), dy = column('dy'), type = column('class'), n = m.length;
  const x = new Float64Array(n), y = new Float64Array(n), k = new Int16Array(n), e = new Int32Array(n), u = new Uint8Array(n);
  const parts = border.filter(p => p.m.length > 1);
  let part = 0, low = 0;
  for (let i = 0; i < n; i++) {
    const sort = classes[type[i]];
    k[i] = sort[0]; e[i] = sort[1]; u[i] = sort[2];
    x[i] = dx[i]; y[i] = dy[i];
    if (m[i] < 0) continue;
    while (part < parts.length && m[i] > parts[part].m[parts[part].m.length - 1]) { part++; low = 0; }
    const p = parts[part];
    if (!p || m[i] < p.m[0]) continue;
    while (low < p.m.length - 2 && p.m[low + 1] <= m[i]) low++;
    const span = p.m[low + 1] - p.m[low], t = span > 0 ? (m[i] - p.m[low]) / span : 0;
    const ux = p.x[low + 1] - p.x[low], uy = p.y[low + 1] - p.y[low], length = Math.sqrt(ux * ux + uy * uy);
    const nx = length > 0 ? -uy / length : 0, ny = length > 0 ? ux / length : 0;
    x[i] += Math.floor(p.x[low] + t * ux + offset[i] * nx + .5);
    y[i] += Math.floor(p.y[low] + t * uy + offset[i] * ny + .5);
  }
  const ids = stems ? null : column('ids'), stem = stems && column('stem'), number = stems && column('number');
  const id = i => {
    if (ids) return ids[i];
    const [, digits, text] = stems[stem[i]].match(/^(\d+) (.*)$/s);
    return text + (+digits ? String(number[i]).padStart(+digits, '0') : '');
  };
  return { x, y, m, k, e, u, n: null, id, from: column('from'), absent: column('absent'), to: column('to'), sure: column('sure') };
}
// Lists of spans: for each epoch what imagery shows, and fences as [layer, status, ends].
function spanLists(values, shape) {
  let at = 0;
  const ends = () => { const n = values[at++], list = new Float64Array(n); let s = 0; for (let i = 0; i < n; i++) list[i] = s += values[at++]; return list; };
  const lists = [];
  while (at < values.length) {
    if (shape === 'ends') { lists.push(ends()); continue; }
    const groups = values[at++], list = [];
    for (let i = 0; i < groups; i++) list.push([values[at++], values[at++], ends()]);
    lists.push(list);
  }
  return lists;
}
