import LinearReferencing

// Where along a line does a point lie, how far from it, and on which side?
let line = Polyline([
    GeoPosition(longitude: 128.0, latitude: 42.00), GeoPosition(longitude: 128.1, latitude: 42.02),
    GeoPosition(longitude: 128.2, latitude: 42.00),
])
let route = try Route(id: "river", parts: [line])
let place = route.locate(GeoPosition(longitude: 128.05, latitude: 42.00))
print("measure \(Int(place.measure.metres)) m, \(Int(place.offset.distance.value)) m \(place.side.rawValue) of \(route.id)")
