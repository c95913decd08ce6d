"""What GDAL makes of an exported folder: one JSON document on stdout.

usage: /usr/bin/python3 scripts/check_gdal.py FOLDER

For each GeoJSON, GeoPackage and KMZ: layers with features, geometry type, field types, ids, invalid geometries; what GDAL complained
about; for GeoPackages also what the OGC checks of `validate_gpkg` find.
"""
import json
import os
import sys

from osgeo import gdal, ogr

folder = sys.argv[1]
complaints = []
gdal.PushErrorHandler(lambda level, number, text: complaints.append(text))
files = []
for name in sorted(os.listdir(folder)):
    if not name.endswith((".geojson", ".gpkg", ".kmz")):
        continue
    path = os.path.join(folder, name)
    source = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
    entry = {"name": name, "layers": []}
    for layer in [source.GetLayer(i) for i in range(source.GetLayerCount())] if source else []:
        definition = layer.GetLayerDefn()
        fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
        features = list(layer)
        shapes = [f.GetGeometryRef() for f in features]
        srs = layer.GetSpatialRef()
        entry["layers"].append({
            "name": layer.GetName(),
            "features": len(features),
            "geometry": ogr.GeometryTypeToName(layer.GetGeomType()),
            "crs": srs.GetAuthorityCode(None) if srs else None,
            "fields": {f.GetName(): f.GetTypeName() for f in fields},
            "fids": len({f.GetFID() for f in features}),
            "invalid": sum(1 for g in shapes if g is not None and not g.IsEmpty() and not g.IsValid()),
            "without_geometry": sum(1 for g in shapes if g is None),
        })
    if name.endswith(".gpkg"):
        from osgeo_utils.samples import validate_gpkg
        found = validate_gpkg.check(path, abort_at_first_error=False, extra_checks=True)
        entry["findings"] = [str(x) for x in (getattr(found, "errors", found) or [])]
    files.append(entry)
json.dump({"gdal": gdal.__version__, "files": files, "complaints": complaints}, sys.stdout, indent=1)
