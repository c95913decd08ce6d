"""What a real QGIS, without a display, draws of an exported project: one JSON document on stdout.

usage: /usr/bin/python3 scripts/draw_qgis.py FOLDER [--theme NAME] [--scale N] [--pictures FOLDER]

"pixels"  how many pixels of which colour the map window has, without smoothing, at 1:N (default 2,000,000) around the middle of the study, 300 dots an inch,
          labels left out; with NAME the layers of that theme
"legend"  for each shown layer how many of its features each line of its legend draws
"sheets"  for each print layout, and each sheet of an atlas: the scale of its map, whether the sheet's own feature lies in it, whether there is an inset
"""
import argparse
import collections
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateTransform, QgsExpressionContext, QgsExpressionContextUtils, QgsLayerTreeModel, QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsMapRendererSequentialJob, QgsMapSettings, QgsProject, QgsRectangle, QgsRenderContext)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--theme")
parser.add_argument("--scale", type=float, default=2e6)
parser.add_argument("--pictures")
wanted = parser.parse_args()
app = QgsApplication([], True)
app.initQgis()
project = QgsProject.instance()
project.read([os.path.join(wanted.folder, n) for n in sorted(os.listdir(wanted.folder)) if n.endswith(".qgz")][0])
root = project.layerTreeRoot()
themes = project.mapThemeCollection()
if wanted.theme:
    themes.applyTheme(wanted.theme, root, QgsLayerTreeModel(root))
shown = [layer for layer in root.layerOrder() if layer in root.checkedLayers()]


def pixels():
    dpi, width, height = 300, 2000, 1500
    metre = wanted.scale * 0.0254 / dpi  # metres of a pixel
    middle = project.viewSettings().defaultViewExtent().center()
    settings = QgsMapSettings()
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(dpi)
    settings.setDestinationCrs(project.crs())
    settings.setLayers(shown)
    settings.setExtent(QgsRectangle(middle.x() - width * metre / 2, middle.y() - height * metre / 2,
                                    middle.x() + width * metre / 2, middle.y() + height * metre / 2))
    settings.setBackgroundColor(QColor("white"))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    settings.setFlag(QgsMapSettings.DrawLabeling, False)
    settings.setFlag(QgsMapSettings.UseRenderingOptimization, False)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage().convertToFormat(QImage.Format_RGB32)
    if wanted.pictures:
        image.save(os.path.join(wanted.pictures, "window.png"))
    data = image.constBits().asstring(image.byteCount())
    counts = collections.Counter(data[i:i + 3] for i in range(0, len(data), 4))
    return {"#%02x%02x%02x" % (c[2], c[1], c[0]): n for c, n in counts.most_common(200)}


def legend(layer):
    renderer = layer.renderer().clone()
    context = QgsRenderContext()
    context.setRendererScale(wanted.scale)
    expressions = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    scope = QgsExpressionContextUtils.globalScope()
    scope.setVariable("map_scale", wanted.scale)
    expressions.appendScope(scope)
    context.setExpressionContext(expressions)
    labels = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    renderer.startRender(context, layer.fields())
    counts = collections.Counter()
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        for key in renderer.legendKeysForFeature(feature, context):
            counts[labels.get(key, key)] += 1
    renderer.stopRender(context)
    return dict(counts)


def sheets():
    rows = []
    for layout in project.layoutManager().printLayouts():
        def row(page, inside):
            items = {item.id(): item for item in layout.items() if isinstance(item, QgsLayoutItemMap)}
            rows.append({"layout": layout.name(), "page": page, "scale": round(items["map"].scale(), 3), "holds_its_feature": inside,
                         "inset": "inset" in items})
            if wanted.pictures:
                settings = QgsLayoutExporter.ImageExportSettings()
                settings.dpi = 110
                name = (layout.name() + " " + page).strip().replace(" ", "_").replace("/", "_") + ".png"
                QgsLayoutExporter(layout).exportToImage(os.path.join(wanted.pictures, name), settings)
        atlas = layout.atlas()
        if not atlas.enabled():
            row("", None)
            continue
        atlas.beginRender()
        while atlas.next():
            feature = layout.reportContext().feature()
            layout.refresh()
            box = [i for i in layout.items() if isinstance(i, QgsLayoutItemMap) and i.id() == "map"][0].extent()
            geometry = feature.geometry()
            geometry.transform(QgsCoordinateTransform(atlas.coverageLayer().crs(), project.crs(), project))
            row(atlas.currentFilename() or str(atlas.currentFeatureNumber()), box.contains(geometry.boundingBox()))
        atlas.endRender()
    return rows


vectors = [layer for layer in shown if hasattr(layer, "renderer") and hasattr(layer, "getFeatures")]
print(json.dumps({"pixels": pixels(), "legend": {layer.name(): legend(layer) for layer in vectors}, "sheets": sheets()}, indent=1))
sys.stdout.flush()
os._exit(0)  # QGIS may crash while it tears down without a display; all is said by now
