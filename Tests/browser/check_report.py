#!/usr/bin/env python3
"""Opens reports in headless Chromium and checks what a reader would notice.

    check_report.py REPORT.html... [--parts views,use,touch,keyboard,links,accessible,static,printed] [--shots FOLDER]

Needs axe-core for the accessibility of a page (see axe.py); without it that part is skipped, and where CI=true it is a finding.

No console error, no request, first view within a second, the epoch slider and switch drive numbers and map, hover links map and strip,
zooming works with mouse, buttons and keys, tables can be copied, the language changes, nothing scrolls sideways on a phone, the page reads
without its script, text has contrast, printing gives pages. Prints one line per finding; exit 0: none, 1: some, 77: no Chromium.
"""
import argparse
import os
import sys

import axe
import chromium

CONTRAST = """(() => {
  const lum = c => { const f = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
  const parse = s => { const m = s.match(/[\\d.]+/g); return m ? m.map(Number) : null; };
  const back = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c && (c.length < 4 || c[3] > .99)) return c; } return parse(getComputedStyle(document.body).backgroundColor); };
  const bad = new Set();
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.getClientRects().length || e.closest('script,style,title,desc,.skip')) continue;
    const style = getComputedStyle(e), svg = e.namespaceURI.includes('svg');
    if (svg && e.matches('.on,.cluster-count,.country')) continue;
    const fore = parse(svg ? style.fill : style.color); if (!fore) continue;
    const a = lum(fore.slice(0, 3)), b = lum(back(e).slice(0, 3)), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.add(`${e.tagName.toLowerCase()}.${e.getAttribute('class') || ''} ${ratio.toFixed(2)}`);
  }
  return [...bad].slice(0, 8);
})()"""


OVERLAPS = """(() => {
  const names = [...document.querySelectorAll('#map .area-name, #map .town-name, #map .country')].filter(e => getComputedStyle(e).visibility !== 'hidden');
  const boxes = names.map(e => [e.textContent, e.getBoundingClientRect()]), found = [];
  boxes.forEach(([a, p], i) => boxes.slice(i + 1).forEach(([b, q]) => {
    if (p.left + 2 < q.right && p.right > q.left + 2 && p.top + 4 < q.bottom && p.bottom > q.top + 4) found.push(a + ' / ' + b);
  }));
  return found.slice(0, 4);
})()"""


# Classes of one legend that a grey print would not tell apart: neither by their grey nor by their pattern.
GREY = r"""(() => {
  const lum = c => { const f = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
  const found = [];
  for (const list of document.querySelectorAll('.keys')) {
    const keys = [...list.children].flatMap(li => {
      const mark = li.querySelector('[class^=st-],[class^=k-]'); if (!mark) return [];
      return [{ name: li.textContent.trim(), light: lum(getComputedStyle(mark).fill.match(/[\d.]+/g).map(Number).slice(0, 3)), pattern: mark.outerHTML.replace(/class="[^"]*"/, '') }];
    });
    keys.forEach((a, i) => keys.slice(i + 1).forEach(b => {
      const ratio = (Math.max(a.light, b.light) + .05) / (Math.min(a.light, b.light) + .05);
      if (ratio < 1.25 && a.pattern === b.pattern) found.push(`${a.name} / ${b.name} ${ratio.toFixed(2)}`);
    }));
  }
  return found.slice(0, 4);
})()"""

SMALL_TEXT = """(() => {
  const small = new Set();
  for (const e of document.querySelectorAll('svg text')) {
    if (!e.getClientRects().length || !e.textContent.trim() || getComputedStyle(e).visibility === 'hidden') continue;
    const m = e.getScreenCTM(), size = parseFloat(getComputedStyle(e).fontSize) * Math.sqrt(Math.abs(m.a * m.d - m.b * m.c));
    if (size < 8.95) small.add((e.getAttribute('class') || '') + ' ' + size.toFixed(1) + ' px: ' + e.textContent.slice(0, 20));
  }
  return [...small].slice(0, 5);
})()"""

