import GeoHandles
import LinearReferencing

extension OGRSource {
    /// The layer to read and what it says about itself: the one named, the only one, or the only one that holds features.
    func layer(_ options: InputOptions, _ info: String) throws(InputError) -> OGRLayer {
        var arguments = ["-ro", "-so", "-nomd", "-nocount", "-noextent"] + openingOptions + Self.openOptions(options.ogr)
        arguments += options.layer.map { [dataset, $0] } ?? ["-al", dataset]
        let (text, messages, ending) = try OGRProgram.ogrinfo.run(arguments, path: info, for: self)
        let layers = OGRLayer.all(text)
        guard ending == .exited(code: 0) else {
            if let layer = options.layer, messages.errors.contains(where: { $0.contains("fetch requested layer") }) {
                throw noLayer(layer, info)
            }
            throw failure(ending, messages)
        }
        if layers.count < 2 {
            guard let only = layers.first else {
                throw InputError("it holds no layer", at: .init(file: name), remedy: "Export a vector layer into it.")
            }
            return only
        }
        // Formats with a fixed set of layers (GPX, DXF) fill few of them.
        let filled = isLocal && driver?.name != "OSM" ? try filled(info, options.ogr) : layers
        if filled.count == 1, let only = layers.first(where: { $0.name == filled[0].name }) { return only }
        throw InputError(
            "\(driver.map { "this is \($0.words) that" } ?? "it") holds \(filled.isEmpty ? layers.count : filled.count) layers, and none was chosen",
            at: .init(file: name), remedy: "Choose one with \(.layer): \(Self.names(filled.isEmpty ? layers : filled)).")
    }

    private func filled(_ info: String, _ options: [String]) throws(InputError) -> [OGRLayer] {
        let arguments = ["-ro", "-so", "-nomd", "-noextent", "-al"] + openingOptions + Self.openOptions(options) + [dataset]
        return OGRLayer.all(try OGRProgram.ogrinfo.run(arguments, path: info, for: self).output).filter { $0.count != 0 }
    }

    private func noLayer(_ layer: String, _ info: String) -> InputError {
        let text =
            (try? OGRProgram.ogrinfo.run(
                ["-ro", "-so", "-nomd", "-nocount", "-noextent", "-al"] + openingOptions + [dataset], path: info, for: self))?
            .output ?? ""
        return InputError(
            "there is no layer \"\(layer)\"", at: .init(file: name), remedy: "It holds: \(Self.names(OGRLayer.all(text))).")
    }

    private static func names(_ layers: [OGRLayer]) -> String {
        layers.prefix(30).map(\.name).joined(separator: ", ") + (layers.count > 30 ? ", ..." : "")
    }

    /// Nothing is left beside an input: GDAL would write the fields that it found in a GML file into a file of that name.
    var openingOptions: [String] { driver?.name == "GML" ? ["-oo", "WRITE_GFS=NO"] : [] }

    /// What the user says about opening holds for looking as well.
    private static func openOptions(_ options: [String]) -> [String] {
        var result: [String] = []
        for (i, option) in options.enumerated() where i + 1 < options.count {
            if option == "-oo" { result += ["-oo", options[i + 1]] }
            if option == "--config", i + 2 < options.count { result += ["--config", options[i + 1], options[i + 2]] }
        }
        return result
    }

    /// The encoding of texts, where the format lets it be said.
    func encodingOptions(_ options: InputOptions) throws(InputError) -> [String] {
        guard let encoding = options.encoding else { return [] }
        switch driver?.name {
        case "ESRI Shapefile": return ["-oo", "ENCODING=\(encoding.rawValue.uppercased())"]
        case "DXF": return ["--config", "DXF_ENCODING", encoding.rawValue.uppercased()]
        default:
            guard encoding != .utf8 else { return [] }
            throw InputError(
                "the encoding of \(driver?.words ?? "this input") cannot be given: GDAL takes it from the file",
                at: .init(file: name),
                remedy: "Leave out \(.encoding()).")
        }
    }

    // MARK: - What goes wrong

    /// GDAL is not installed: what to install, and what to run where it is.
    func missingProgram(_ options: InputOptions) -> InputError {
        let line = CommandLineText.line(
            ["ogr2ogr", "-f", "GeoJSONSeq", "-t_srs", "EPSG:4326"] + (options.crs.map { ["-s_srs", $0.definition] } ?? [])
                + [
                    OGRArchive.stem(driver == nil ? "out" : name) + ".geojsonl",
                    dataset.hasPrefix("./") ? String(dataset.dropFirst(2)) : dataset,
                ]
                + (options.layer.map { [$0] } ?? []))
        return InputError(
            "this is \(driver?.words ?? "an input for GDAL"), which is read through GDAL's ogr2ogr, and that is not installed",
            rule: "no-gdal", at: .init(file: name),
            remedy:
                "Install it (Debian: apt-get install gdal-bin; macOS: brew install gdal), or convert the input where it is installed: \(line)"
        )
    }

    /// A program of GDAL that did not do what it should.
    func failure(_ ending: ChildProcess.Ending, _ messages: OGRMessages) -> InputError {
        let place = Finding.Place(file: name)
        let what = driver?.words ?? "this input"
        if messages.cannotOpen, let driver, let drivers = OGRProgram.drivers(), drivers[driver.name] == nil {
            return InputError(
                "this is \(driver.words), and the GDAL that is installed has no \(driver.name) driver", rule: "no-driver",
                at: place,
                remedy:
                    "Convert it where GDAL has that driver: \(CommandLineText.line(["ogr2ogr", OGRArchive.stem(name) + ".gpkg", name]))"
            )
        }
        if case .signalled(let number) = ending {
            return InputError(
                "GDAL's program was ended by signal \(number) while it read \(what)", at: place,
                remedy: "Run again; try ogrinfo on the input itself.")
        }
        if let error = messages.errors.first(where: { $0.contains("Failed to reproject") || $0.contains("coordinate operation") })
        {
            return InputError(
                "GDAL cannot bring it to WGS 84: \(error)", at: place,
                remedy: "Say what the coordinates are in with \(.crs("EPSG:n")).")
        }
        let reason = messages.errors.first ?? (messages.cannotOpen ? "no driver opens it" : "it gave no reason")
        return InputError(
            "GDAL cannot read \(what): \(reason)", at: place,
            remedy:
                "Check that the file is whole and its companions are beside it; \(CommandLineText.line(["ogrinfo", "-so", "-al", name])) says what GDAL sees."
        )
    }
}
