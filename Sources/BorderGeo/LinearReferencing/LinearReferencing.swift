// Lengths, measures and degrees are in every signature of this module.
@_exported import BorderBase
