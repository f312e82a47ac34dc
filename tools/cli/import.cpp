#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/table_writing.hpp"
#include "scenarios/imports/geojson_network.hpp"
#include "scenarios/imports/layers.hpp"
#include "scenarios/imports/transit_feed.hpp"
#include "scenarios/imports/vessel_schedules.hpp"
#include "scenarios/sheets/workbook_reader.hpp"
#include "sim/world/link.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/supervision.hpp"
#include "tools/cli/tables.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

namespace {

struct ImportOptions {
  std::filesystem::path from, to;
  std::string form;  // empty: as the file shows
  std::string vehicle;
  imports::NetworkOptions network;
};

constexpr std::string_view network = "network", schedules = "schedules", feed = "gtfs";

bool is_layer_file(std::filesystem::path const& file) {
  constexpr std::array<std::string_view, 4> layers{".gpkg", ".shp", ".fgb", ".gml"};
  return std::ranges::find(layers, file.extension().string()) != layers.end();
}

/// What it is by its content, when the user does not say.
std::string_view form_of(std::string const& text) {
  if (sheets::looks_like_workbook(text)) return feed;  // an archive
  auto const has = [&](char const* words) { return text.find(words) != std::string::npos; };
  return has("\"vesselSchedules\"") && !has("\"FeatureCollection\"") ? schedules : network;
}

std::optional<imports::Imported> read(ImportOptions const& options, format::Problems& problems) {
  auto const file = options.from.lexically_normal().string();
  auto const vehicle = [&](char const* otherwise) { return options.vehicle.empty() ? otherwise : options.vehicle; };
  std::error_code error;
  if (options.form == feed || std::filesystem::is_directory(options.from, error))
    return imports::read_transit_feed(options.from, vehicle("train"), problems);
  std::string why;
  std::optional<std::string> text;
  if (is_layer_file(options.from)) {
    text = imports::layers_as_geojson(options.from, why);
  } else {
    text = format::read_file(options.from, format::most_bytes_read, why);
  }
  if (!text) {
    problems.add({file, 0, 0, "", why});
    return std::nullopt;
  }
  format::protect(options.from);
  auto const form = options.form.empty() ? form_of(*text) : std::string_view{options.form};
  if (form == feed) return imports::read_transit_feed(options.from, vehicle("train"), problems);
  if (form == schedules) return imports::read_vessel_schedules(*text, file, vehicle("ship"), problems);
  return imports::read_network(*text, file, options.network, problems);
}

/// A thing a line, so that two versions can be compared.
std::string overlay_text(format::Json const& overlay) {
  std::string text = "{";
  std::string_view between_sections = "\n";
  for (auto const& [section, things] : overlay.items()) {
    text += fmt::format("{}  {}: {{", between_sections, format::Json(section).dump());
    between_sections = ",\n";
    std::string_view between = "\n";
    for (auto const& [id, thing] : things.items()) {
      text += fmt::format("{}    {}: {}", between, format::Json(id).dump(), thing.dump());
      between = ",\n";
    }
    text += "\n  }";
  }
  return text + "\n}\n";
}

bool is_overlay(std::filesystem::path const& to) { return to.extension() == ".json" || format::is_standard_output(to); }

void write(format::Json const& overlay, std::filesystem::path const& to) {
  if (is_overlay(to)) return format::write_whole(to, overlay_text(overlay));
  auto const tables = format::to_tables(overlay, format::Columns::used);
  if (table_form(to) == TableForm::workbook) return write_tables_as_workbook(tables, to);
  write_tables(tables, to);
}

ExitCode import_file(ImportOptions const& options, Console& console) {
  Supervision const supervision{console};
  if (!is_overlay(options.to) && !table_form(options.to)) {
    console.err << say(
        "tongzhou: -o {}: an import is written to an overlay, which ends in .json, to a workbook, which ends in "
        ".xlsx, or to a folder, which ends in nothing or in /\n",
        format::printable(options.to.string()));
    return ExitCode::usage;
  }
  format::Problems problems;
  auto const imported = read(options, problems);
  auto const name = options.from.lexically_normal().string();
  if (!imported || !imports::check_imported(*imported, name, problems)) {
    tell(problems, console);
    return ExitCode::invalid;
  }
  auto const file = format::printable(name);
  for (auto const& remark : imported->remarks)
    console.err << file << ": " << sentence(format::printable(remark)) << '\n';
  auto const count = [&](char const* section) {
    return imported->overlay.contains(section) ? imported->overlay.at(section).size() : 0;
  };
  console.err << say("{}: places: {}, links: {}, services: {}\n", file, count("places"), count("links"),
                     count("services"));
  write(imported->overlay, options.to);
  print_written(options.to, console);
  return ExitCode::done;
}

void add_import(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ImportOptions>();
  command
      .operand("FILE", options->from,
               "A network as GeoJSON, GeoPackage or Shapefile; vessel schedules (DCSA); a GTFS feed, .zip or folder")
      .required();
  command
      .option("-o,--out", "PATH", options->to,
              "What to write: an overlay (.json), a workbook (.xlsx), or a folder of CSV tables")
      .required();
  command.option("--as", "FORM", options->form, "What the file is, where that cannot be seen")
      .one_of({std::string{network}, std::string{schedules}, std::string{feed}});
  std::set<std::string> kinds;
  for (auto const kind : all_values<world::LinkKind>) kinds.emplace(word_of(kind));
  command.option("--kind", "KIND", options->network.kind, "What lines of a network are that do not say it")
      .one_of(kinds);
  command
      .option("--within-m", "METRES", options->network.within_m,
              "How near to a line a place has to be to lie on it; default: 500")
      .between(0, 100'000);
  command.option("--vehicle", "CLASS", options->vehicle, "Vehicle class of services; default: ship or train");
  command.on_run([options, &invocation] { invocation.exit_code = import_file(*options, invocation.console); });
}

}  // namespace

Verb import_verb() {
  return {"import",
          "Turn a map or a timetable of another program into an overlay or tables",
          {{"import rails.geojson --kind railway -o rails.json", "stations and tracks of a map"},
           {"import schedules.json --vehicle neopanamax -o loops.json", "services as a carrier publishes them (DCSA)"},
           {"import feed.zip -o trains.xlsx", "trains and ferries of a GTFS feed, in a workbook"}},
          add_import};
}

}  // namespace tongzhou::cli
