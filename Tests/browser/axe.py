"""Asks axe-core, somebody else's judge of accessibility, about a page that is open in Chromium.

axe-core is no part of this project: it comes with the package axe-playwright-python of PyPI. `BORDERGEO_AXE` names another copy.
"""
import importlib.util
import json
import os
import pathlib

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Good practice that a reader with a screen reader notices: regions that can be told apart, headings in order, no role that hides a control.
BESIDE = ["landmark-unique", "heading-order", "region", "empty-heading", "image-redundant-alt", "presentation-role-conflict"]


def find():
    """Path of axe.min.js, or None."""
    named = os.environ.get("BORDERGEO_AXE")
    places = [pathlib.Path(named)] if named else []
    places.append(pathlib.Path(__file__).resolve().parents[2] / ".build/axe/axe_playwright_python/axe.min.js")
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec and spec.submodule_search_locations:
        places.append(pathlib.Path(next(iter(spec.submodule_search_locations))) / "axe.min.js")
    return next((p for p in places if p.is_file()), None)


def violations(page, script):
    """One line for each rule that the page breaks, and how many rules it passes."""
    page.evaluate(script + ";0")
    options = {"runOnly": {"type": "tag", "values": RULES}, "rules": {rule: {"enabled": True} for rule in BESIDE}, "resultTypes": ["violations"]}
    found = page.evaluate(f"""axe.run(document, {json.dumps(options)}).then(r => ({{
      passes: r.passes.length,
      violations: r.violations.map(v => `${{v.id}} (${{v.impact}}), ${{v.nodes.length}}: ${{v.help}}: ` + v.nodes.slice(0, 2).map(n => n.html.slice(0, 120)).join(' | '))
    }}))""")
    return found["violations"], found["passes"]
