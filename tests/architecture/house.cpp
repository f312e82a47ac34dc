#include "tests/architecture/house.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>

namespace tongzhou::architecture {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> floors{"network", "sim", "scenarios", "viz", "tools"};

/// 0 is the ground floor; floors.size() for what is no floor.
std::size_t floor_of(std::string_view name) {
  return static_cast<std::size_t>(std::find(floors.begin(), floors.end(), name) - floors.begin());
}
bool is_floor(std::string_view name) { return floor_of(name) < floors.size(); }

std::string up_to(std::string const& text, char mark) { return text.substr(0, text.find(mark)); }

/// sim/rules/lockage.hpp -> sim_rules; empty for a file that lies in no module.
std::string module_of(std::string const& path) {
  auto const floor_end = path.find('/');
  if (floor_end == std::string::npos || !is_floor(path.substr(0, floor_end))) return "";
  auto const module_end = path.find('/', floor_end + 1);
  if (module_end == std::string::npos) return "";
  return path.substr(0, floor_end) + "_" + path.substr(floor_end + 1, module_end - floor_end - 1);
}

bool starts_with_any(std::string_view path, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return path.starts_with(prefix); });
}

using Uses = std::map<std::string, std::set<std::string>>;      // by module, as declared
using Rooms = std::map<std::string, std::vector<std::string>>;  // of a module, lowest first, as declared

std::string without_comments(std::string const& cmake) {
  static std::regex const comment{"#[^\n]*"};
  return std::regex_replace(cmake, comment, "");
}

void add_declared(std::string const& cmake, Uses& uses, Rooms& rooms) {
  static std::regex const declaration{R"(tongzhou_library\(([^)]*)\))"};
  auto const text = without_comments(cmake);
  for (std::sregex_iterator it{text.begin(), text.end(), declaration}, end; it != end; ++it) {
    std::istringstream words{(*it)[1]};
    std::string name, word;
    words >> name;
    auto& used = uses[name];
    for (std::string list; words >> word;) {
      if (word == "USES" || word == "SOURCES" || word == "ROOMS" || word == "ALONE") {
        list = word;
      } else if (list == "USES") {
        used.insert(word);
      } else if (list == "ROOMS") {
        rooms[name].push_back(word);
      }
    }
  }
}

