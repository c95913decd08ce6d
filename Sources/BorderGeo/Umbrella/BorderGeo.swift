// `import BorderGeo` brings the whole library; its steps can be imported one by one.
@_exported import BorderAnalysis
@_exported import BorderBase
@_exported import BorderModel
@_exported import BorderReport
@_exported import BorderStudy
@_exported import GeoFormats
@_exported import LineStatistics
@_exported import LinearReferencing
