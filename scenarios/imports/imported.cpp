#include "scenarios/imports/imported.hpp"

#include "scenarios/format/locate.hpp"
#include "scenarios/format/scenario_schema.hpp"

namespace tongzhou::imports {

void report_refusals(format::Json const& overlay, format::Report const& report) {
  constexpr std::size_t of_a_thing = 2;  // steps: its section and its id
  format::validate(format::scenario_schema(), overlay,
                   [&](std::string const& pointer, std::string const& text, bool on_key) {
                     if (format::steps_of(pointer).size() >= of_a_thing) report(pointer, text, on_key);
                   });
}

bool check_imported(Imported const& imported, std::string const& file, format::Problems& problems) {
  bool fits = true;
  report_refusals(imported.overlay, [&](std::string const& pointer, std::string const& text, bool) {
    fits = false;
    problems.add({file, 0, 0, pointer, "no scenario could hold what it says: " + text});
  });
  return fits;
}

}  // namespace tongzhou::imports
