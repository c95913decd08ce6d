"""How many features a real QGIS, without a display, draws of an exported folder on each date: one JSON document on stdout.

usage: /usr/bin/python3 scripts/count_qgis.py FOLDER DATE... [--interpreted]

Renders every layer that has the columns valid_from and valid_to, once a day DATE, the way the map window does while its temporal controller
is on that day, and counts the features that reach the renderer: the layers of the project, every GeoJSON with each of its styles, every
table of the GeoPackage with each of its styles. Settings are not looked at. As it comes, QGIS hands what it can of a filter to GDAL as SQL;
--interpreted counts in copies of the layers in memory, where QGIS evaluates every filter by itself.
"""
import glob
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
from qgis.core import (  # noqa: E402
    Qgis, QgsApplication, QgsDateTimeRange, QgsFeatureRequest, QgsMapLayerType, QgsMapRendererCustomPainterJob,
    QgsMapSettings, QgsProject,
    QgsRenderedFeatureHandlerInterface, QgsVectorLayer)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime  # noqa: E402
from qgis.PyQt.QtGui import QImage, QPainter  # noqa: E402
from qgis.PyQt.QtXml import QDomDocument  # noqa: E402

interpreted = "--interpreted" in sys.argv
folder, *dates = [a for a in sys.argv[1:] if a != "--interpreted"]
folder = os.path.abspath(folder)
app = QgsApplication([], True)
app.initQgis()


class Drawn(QgsRenderedFeatureHandlerInterface):
    def __init__(self):
        super().__init__()
        self.ids = set()

    def handleRenderedFeature(self, feature, geometry, context):
        self.ids.add(feature.id())


def drawn(layer, date):
    """Features of `layer` that a map of that day draws, however small its scale."""
    layer.setScaleBasedVisibility(False)
    extent = layer.extent()
    extent.grow(0.1)
    settings = QgsMapSettings()
    settings.setOutputSize(QSize(1000, 1000))
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(extent)
    settings.setLayers([layer])
    settings.setFlag(QgsMapSettings.DrawLabeling, False)
    settings.setFlag(QgsMapSettings.UseRenderingOptimization, False)
    day = QDateTime(QDate.fromString(date, Qt.ISODate), QTime(0, 0), Qt.UTC)
    settings.setIsTemporal(True)
    settings.setTemporalRange(QgsDateTimeRange(day, day.addDays(1), True, False))
    handler = Drawn()
    settings.addRenderedFeatureHandler(handler)
    image = QImage(settings.outputSize(), QImage.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()
    painter.end()
    return len(handler.ids)


def copy(layer):
    """The same features, columns and style in memory."""
    other = layer.materialize(QgsFeatureRequest())
    document = QDomDocument()
    layer.exportNamedStyle(document)
    other.importNamedStyle(document)
    return other


def counts(source, name, layer):
    """One row for each style of the layer; none where it has no lifetimes or nothing to draw."""
    if layer.type() != QgsMapLayerType.VectorLayer:
        return []
    if not layer.isValid():
        return [{"source": source, "layer": name, "style": "", "error": "QGIS does not open it"}]
    if not layer.isSpatial() or not {"valid_from", "valid_to"} <= set(layer.fields().names()):
        return []
    rows = []
    for style in layer.styleManager().styles():
        layer.styleManager().setCurrentStyle(style)
        shown = copy(layer) if interpreted else layer
        rows.append({
            "source": source, "layer": name, "style": style, "drawn": {date: drawn(shown, date) for date in dates}})
    return rows


rows = []
project = QgsProject.instance()
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    stem = os.path.splitext(name)[0]
    if name.endswith(".qgz"):
        project.read(path)
        for layer in sorted(project.mapLayers().values(), key=lambda each: each.name()):
            rows += counts("project", layer.name(), layer)
        project.clear()
    elif name.endswith(".geojson"):
        for style in sorted(glob.glob(path[:-8] + ".qml") + glob.glob("%s/styles/%s-*.qml" % (folder, stem))):
            layer = QgsVectorLayer(path, stem, "ogr")
            layer.loadNamedStyle(style)
            rows += [dict(row, style=os.path.relpath(style, folder)) for row in counts("geojson", stem, layer)]
    elif name.endswith(".gpkg"):
        first = QgsVectorLayer(path, stem, "ogr")
        for table in sorted(part.split("!!::!!")[1] for part in first.dataProvider().subLayers()):
            source = path + "|layername=" + table
            number, ids, names, _, _ = QgsVectorLayer(source, table, "ogr").listStylesInDatabase()
            for key, style in list(zip(ids, names))[:number]:  # the table's own; those of other tables follow
                layer = QgsVectorLayer(source, table, "ogr")
                document = QDomDocument()
                document.setContent(layer.getStyleFromDatabase(key)[0])
                layer.importNamedStyle(document)
                rows += [dict(row, style=style) for row in counts("gpkg", table, layer)]
print(json.dumps({"qgis": Qgis.QGIS_VERSION, "interpreted": interpreted, "layers": rows}, indent=1))
sys.stdout.flush()
os._exit(0)  # QGIS may crash while it tears down without a display; all is said by now
