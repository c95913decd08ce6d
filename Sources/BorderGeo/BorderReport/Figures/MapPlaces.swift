import LinearReferencing

/// Names for orientation on the map. Positions are to a hundredth of a degree (about a kilometre): where a name is written, not a survey.
enum MapPlaces {
    static let towns: [MapData.Place] = [
        town("Sinuiju", "신의주", 124.40, 40.10, 3), town("Dandong", "단둥", 124.36, 40.13, 2), town("Uiju", "의주", 124.53, 40.20, 1),
        town("Sakju", "삭주", 125.05, 40.39, 1), town("Chosan", "초산", 125.80, 40.83, 1), town("Manpo", "만포", 126.29, 41.15, 2),
        town("Ji'an", "지안", 126.18, 41.12, 1), town("Linjiang", "린장", 126.92, 41.81, 1), town("Hyesan", "혜산", 128.18, 41.40, 3),
        town("Samjiyon", "삼지연", 128.32, 41.81, 1), town("Musan", "무산", 129.21, 42.23, 2),
        town("Hoeryong", "회령", 129.75, 42.44, 3),
        town("Namyang", "남양", 129.86, 42.95, 1), town("Tumen", "투먼", 129.84, 42.97, 1), town("Onsong", "온성", 129.99, 42.96, 2),
        town("Hunchun", "훈춘", 130.36, 42.86, 1), town("Rajin", "라진", 130.30, 42.25, 2), town("Khasan", "하산", 130.64, 42.43, 1),
        town("Paektu", "백두산", 128.08, 42.01, 2),
    ]

    static let countries: [MapData.Place] = [
        town("CHINA", "중국", 126.3, 42.2, 3), town("NORTH KOREA", "북한", 127.3, 40.6, 3), town("RUSSIA", "러시아", 130.62, 42.72, 3),
    ]

    private static func town(_ name: String, _ korean: String, _ longitude: Double, _ latitude: Double, _ rank: Int)
        -> MapData.Place
    {
        MapData.Place(name: name, korean: korean, position: GeoPosition(longitude: longitude, latitude: latitude), rank: rank)
    }
}
