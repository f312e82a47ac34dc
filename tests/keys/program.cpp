#include "tests/keys/program.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "scenarios/format/scenario_schema.hpp"
#include "tools/cli/cli.hpp"

namespace tongzhou::keys {
namespace fs = std::filesystem;

namespace {

std::string read(fs::path const& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// In a process of its own, which ends here.
[[noreturn]] void work(std::string const& verb, fs::path const& scenario, fs::path const& out) {
  for (int const signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL}) std::signal(signal, SIG_DFL);  // not Catch's, which talk
  std::vector<std::string> args{verb, scenario.string()};
  if (verb == "run") args.insert(args.end(), {"--out", out.string()});
  std::istringstream nothing;
  std::ostringstream said, complained;
  int const code = cli::run(args, nothing, said, complained);
  fs::create_directories(out);
  std::ofstream{out / "out"} << said.str();
  std::ofstream{out / "err"} << complained.str();
  _exit(code);
}

Answer answer_in(fs::path const& out, std::string const& verb, int status) {
  Answer answer{WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(out / "out"), read(out / "err"), {}};
  if (verb == "run" && fs::exists(out / "result.json")) answer.text = read(out / "result.json");
  if (verb == "explain" && answer.exit_code == 0) answer.text = answer.out;
  return answer;
}

}  // namespace

Program::Program(fs::path const& worlds) {
  auto room = (fs::temp_directory_path() / "keys-XXXXXX").string();
  if (mkdtemp(room.data()) == nullptr) throw std::runtime_error("no room for results in " + room);
  room_ = room;
  fs::copy(worlds, room_, fs::copy_options::recursive);
  format::scenario_schema();  // read here, or each run reads it anew
}

Program::~Program() {
  std::error_code ignored;
  fs::remove_all(room_, ignored);
}

void Program::run(std::vector<Job> const& jobs) {
  struct Running {
    Job const* job;
    fs::path out;
  };
  std::map<pid_t, Running> running;
  auto const wait_for_one = [&] {
    int status = 0;
    auto const child = wait(&status);
    auto const found = running.find(child);
    if (found == running.end()) throw std::runtime_error("a run was lost");
    auto const& [job, out] = found->second;
    answers_[{job->verb, job->scenario.dump()}] = answer_in(out, job->verb, status);
    fs::remove_all(out);
    running.erase(found);
  };

  auto const cores = std::max(1u, std::thread::hardware_concurrency());
  std::size_t number = 0;
  for (auto const& job : jobs) {
    if (!answers_.try_emplace({job.verb, job.scenario.dump()}).second) continue;
    if (running.size() >= cores) wait_for_one();
    auto const name = std::to_string(number++);
    auto const scenario = room_ / ("scenario-" + name + ".json");
    std::ofstream{scenario} << job.scenario.dump(1);
    auto const out = room_ / name;
    std::cout.flush();  // or each child holds what is not yet written
    pid_t const child = fork();
    if (child < 0) throw std::runtime_error("no process for a run");
    if (child == 0) work(job.verb, scenario, out);
    running[child] = {&job, out};
  }
  while (!running.empty()) wait_for_one();
}

Answer const& Program::answer(Job const& job) const { return answers_.at({job.verb, job.scenario.dump()}); }

}  // namespace tongzhou::keys
