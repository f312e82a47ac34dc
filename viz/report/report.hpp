#pragma once

#include <span>
#include <string>

namespace tongzhou::report {

/// A result as it stands in a file, and the name under which the user gave it.
struct Document {
  std::string file;
  std::string json;       // valid JSON in UTF-8: whoever calls has checked it
  std::string inputs;     // the inputs of a run, likewise; empty where they are not known
  std::string movements;  // of its vehicles, likewise
  std::string pools;      // of an experiment: its runs, pooled by option, likewise
};

/// The report on these results: one HTML page that needs nothing from outside. Whatever names the results hold, they
/// are data to the page and never markup.
std::string html(std::span<Document const> documents);

}  // namespace tongzhou::report
