import ArgumentParser
import BorderGeo

extension ResultFormat: ExpressibleByArgument {}