/// All that a module reaches by USES, itself only when it stands in a circle.
std::set<std::string> reach(std::string const& module, Uses const& uses) {
  std::set<std::string> seen;
  std::vector<std::string> open{module};
  while (!open.empty()) {
    auto const declared = uses.find(open.back());
    open.pop_back();
    if (declared == uses.end()) continue;
    for (auto const& next : declared->second) {
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return seen;
}

void check_include(std::string const& path, std::string const& include, bool quoted, Uses const& uses,
                   std::vector<std::string>& found) {
  if (include.starts_with("simgrid/") && !path.starts_with("sim/engine/")) {
    found.push_back(path + ": includes <" + include + ">; SimGrid stays inside sim/engine");
  }
  if (starts_with_any(include, {"nlohmann/", "valijson/"}) &&
      !starts_with_any(path, {"scenarios/", "viz/", "tools/cli/", "tests/"})) {
    found.push_back(path + ": includes <" + include + ">; JSON stays inside scenarios, viz, tools/cli and tests");
  }
  if (!quoted) return;
  auto const top = up_to(include, '/');
  if (!is_floor(top) && top != "tests") {
    found.push_back(path + ": includes \"" + include + "\"; write includes from the root");
    return;
  }
  auto const from = module_of(path);
  auto const to = module_of(include);
  if (from.empty() || from == to) return;  // tests may look at everything
  auto const own = floor_of(up_to(path, '/'));
  if (floor_of(top) > own) {
    found.push_back(path + ": includes \"" + include + "\" from a higher floor");
  } else if (!uses.contains(from)) {
    // A program of the top floor links what it likes; every other module says what it stands on.
    if (floors[own] != "tools") found.push_back(path + ": no tongzhou_library(" + from + ") declares its module");
  } else if (!reach(from, uses).contains(to)) {
    found.push_back(path + ": includes \"" + include + "\", but " + from + " does not use " + to);
  }
}

/// sim/engine/clock.hpp -> clock.
std::string room_of(std::string const& path) { return fs::path{path}.stem().string(); }

void check_rooms(std::string const& path, std::vector<std::string> const& includes, Rooms const& rooms,
                 std::vector<std::string>& found) {
  auto const module = module_of(path);
  auto const of_module = rooms.find(module);
  if (of_module == rooms.end()) return;
  auto const height = [&](std::string const& file) { return std::ranges::find(of_module->second, room_of(file)); };
  auto const own = height(path);
  if (own == of_module->second.end()) found.push_back(path + ": is no room of " + module);
  for (auto const& include : includes)
    if (module_of(include) == module && height(include) > own)
      found.push_back(path + ": includes \"" + include + "\" from a room above its own");
}

/// A test file must stand in the CMakeLists.txt of its folder: one that is forgotten there is never built, and never
/// fails.
void check_built(std::string const& path, House const& house, std::vector<std::string>& found) {
  auto const name_begins = path.rfind('/') + 1;
  auto const name = path.substr(name_begins);
  auto const cmake = house.find(path.substr(0, name_begins) + "CMakeLists.txt");
  std::istringstream words{cmake == house.end() ? "" : without_comments(cmake->second)};
  for (std::string word; words >> word;) {
    if (up_to(word, ')') == name) return;
  }
  found.push_back(path + ": no target builds it; name it in the CMakeLists.txt of its folder");
}

}  // namespace

House read_house(fs::path const& root) {
  House house;
  auto const read = [&](fs::path const& file) {
    std::ifstream in{file};
    house.emplace(fs::relative(file, root).generic_string(), std::string{std::istreambuf_iterator<char>{in}, {}});
  };
  for (std::string_view const top : {"network", "sim", "scenarios", "viz", "tools", "tests"}) {
    for (auto const& entry : fs::recursive_directory_iterator{root / top}) {
      auto const& path = entry.path();
      auto const extension = path.extension();
      if (extension == ".hpp" || extension == ".cpp" || path.filename() == "CMakeLists.txt") read(path);
    }
  }
  return house;
}

std::vector<std::string> violations(House const& house) {
  static std::regex const include{R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">])re"};
  Uses uses;
  Rooms rooms;
  for (auto const& [path, text] : house) {
    if (path.ends_with("CMakeLists.txt") && !module_of(path).empty()) add_declared(text, uses, rooms);
  }

  std::vector<std::string> found;
  for (auto const& [module, used] : uses) {
    for (auto const& other : used) {
      auto const floor = floor_of(up_to(other, '_'));
      if (floor < floors.size() && floor > floor_of(up_to(module, '_'))) {
        found.push_back(module + ": uses " + other + " from a higher floor");
      }
    }
    if (reach(module, uses).contains(module)) found.push_back(module + ": uses itself by way of others");
    if (used.contains("simgrid::simgrid") && module != "sim_engine") {
      found.push_back(module + ": uses SimGrid, which stays inside sim/engine");
    }
  }
  for (auto const& [path, text] : house) {
    if (path.ends_with("CMakeLists.txt")) continue;
    if (path.ends_with("_test.cpp")) check_built(path, house, found);
    std::vector<std::string> quoted;
    for (std::sregex_iterator it{text.begin(), text.end(), include}, end; it != end; ++it) {
      check_include(path, (*it)[2], (*it)[1] == "\"", uses, found);
      if ((*it)[1] == "\"") quoted.push_back((*it)[2]);
    }
    check_rooms(path, quoted, rooms, found);
  }
  return found;
}

}  // namespace tongzhou::architecture
