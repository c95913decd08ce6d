import LinearReferencing

/// Names for orientation on the map. Positions are to a hundredth of a degree (about a kilometre): where a name is written, not a survey.
enum MapPlaces {
    static let towns: [MapData.Place] = [
        town("Sinuiju", "신의주", longitude: 124.40, latitude: 40.10, rank: 3),
        town("Dandong", "단둥", longitude: 124.36, latitude: 40.13, rank: 2),
        town("Uiju", "의주", longitude: 124.53, latitude: 40.20, rank: 1),
        town("Sakju", "삭주", longitude: 125.05, latitude: 40.39, rank: 1),
        town("Chosan", "초산", longitude: 125.80, latitude: 40.83, rank: 1),
        town("Manpo", "만포", longitude: 126.29, latitude: 41.15, rank: 2),
        town("Ji'an", "지안", longitude: 126.18, latitude: 41.12, rank: 1),
        town("Linjiang", "린장", longitude: 126.92, latitude: 41.81, rank: 1),
        town("Hyesan", "혜산", longitude: 128.18, latitude: 41.40, rank: 3),
        town("Samjiyon", "삼지연", longitude: 128.32, latitude: 41.81, rank: 1),
        town("Musan", "무산", longitude: 129.21, latitude: 42.23, rank: 2),
        town("Hoeryong", "회령", longitude: 129.75, latitude: 42.44, rank: 3),
        town("Namyang", "남양", longitude: 129.86, latitude: 42.95, rank: 1),
        town("Tumen", "투먼", longitude: 129.84, latitude: 42.97, rank: 1),
        town("Onsong", "온성", longitude: 129.99, latitude: 42.96, rank: 2),
        town("Hunchun", "훈춘", longitude: 130.36, latitude: 42.86, rank: 1),
        town("Rajin", "라진", longitude: 130.30, latitude: 42.25, rank: 2),
        town("Khasan", "하산", longitude: 130.64, latitude: 42.43, rank: 1),
        town("Paektu", "백두산", longitude: 128.08, latitude: 42.01, rank: 2),
    ]

    static let countries: [MapData.Place] = [
        town("CHINA", "중국", longitude: 126.3, latitude: 42.2, rank: 3),
        town("NORTH KOREA", "북한", longitude: 127.3, latitude: 40.6, rank: 3),
        town("RUSSIA", "러시아", longitude: 130.62, latitude: 42.72, rank: 3),
    ]

    private static func town(_ name: String, _ korean: String, longitude: Double, latitude: Double, rank: Int)
        -> MapData.Place
    {
        MapData.Place(name: name, korean: korean, position: GeoPosition(longitude: longitude, latitude: latitude), rank: rank)
    }
}
