"""What a real QGIS, without a display, makes of an exported folder: one JSON document on stdout.

usage: /usr/bin/python3 scripts/check_qgis.py FOLDER [PICTURES]

Opens the project, reports CRS, title, groups, layers (features, geometry, styles, features that no category draws),
layouts, temporal range; then every GeoJSON by itself with its sidecar style. With PICTURES it draws the layouts and the map as PNG.
"""
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
from qgis.core import (  # noqa: E402
    QgsApplication, QgsExpressionContext, QgsExpressionContextUtils, QgsLayoutExporter, QgsMapRendererSequentialJob,
    QgsMapLayerType, QgsMapSettings, QgsProject, QgsRectangle, QgsRenderContext, QgsVectorLayer, QgsWkbTypes, Qgis)
from qgis.PyQt.QtCore import QSize  # noqa: E402

folder = os.path.abspath(sys.argv[1])
pictures = sys.argv[2] if len(sys.argv) > 2 else None
app = QgsApplication([], True)
app.initQgis()
log = []
app.messageLog().messageReceived.connect(lambda text, tag, level: log.append(text) if level > 0 else None)


def undrawn(layer):
    """Features for which the renderer has no symbol at scale 1:10,000."""
    renderer = layer.renderer().clone()
    scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    context = QgsRenderContext()
    context.setRendererScale(10000)
    expressions = QgsExpressionContext(scopes)
    scope = QgsExpressionContextUtils.globalScope()
    scope.setVariable("map_scale", 10000)
    expressions.appendScope(scope)
    context.setExpressionContext(expressions)
    renderer.startRender(context, layer.fields())
    count = 0
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        count += not renderer.willRenderFeature(feature, context)
    renderer.stopRender(context)
    return count


def describe(layer):
    out = {"name": layer.name(), "valid": layer.isValid()}
    if layer.type() != QgsMapLayerType.VectorLayer:  # the slot for a background map, which is off
        return dict(out, shown=layer in QgsProject.instance().layerTreeRoot().checkedLayers())
    out["features"] = layer.featureCount()
    if not layer.isValid():
        return out
    out["geometry"] = QgsWkbTypes.displayString(layer.wkbType())
    out["crs"] = layer.crs().authid()
    out["fields"] = {f.name(): f.typeName() for f in layer.fields()}
    out["styles"] = layer.styleManager().styles()
    if layer.isSpatial():
        out["renderer"] = layer.renderer().type()
        out["undrawn"] = undrawn(layer)
        shown = out["style"] = layer.styleManager().currentStyle()
        for style in out["styles"]:
            layer.styleManager().setCurrentStyle(style)
            out["undrawn"] += undrawn(layer)
        layer.styleManager().setCurrentStyle(shown)
        out["labels"] = layer.labelsEnabled()
        out["invalid"] = sum(not f.geometry().isNull() and not f.geometry().isGeosValid() for f in layer.getFeatures())
    return out


result = {"qgis": Qgis.QGIS_VERSION, "projects": [], "files": []}
project = QgsProject.instance()
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    if name.endswith(".qgz"):
        read = project.read(path)
        root = project.layerTreeRoot()
        span = project.timeSettings().temporalRange()
        entry = {
            "name": name, "read": read, "title": project.title(), "crs": project.crs().authid(),
            "metres": int(project.crs().mapUnits()) == 0, "groups": [g.name() for g in root.findGroups()],
            "order": [layer.name() for layer in root.layerOrder()], "visible": [layer.name() for layer in root.checkedLayers()],
            "lost": [t.layerId() for t in root.findLayers() if t.layer() is None],
            "range": [span.begin().date().toString("yyyy-MM-dd"), span.end().date().toString("yyyy-MM-dd")],
            "layouts": {}, "layers": [], "slots": [],
            "bookmarks": {b.name(): [b.extent().width(), b.extent().height()] for b in project.bookmarkManager().bookmarks()},
            "themes": {t: [l.name() for l in project.mapThemeCollection().mapThemeVisibleLayers(t)]
                       for t in project.mapThemeCollection().mapThemes()},
            "scales": list(project.viewSettings().mapScales()),
        }
        for layer in project.mapLayers().values():
            entry["layers" if layer.type() == QgsMapLayerType.VectorLayer else "slots"].append(describe(layer))
        view = project.viewSettings().defaultViewExtent()
        entry["view"] = [view.width(), view.height()]
        for layout in project.layoutManager().printLayouts():
            entry["layouts"][layout.name()] = sorted(i.id() for i in layout.items() if hasattr(i, "id") and i.id())
            if pictures:
                settings = QgsLayoutExporter.ImageExportSettings()
                settings.dpi = 110
                target = os.path.join(pictures, layout.name().replace(" ", "_"))
                if layout.atlas().enabled():
                    layout.atlas().beginRender()
                    sheet = 0
                    while layout.atlas().next():
                        sheet += 1
                        QgsLayoutExporter(layout).exportToImage("%s_%d.png" % (target, sheet), settings)
                    layout.atlas().endRender()
                else:
                    QgsLayoutExporter(layout).exportToImage(target + ".png", settings)
        if pictures:
            settings = QgsMapSettings()
            settings.setOutputSize(QSize(1600, 1000))
            settings.setOutputDpi(110)
            settings.setDestinationCrs(project.crs())
            settings.setLayers([l for l in root.layerOrder() if l in root.checkedLayers()])
            settings.setExtent(QgsRectangle(view))
            settings.setBackgroundColor(project.backgroundColor())
            job = QgsMapRendererSequentialJob(settings)
            job.start()
            job.waitForFinished()
            job.renderedImage().save(os.path.join(pictures, "map.png"))
        result["projects"].append(entry)
        project.clear()
    elif name.endswith(".geojson"):
        options = QgsVectorLayer.LayerOptions()
        options.loadDefaultStyle = True
        layer = QgsVectorLayer(path, name[:-8], "ogr", options)
        layer.loadDefaultStyle()  # as the window does it after adding a layer
        result["files"].append(describe(layer))
result["log"] = sorted(set(log))
print(json.dumps(result, indent=1))
sys.stdout.flush()
os._exit(0)  # QGIS may crash while it tears down without a display; all is said by now
