// Files of Fixtures/ built into the binary. `#embed` costs nothing at build time, unlike resources turned into Swift source.
// To add one: a block BEGIN ... END and a row in the table. Paths are relative to this file, so they hold in a dependency's checkout.
// Files of Fixtures/ and Resources/ built into the binary. `#embed` costs nothing at build time, unlike resources turned into Swift source.
// To add one: a block FILE ... END and a row in the table. Paths are relative to this file, so they hold in a dependency's checkout.
#include "CBorderData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#define BEGIN(name) static const unsigned char name[] = {
#define END };
#define ROW(path, name) {path, name, sizeof name}

// clang-format off
BEGIN(border_dcw)
#embed "../../Fixtures/border/dcw.geojson"
END

BEGIN(border_words)
#embed "../../Fixtures/border/words.yaml"
END

BEGIN(hoeryong_study)
#embed "../../Fixtures/studies/hoeryong/study.yaml"
END

BEGIN(hoeryong_fences)
#embed "../../Fixtures/studies/hoeryong/fences.geojson"
END

BEGIN(hoeryong_facilities)
#embed "../../Fixtures/studies/hoeryong/facilities.geojson"
END

BEGIN(hoeryong_patrol_paths)
#embed "../../Fixtures/studies/hoeryong/patrol_paths.geojson"
END

BEGIN(six_areas_study)
#embed "../../Fixtures/studies/six-areas/study.yaml"
END

BEGIN(six_areas_fences)
#embed "../../Fixtures/studies/six-areas/fences.geojson"
END

BEGIN(six_areas_facilities)
#embed "../../Fixtures/studies/six-areas/facilities.geojson"
END

BEGIN(six_areas_patrol_paths)
#embed "../../Fixtures/studies/six-areas/patrol_paths.geojson"
END

BEGIN(tables_arrivals)
#embed "../../Fixtures/tables/arrivals.csv"
END

BEGIN(schema_common)
#embed "../../Fixtures/schemas/common.schema.json"
END

BEGIN(schema_report)
#embed "../../Fixtures/schemas/report.schema.json"
END

BEGIN(schema_coverage)
#embed "../../Fixtures/schemas/coverage.schema.json"
END

BEGIN(schema_density)
#embed "../../Fixtures/schemas/density.schema.json"
END

BEGIN(schema_change)
#embed "../../Fixtures/schemas/change.schema.json"
END

BEGIN(file_schema_study)
#embed "../../Fixtures/schemas/study.schema.json"
END

BEGIN(file_schema_recipe)
#embed "../../Fixtures/schemas/recipe.schema.json"
END

BEGIN(file_schema_plan)
#embed "../../Fixtures/schemas/plan.schema.json"
END

BEGIN(file_schema_claims)
#embed "../../Fixtures/schemas/claims.schema.json"
END

BEGIN(result_schema_agree)
#embed "../../Fixtures/schemas/agree.schema.json"
END

BEGIN(result_schema_audit)
#embed "../../Fixtures/schemas/audit.schema.json"
END

BEGIN(result_schema_border_info)
#embed "../../Fixtures/schemas/border-info.schema.json"
END

BEGIN(result_schema_border_posts)
#embed "../../Fixtures/schemas/border-posts.schema.json"
END

BEGIN(result_schema_border_stretch)
#embed "../../Fixtures/schemas/border-stretch.schema.json"
END

BEGIN(result_schema_density_partial)
#embed "../../Fixtures/schemas/density-partial.schema.json"
END

BEGIN(result_schema_density_profile)
#embed "../../Fixtures/schemas/density-profile.schema.json"
END

BEGIN(result_schema_hotspots)
#embed "../../Fixtures/schemas/hotspots.schema.json"
END

BEGIN(result_schema_sample_checked)
#embed "../../Fixtures/schemas/sample-checked.schema.json"
END

BEGIN(result_schema_sample)
#embed "../../Fixtures/schemas/sample.schema.json"
END

BEGIN(result_schema_spacing)
#embed "../../Fixtures/schemas/spacing.schema.json"
END

BEGIN(result_schema_validate_lines)
#embed "../../Fixtures/schemas/validate-lines.schema.json"
END

BEGIN(result_schema_validate)
#embed "../../Fixtures/schemas/validate.schema.json"
END

