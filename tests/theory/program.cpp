#include "tests/theory/program.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace tongzhou::theory {
namespace fs = std::filesystem;

namespace {

std::string read(fs::path const& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void execute(fs::path const& executable, Job const& job, fs::path const& out) {
  auto const seed = std::to_string(job.seed);
  pid_t const child = fork();
  if (child == 0) {
    execl(executable.c_str(), executable.c_str(), "run", job.scenario.c_str(), "--seed", seed.c_str(), "--out",
          out.c_str(), "--quiet", static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error("tongzhou run " + job.scenario.string() + " --seed " + seed + " failed");
}

}  // namespace

Program::Program(fs::path executable) : executable_(std::move(executable)) {
  auto room = (fs::temp_directory_path() / "evidence-XXXXXX").string();
  if (mkdtemp(room.data()) == nullptr) throw std::runtime_error("no room for results in " + room);
  room_ = room;
}

Program::~Program() {
  std::error_code nobody_minds;
  fs::remove_all(room_, nobody_minds);
}

std::string Program::bytes(Job const& job) const {
  static std::atomic<int> number = 0;
  auto const out = room_ / ("result-" + std::to_string(number++));
  execute(executable_, job, out);
  auto text = read(out / "result.json");
  fs::remove_all(out);
  return text;
}

std::vector<Json> Program::run(std::vector<Job> const& jobs) const {
  std::vector<Json> results(jobs.size());
  std::vector<std::exception_ptr> failures(jobs.size());
  std::atomic<std::size_t> next = 0;
  auto const work = [&] {
    for (std::size_t i; (i = next++) < jobs.size();) try {
        results[i] = Json::parse(bytes(jobs[i]));
      } catch (...) {
        failures[i] = std::current_exception();
      }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned n = 0; n < std::max(1u, std::thread::hardware_concurrency()); ++n) workers.emplace_back(work);
  }
  for (auto const& failure : failures)
    if (failure) std::rethrow_exception(failure);
  return results;
}

fs::path Program::write(std::string const& name, Json const& scenario) const {
  fs::create_directories(room_ / name);
  auto const file = room_ / name / "scenario.json";
  std::ofstream{file} << scenario.dump(1);
  return file;
}

}  // namespace tongzhou::theory