# English words that a Korean page shows: names, quotations and what is marked as another language's aside.
ENGLISH = """(() => {
  const data = JSON.parse(document.querySelector('#data').textContent), names = [...data.names.flat(), data.source], found = new Set();
  const own = /\\b(GSHHG|LGPL|GeoNames|Garwood|Benjamini|Hochberg|Digital Chart of the World|DCW-GMT|WGS|SHA|English|km|CHINA|NORTH KOREA|RUSSIA)\\b/g;
  const look = (text, where) => { let t = text; for (const n of names) t = t.replaceAll(n, ''); const m = t.replace(own, '').match(/[A-Za-z]{3,}/); if (m) found.add(where + ': ' + text.trim().slice(0, 70)); };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const e = walk.currentNode.parentElement; if (!e.closest('script,style,[translate=no],[lang=en]')) look(walk.currentNode.textContent, e.tagName.toLowerCase()); }
  for (const e of document.querySelectorAll('[aria-label],[aria-valuetext]')) if (!e.closest('[translate=no],[lang=en]')) look((e.getAttribute('aria-label') || '') + ' ' + (e.getAttribute('aria-valuetext') || ''), e.tagName.toLowerCase() + ' label');
  return [...found].slice(0, 6);
})()"""


class Check:
    def __init__(self, browser, path, shots):
        self.browser, self.path, self.shots, self.found = browser, path, shots, []
        self.name = os.path.basename(os.path.dirname(os.path.abspath(path))) or "report"

    def expect(self, condition, words):
        if not condition:
            self.found.append(words)

    PARTS = ("views", "use", "touch", "keyboard", "links", "accessible", "static", "printed")

    def run(self, parts=PARTS):
        for part in parts:
            getattr(self, part)()
        return self.found

    def views(self):
        for width, height, dark in ((1280, 900, False), (1280, 900, True), (390, 844, False), (390, 844, True)):
            label = f"{'wide' if width > 600 else 'narrow'}-{'dark' if dark else 'light'}"
            page = self.browser.page(width, height, dark)
            milliseconds = page.open(self.path)
            sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            self.expect(sideways <= 0, f"{label}: the page is {sideways} px wider than the window")
            self.expect(not (bad := page.evaluate(CONTRAST)), f"{label}: contrast below 4.5: {bad}")
            self.expect(not (small := page.evaluate(SMALL_TEXT)), f"{label}: text below 9 px: {small}")
            self.expect(not (grey := page.evaluate(GREY)), f"{label}: one grey: {grey}")
            lying = page.evaluate(OVERLAPS)
            self.expect(not lying, f"{label}: names on the map lie on each other: {lying}")
            if width > 600 and not dark:
                print(f"{self.path}: {milliseconds:.0f} ms to load")
            if self.shots:
                page.screenshot(f"{self.shots}/{self.name}-{label}.png", whole=True)
            self.quiet(page, label)

    def quiet(self, page, label):
        self.expect(not (errors := page.errors()), f"{label}: console: {errors[:3]}")
        self.expect(not (urls := page.requests()), f"{label}: requests: {urls[:3]}")

    def settled(self, page):
        page.evaluate("new Promise(f => requestAnimationFrame(() => requestAnimationFrame(f)))")

    # The middle of the first area on the screen.
    SPOT = "(() => { const e = document.querySelector('.area-line'), p = e.getPointAtLength(e.getTotalLength() / 2), q = p.matrixTransform(e.getScreenCTM()); return [q.x, q.y]; })()"
    CARD = "document.querySelector('#card').hidden ? '' : document.querySelector('#card').innerText"

    def touch(self):
        page = self.browser.page(390, 844, touch=True)
        page.open(self.path)
        page.evaluate("document.querySelectorAll('.chip[data-go]')[1].click()")
        page.evaluate("document.querySelector('#mapbox').scrollIntoView({block: 'center', behavior: 'instant'})")
        self.settled(page)
        page.tap(*page.evaluate(self.SPOT))
        self.settled(page)
        said = page.evaluate(self.CARD)
        self.expect("km " in said, f"a tap on the map opens no card: {said!r}")
        box = page.evaluate("(() => { const r = document.querySelector('#card').getBoundingClientRect(); return [r.left, r.top, innerWidth - r.right, innerHeight - r.bottom]; })()")
        self.expect(min(box) >= 0, f"the card leaves the window of a telephone: {box}")
        self.expect(page.evaluate("document.querySelector('#pick').hidden"), "a finger leaves a second box open")
        page.evaluate("document.querySelector('#card-close').click()")
        self.expect(not page.evaluate(self.CARD), "the card does not close")
        self.expect(not (errors := page.errors()), f"touch: {errors[:3]}")

    def keyboard(self):
        page = self.browser.page(1280, 900)
        page.open(self.path)
        page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
        withheld = page.evaluate("JSON.parse(document.querySelector('#data').textContent).withheld")
        for i in range(page.evaluate("document.querySelectorAll('.strip svg[role=slider]').length")):
            page.evaluate(f"document.querySelectorAll('.strip svg[role=slider]')[{i}].focus()")
            page.key("ArrowRight")
            self.settled(page)
            self.expect("km " in page.evaluate(self.CARD), f"arrow keys on strip {i} open no card")
            before = page.evaluate("document.activeElement.getAttribute('aria-valuenow')")
            page.key("ArrowRight")
            self.expect(page.evaluate("document.activeElement.getAttribute('aria-valuenow')") != before, f"the cursor of strip {i} does not move")
            hidden = page.evaluate("(() => { const a = document.activeElement.getBoundingClientRect(), m = document.querySelector('#mapbox'), b = getComputedStyle(m).position === 'sticky' ? m.getBoundingClientRect().bottom : 0; return [a.top, b, a.bottom, innerHeight]; })()")
            self.expect(hidden[0] >= hidden[1] - 1 or withheld, f"strip {i} has the focus below the map: {hidden}")
            page.key("Escape")
            self.expect(not page.evaluate(self.CARD), "Escape does not close the card")
        # What is tabbed to is in sight: not under what sticks to the top, not outside the window.
        page.evaluate("document.activeElement.blur(); scrollTo({top: 0, behavior: 'instant'})")
        covered = set()
        for _ in range(80):
            page.key("Tab")
            spot = page.evaluate("""(() => { const e = document.activeElement; if (!e || e === document.body || e.closest('#map,.epochs,.skip,.switch')) return null;
              const r = e.getBoundingClientRect(), x = Math.min(innerWidth - 2, Math.max(1, r.left + Math.min(8, r.width / 2))), y = r.top + Math.min(8, r.height / 2), top = document.elementFromPoint(x, y);
              return top && (e.contains(top) || top.contains(e)) ? null : (e.id || e.getAttribute('class') || e.tagName) + ' at ' + Math.round(y); })()""")
            if spot:
                covered.add(spot)
        self.expect(not covered, f"what has the focus is covered: {sorted(covered)[:4]}")
        for link in page.evaluate("[...document.querySelectorAll('.contents a')].map(a => a.getAttribute('href'))"):
            page.evaluate(f"document.documentElement.style.scrollBehavior = 'auto'; document.querySelector('.contents a[href=\"{link}\"]').click()")
            seen = page.evaluate(f"(() => {{ const r = document.querySelector('{link}').getBoundingClientRect(), b = document.querySelector('.epochs').getBoundingClientRect().bottom; return [r.top, b]; }})()")
            self.expect(seen[0] >= seen[1] - 1 or page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2"), f"{link} lands under the bar: {seen}")

    def links(self):
        page = self.browser.page(1280, 900)
        page.open(self.path)
        view = "(() => { const b = document.querySelector('#map').viewBox.baseVal; return [b.x, b.y, b.width].map(Math.round); })()"
        page.evaluate("document.querySelector('input[name=epoch]').click(); document.querySelectorAll('.chip[data-go]')[1].click()")
        page.evaluate("document.querySelector('[data-zoom=in]').click()")
        self.settled(page)
        self.browser.drain(0.5)
        fragment, seen = page.evaluate("location.hash"), page.evaluate(view)
        self.expect("epoch=" in fragment and "area=" in fragment and "width=" in fragment, f"the address says nothing of what is seen: {fragment!r}")
        if page.evaluate("JSON.parse(document.querySelector('#data').textContent).withheld"):
            self.expect("." not in fragment.split("#")[-1].split("width=")[0].split("km=")[-1], f"the address of a public edition is finer than a kilometre: {fragment}")
        other = self.browser.page(1280, 900)
        other.open(self.path, fragment)
        self.settled(other)
        self.expect(other.evaluate("document.querySelector('input[name=epoch]').checked"), "a link does not bring the epoch")
        self.expect(other.evaluate("document.querySelectorAll('.chip[data-go]')[1].getAttribute('aria-pressed')") == "true", "a link does not bring the area")
        there = other.evaluate(view)
        self.expect(abs(there[2] - seen[2]) <= max(1000, seen[2] * .02), f"a link does not bring the zoom: {there} for {seen}")
        self.expect(not (errors := other.errors()), f"links: {errors[:3]}")

    def accessible(self):
        script = axe.find()
        if not script:
            self.expect(os.environ.get("CI") != "true", "axe-core is missing: install axe-playwright-python, or set BORDERGEO_AXE")
            print(f"{self.path}: skipped, no axe-core")
            return
        script = script.read_text(encoding="utf-8")
        for width, height, dark in ((1280, 900, False), (1280, 900, True), (768, 1024, False), (390, 844, False)):
            page = self.browser.page(width, height, dark)
            page.open(self.path)
            # A study without words for a second language has no switch.
            for language in page.evaluate("[...document.querySelectorAll('.lang')].map(b => b.dataset.lang)") or [None]:
                if language:
                    page.evaluate(f"document.querySelector('.lang[data-lang={language}]').click()")
                broken, passed = axe.violations(page, script)
                self.expect(passed > 15, f"axe-core looked at {passed} rules only")
                for rule in broken:
                    self.found.append(f"{width} px{' dark' if dark else ''}, {language or 'own language'}: axe-core: {rule}")
        images = page.evaluate("[...document.querySelectorAll('[role=img][tabindex], [role=img] [tabindex]')].map(e => e.id || e.getAttribute('class'))")
        self.expect(not images, f"can be focused and yet are pictures: {images}")
        names = page.evaluate("[...document.querySelectorAll('[role=region],section,nav,[role=group]')].map(e => e.getAttribute('aria-label') || document.getElementById(e.getAttribute('aria-labelledby'))?.textContent)")
        twice = sorted({n for n in names if n and names.count(n) > 1})
        self.expect(not twice, f"regions of one name: {twice[:4]}")

    def use(self):
        page = self.browser.page(1280, 900)
        page.open(self.path)
        epochs = page.evaluate("document.querySelectorAll('input[name=epoch]').length")
        shown = "[...document.querySelectorAll('.card .value')].filter(e => e.getClientRects().length).map(e => e.textContent).join('|')"
        # A drawn canvas compresses worse than an empty one of the same size.
        ink = "[...document.querySelectorAll('#mapbox canvas')].reduce((n, c) => n + c.toDataURL().length, 0)"
        empty = page.evaluate("(() => { const c = document.querySelector('#mapbox canvas'); return Object.assign(document.createElement('canvas'), {width: c.width, height: c.height}).toDataURL().length * 2; })()")
        before, inked = page.evaluate(shown), page.evaluate(ink)
        self.expect(inked > empty, "no facility is drawn on the map")
        if epochs > 1:
            page.evaluate("document.querySelector('#slider').focus()")
            page.key("ArrowLeft")
            self.expect(page.evaluate("document.querySelector('input[name=epoch]:checked').value") == str(epochs - 2), "the slider does not move the epoch")
            self.expect(page.evaluate(shown) != before, "the slider does not change the numbers")
            self.expect(page.evaluate(ink) != inked, "the slider does not change the map")
            page.evaluate("document.querySelectorAll('input[name=epoch]')[%d].click()" % (epochs - 1))
            self.expect(page.evaluate(shown) == before, "the switch does not bring the numbers back")
            self.expect(page.evaluate("document.querySelector('#slider').value") == str(epochs - 1), "the switch does not move the slider")
        self.hover(page)
        self.zoom(page)
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: {writeText: async t => { window.copied = t; }}})")
        page.evaluate("document.querySelector('.copy').click()")
        self.expect("\t" in (page.evaluate("window.copied") or ""), "copying a table gives no tab-separated text")
        own, title = page.evaluate("document.documentElement.lang"), page.evaluate("document.querySelector('#h-map').textContent")
        # A study without words for a second language has no switch.
        for language in page.evaluate("[...document.querySelectorAll('.lang')].map(b => b.dataset.lang).sort((a, b) => (a === document.documentElement.lang) - (b === document.documentElement.lang))"):
            page.evaluate(f"document.querySelector('.lang[data-lang={language}]').click()")
            changed = page.evaluate("document.querySelector('#h-map').textContent") != title
            self.expect(changed == (language != own), "the language does not change" if language != own else "the language does not change back")
            if language == "ko":
                self.expect(not (left := page.evaluate(ENGLISH)), f"English on a Korean page: {left}")
        unnamed = page.evaluate("[...document.querySelectorAll('button,input,svg[role=img],[tabindex]')].filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.closest('label'))).length")
        self.expect(unnamed == 0, f"{unnamed} controls or drawings have no name")
        self.quiet(page, "used")

    def hover(self, page):
        page.evaluate("document.querySelector('.strip').scrollIntoView({block: 'end', behavior: 'instant'})")
        box = page.evaluate("(() => { const r = document.querySelector('.strip svg').getBoundingClientRect(); return [r.left + r.width * .3, r.top + r.height / 2]; })()")
        page.hover(*box)
        withheld = page.evaluate("JSON.parse(document.querySelector('#data').textContent).withheld")
        if not withheld:
            self.expect(page.evaluate("!document.querySelector('#pick').hidden && /km \\d/.test(document.querySelector('#pick').textContent)"), "hovering a strip says nothing")
            self.expect(page.evaluate("+document.querySelector('.marker').getAttribute('r') > 0"), "hovering a strip does not mark the place on the map")
            self.expect(page.evaluate("!!document.querySelector('.strip .cursor').getAttribute('d')"), "hovering a strip draws no cursor")
            page.click(*box)
            self.expect(page.evaluate("+document.querySelector('.marker').getAttribute('r') > 0"), "a click does not select the place")
        page.evaluate("document.querySelector('#card-close').click()")
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        page.evaluate("document.querySelector('[data-zoom=whole]').click()")
        page.evaluate("new Promise(f => requestAnimationFrame(() => requestAnimationFrame(f)))")
        page.evaluate("document.querySelector('#mapbox').scrollIntoView({block: 'center', behavior: 'instant'})")
        # The middle of the first area on the screen.
        spot = page.evaluate("(() => { const e = document.querySelector('.area-line'), p = e.getPointAtLength(e.getTotalLength() / 2), q = p.matrixTransform(e.getScreenCTM()); return [q.x, q.y]; })()")
        page.hover(*spot)
        self.expect(page.evaluate("!document.querySelector('#pick').hidden"), "hovering the map says nothing")

    def zoom(self, page):
        width = "document.querySelector('#map').viewBox.baseVal.width"
        settle = "new Promise(f => requestAnimationFrame(() => requestAnimationFrame(f)))"
        whole = page.evaluate(width)
        page.evaluate("document.querySelector('[data-zoom=in]').click()")
        page.evaluate(settle)
        self.expect(page.evaluate(width) < whole, "the zoom button does not zoom")
        page.evaluate("document.querySelector('#map').focus()")
        page.key("0")
        page.evaluate(settle)
        self.expect(abs(page.evaluate(width) - whole) < 1, "key 0 does not show the whole")
        page.evaluate("document.querySelectorAll('.chip')[1].click()")
        page.evaluate(settle)
        chosen = page.evaluate(width)
        self.expect(chosen <= whole + 1, "choosing an area does not zoom")
        x = "document.querySelector('#map').viewBox.baseVal.x"
        left = page.evaluate(x)
        spot = page.evaluate("(() => { const r = document.querySelector('#map').getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height * .8]; })()")
        page.drag(*spot, spot[0] - 80, spot[1])
        page.evaluate(settle)
        self.expect(page.evaluate(x) != left, "dragging does not move the map")
        page.evaluate("document.querySelector('[data-zoom=whole]').click()")
        page.evaluate(settle)

    def static(self):
        page = self.browser.page(1280, 900, script=False)
        page.open(self.path)
        if self.shots:
            self.browser.drain(0.5)
            page.screenshot(f"{self.shots}/{self.name}-static.png", clip={"x": 0, "y": 0, "width": 1280, "height": 1900})
        # Scripts of the page are off; the driver's own still run.
        self.expect(page.evaluate("document.querySelectorAll('.static-posts.ep').length > 0 && [...document.querySelectorAll('.static-posts')].some(e => e.getBoundingClientRect().width > 0)"), "without script no facility is drawn")
        self.expect(page.evaluate("[...document.querySelectorAll('.js')].every(e => !e.getClientRects().length)"), "without script there are controls that do nothing")
        self.expect(not (errors := page.errors()), f"without script: {errors[:3]}")

    def printed(self):
        page = self.browser.page(1280, 900)
        page.open(self.path)
        path = f"{self.shots}/{self.name}.pdf" if self.shots else os.devnull
        page.pdf(path)
        self.expect(not (errors := page.errors()), f"printing: {errors[:3]}")
        page.send("Emulation.setEmulatedMedia", {"media": "print"})
        # Further down on the sheet: what is placed on the page and not on the map stays behind.
        adrift = page.evaluate("""(() => {
          document.body.style.paddingTop = '3000px';
          const map = document.querySelector('.mapbox')?.getBoundingClientRect(), globe = document.querySelector('.locator')?.getBoundingClientRect();
          return !!map && !!globe && !(globe.left >= map.left && globe.right <= map.right && globe.top >= map.top && globe.bottom <= map.bottom);
        })()""")
        self.expect(not adrift, "printed, the locator is not on the map")
        if self.shots:
            self.expect(os.path.getsize(path) > 20_000, "printing gives next to nothing")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", nargs="+")
    parser.add_argument("--parts", default=",".join(Check.PARTS), help="what to check, by commas")
    parser.add_argument("--shots", help="folder for screenshots and PDFs")
    options = parser.parse_args()
    if not chromium.find():
        print("skipped, no Chromium")
        return 77
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    failed = False
    with chromium.Browser() as browser:
        for path in options.report:
            for finding in Check(browser, path, options.shots).run(options.parts.split(",")):
                print(f"{path}: {finding}")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