BEGIN(report_theme_css)
#embed "../../Resources/report/theme.css"
END

BEGIN(report_figures_css)
#embed "../../Resources/report/figures.css"
END

BEGIN(report_page_css)
#embed "../../Resources/report/page.css"
END

BEGIN(report_columns_js)
#embed "../../Resources/report/columns.js"
END

BEGIN(report_page_js)
#embed "../../Resources/report/page.js"
END

BEGIN(report_map_js)
#embed "../../Resources/report/map.js"
END

BEGIN(report_card_js)
#embed "../../Resources/report/card.js"
END

BEGIN(report_strip_js)
#embed "../../Resources/report/strip.js"
END

BEGIN(report_link_js)
#embed "../../Resources/report/link.js"
END

BEGIN(report_page_mustache)
#embed "../../Resources/report/page.mustache"
END

BEGIN(context_lines)
#embed "../../Fixtures/context/lines.txt"
END

BEGIN(context_towns)
#embed "../../Fixtures/context/towns.csv"
END

BEGIN(claims_published)
#embed "../../Fixtures/claims/published.yaml"
END

static const struct border_data_file files[] = {
    ROW("border/dcw.geojson", border_dcw),
    ROW("border/words.yaml", border_words),
    ROW("claims/published.yaml", claims_published),
    ROW("context/lines.txt", context_lines),
    ROW("context/towns.csv", context_towns),
    ROW("studies/hoeryong/study.yaml", hoeryong_study),
    ROW("studies/hoeryong/fences.geojson", hoeryong_fences),
    ROW("studies/hoeryong/facilities.geojson", hoeryong_facilities),
    ROW("studies/hoeryong/patrol_paths.geojson", hoeryong_patrol_paths),
    ROW("studies/six-areas/study.yaml", six_areas_study),
    ROW("studies/six-areas/fences.geojson", six_areas_fences),
    ROW("studies/six-areas/facilities.geojson", six_areas_facilities),
    ROW("studies/six-areas/patrol_paths.geojson", six_areas_patrol_paths),
    ROW("tables/arrivals.csv", tables_arrivals),
    ROW("schemas/common.schema.json", schema_common),
    ROW("schemas/report.schema.json", schema_report),
    ROW("schemas/coverage.schema.json", schema_coverage),
    ROW("schemas/density.schema.json", schema_density),
    ROW("schemas/change.schema.json", schema_change),
    ROW("file-schemas/study.schema.json", file_schema_study),
    ROW("file-schemas/recipe.schema.json", file_schema_recipe),
    ROW("file-schemas/plan.schema.json", file_schema_plan),
    ROW("file-schemas/claims.schema.json", file_schema_claims),
    ROW("file-schemas/agree.schema.json", result_schema_agree),
    ROW("file-schemas/audit.schema.json", result_schema_audit),
    ROW("file-schemas/border-info.schema.json", result_schema_border_info),
    ROW("file-schemas/border-posts.schema.json", result_schema_border_posts),
    ROW("file-schemas/border-stretch.schema.json", result_schema_border_stretch),
    ROW("file-schemas/density-partial.schema.json", result_schema_density_partial),
    ROW("file-schemas/density-profile.schema.json", result_schema_density_profile),
    ROW("file-schemas/hotspots.schema.json", result_schema_hotspots),
    ROW("file-schemas/sample-checked.schema.json", result_schema_sample_checked),
    ROW("file-schemas/sample.schema.json", result_schema_sample),
    ROW("file-schemas/spacing.schema.json", result_schema_spacing),
    ROW("file-schemas/validate-lines.schema.json", result_schema_validate_lines),
    ROW("file-schemas/validate.schema.json", result_schema_validate),
    ROW("report/theme.css", report_theme_css),
    ROW("report/figures.css", report_figures_css),
    ROW("report/page.css", report_page_css),
    ROW("report/columns.js", report_columns_js),
    ROW("report/page.js", report_page_js),
    ROW("report/map.js", report_map_js),
    ROW("report/card.js", report_card_js),
    ROW("report/strip.js", report_strip_js),
    ROW("report/link.js", report_link_js),
    ROW("report/page.mustache", report_page_mustache),
};
// clang-format on

const struct border_data_file *border_data_files(size_t *count) {
    *count = sizeof files / sizeof files[0];
    return files;
}
