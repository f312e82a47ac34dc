// Writes a made-up scenario of any size, to measure with: tongzhou-generate [--terminals N] ... -o FILE
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <stdexcept>

#include "scenarios/format/files.hpp"
#include "tools/generate/generate.hpp"

int main(int argc, char** argv) {
  tongzhou::generate::Size size;
  std::string file;
  CLI::App app{"Writes a made-up scenario of any size, to measure with.", "tongzhou-generate"};
  app.add_flag_callback(
      "--nation", [&] { size = tongzhou::generate::nation; },
      "A large country: 100 ports, 3000 services, 12000 ships, 200 million boxes a year; other options change it");
  app.add_option("--terminals", size.terminals, "Ports, with one quay each")->capture_default_str();
  app.add_option("--services", size.services, "Ring services of 4 to 8 ports")->capture_default_str();
  app.add_option("--vehicles", size.vehicles, "Ships, spread evenly over the services")->capture_default_str();
  app.add_option("--boxes", size.boxes, "Boxes a year")->capture_default_str();
  app.add_option("--days", size.days, "Length of the run")->capture_default_str();
  app.add_option("--ship-teu", size.ship_teu, "What a ship carries")->capture_default_str();
  app.add_option("--berths", size.berths, "Of each terminal, with two cranes each")->capture_default_str();
  app.add_option("--gate-lanes", size.gate_lanes, "Of each terminal; 0: no truck ever queues")->capture_default_str();
  app.add_option("--seed", size.seed, "Another seed, another coast")->capture_default_str();
  app.add_option("-o,--out", file, "Where to write it; default: to the standard output")->type_name("FILE");
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    auto const text = tongzhou::generate::scenario(size);
    if (file.empty()) {
      std::cout << text << std::flush;
      return std::cout ? 0 : 1;
    }
    tongzhou::format::write_whole(file, text);
    return 0;
  } catch (std::invalid_argument const& error) {
    std::cerr << fmt::format("tongzhou-generate: {}\n", error.what());
    return 2;
  } catch (std::runtime_error const& error) {
    std::cerr << fmt::format("tongzhou-generate: {}\n", error.what());
    return 1;
  }
}
