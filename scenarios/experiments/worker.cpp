#include "scenarios/experiments/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <tbb/global_control.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenarios/experiments/descriptors.hpp"
#include "scenarios/experiments/memory_limit.hpp"
#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/effort.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/link_lines.hpp"
#include "scenarios/format/plausibility.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/reachable.hpp"
#include "scenarios/format/result.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/itineraries/planner.hpp"

namespace tongzhou::experiments {
namespace {

using json = format::Json;

struct Ready {
  world::World world;
  format::Provenance provenance;
  json const& scenario;
};

std::string listed(format::Problems const& problems) {
  json list = json::array();
  for (auto const& problem : problems.sorted()) list.push_back({{"pointer", problem.pointer}, {"text", problem.text}});
  return json{{"problems", std::move(list)}}.dump();
}

/// Whatever goes wrong in a child is said on its stderr.
ExitCode run(Ready const& ready, itineraries::Planner const& planner, itineraries::Plans const& plans,
             std::uint32_t replication, int channel) {
  try {
    auto const outcome = engine::simulate(ready.world, planner, plans, replication);
    auto result = format::to_json(outcome, ready.world, ready.provenance);
    format::add_link_lines(result, ready.scenario);
    return send_message(channel, format::to_text(result)) ? ExitCode::done : ExitCode::failed;
  } catch (std::bad_alloc const&) {
    std::cerr << "out of memory\n";
  } catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
  }
  return ExitCode::failed;
}

struct Request {
  std::uint32_t replication = 0;
  Descriptor channel, errors;
};

std::optional<Request> receive_request(int channel) {
  Request request;
  iovec bytes{&request.replication, sizeof request.replication};
  alignas(cmsghdr) char space[CMSG_SPACE(2 * sizeof(int))];
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = space;
  message.msg_controllen = sizeof space;
  if (::recvmsg(channel, &message, MSG_CMSG_CLOEXEC | MSG_WAITALL) != sizeof request.replication) return std::nullopt;
  auto const* const header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_len != CMSG_LEN(2 * sizeof(int))) return std::nullopt;
  int numbers[2];
  std::memcpy(numbers, CMSG_DATA(header), sizeof numbers);
  request.channel = Descriptor{numbers[0]};
  request.errors = Descriptor{numbers[1]};
  return request;
}

bool has_one_thread() { return std::distance(std::filesystem::directory_iterator{"/proc/self/task"}, {}) == 1; }

class Server {
 public:
  Server(int control, Ready const& ready, itineraries::Planner const& planner, itineraries::Plans const& plans)
      : control_(control), ready_(ready), planner_(planner), plans_(plans) {
    sigset_t ends;
    ::sigemptyset(&ends);
    ::sigaddset(&ends, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &ends, nullptr);
    ends_ = Descriptor{::signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (!ends_) throw std::runtime_error("cannot watch the children of a worker");
  }

  void serve() {
    while (true) {
      std::vector<pollfd> watched{{control_, POLLIN, 0}, {ends_.get(), POLLIN, 0}};
      std::vector<pid_t> who;
      for (auto const& [pid, channel] : children_) {
        watched.push_back({channel.get(), 0, 0});  // only whether the other side is gone
        who.push_back(pid);
      }
      if (::poll(watched.data(), watched.size(), -1) < 0) continue;
      for (std::size_t i = 0; i < who.size(); ++i) {
        if (watched[i + 2].revents != 0) ::kill(who[i], SIGKILL);
      }
      if (watched[1].revents != 0) reap();
      if (watched[0].revents != 0) {
        auto request = receive_request(control_);
        if (!request) break;
        start(std::move(*request));
      }
    }
    for (auto const& [pid, channel] : children_) ::kill(pid, SIGKILL);
  }

 private:
  void start(Request request) {
    auto const parent = ::getpid();
    auto const pid = ::fork();
    if (pid == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (::getppid() != parent) ::_exit(static_cast<int>(ExitCode::failed));
      children_.clear();  // closes what is for others: they would never see its end
      ends_.close();
      ::close(control_);
      ::dup2(request.errors.get(), STDERR_FILENO);
      sigset_t none;
      ::sigemptyset(&none);
      ::sigprocmask(SIG_SETMASK, &none, nullptr);
      ::_exit(static_cast<int>(run(ready_, planner_, plans_, request.replication, request.channel.get())));
    }
    if (pid < 0) {
      auto const words = std::string{"cannot start a process: "} + std::strerror(errno) + "\n";
      [[maybe_unused]] auto const told = ::write(request.errors.get(), words.data(), words.size());
      return;
    }
    children_.emplace(pid, std::move(request.channel));
  }

  void reap() {
    signalfd_siginfo ignored;
    while (::read(ends_.get(), &ignored, sizeof ignored) > 0) {
    }
    Ending ending;
    for (pid_t pid; (pid = ::waitpid(-1, &ending.status, WNOHANG)) > 0;) {
      auto const child = children_.find(pid);
      if (child == children_.end()) continue;
      send_all(child->second.get(), {reinterpret_cast<char const*>(&ending), sizeof ending});
      children_.erase(child);
    }
  }

  int control_;
  Ready const& ready_;
  itineraries::Planner const& planner_;
  itineraries::Plans const& plans_;
  Descriptor ends_;
  std::map<pid_t, Descriptor> children_;
};

}  // namespace

ExitCode serve(int channel, Maker const& maker) {
  // Ctrl-C and the end of a terminal reach all its processes; the one that asked ends us.
  ::signal(SIGINT, SIG_IGN);
  ::signal(SIGHUP, SIG_IGN);
  std::string text;
  if (!receive_message(channel, text)) return ExitCode::failed;
  // The scenario may be a stranger's, who has laid a manifest beside it: the guard and the schema look at it again.
  format::Problems problems;
  auto parsed = format::parse(text, "scenario", problems);
  if (!parsed || !parsed->is_object() || !parsed->contains("scenario") || !parsed->at("scenario").is_object()) {
    problems.add({.file = "", .pointer = "", .text = "is not a scenario"});
    send_message(channel, listed(problems));
    return ExitCode::invalid;
  }
  auto& task = *parsed;
  limit_memory(task.at("memory_limit_mb"));  // of planning, too; children inherit it

  tbb::global_control const one_thread{tbb::global_control::max_allowed_parallelism, 1};
  format::Document const document{std::move(task.at("scenario")), {{"scenario", "{}"}}};
  auto built =
      format::check(document, format::scenario_schema(), problems) ? format::build(document, problems) : std::nullopt;
  if (!built) {
    send_message(channel, listed(problems));
    return ExitCode::invalid;
  }
  Ready ready{
      std::move(*built), {maker.program, task.at("code"), {}, document.hash(), maker.packages, {}}, document.json()};
  itineraries::Planner const planner{ready.world};
  auto const plans = itineraries::plan_all(ready.world, planner);
  if (!format::check_reachable(document, ready.world, planner, plans, problems)) {
    send_message(channel, listed(problems));
    return ExitCode::invalid;
  }
  format::Allowed const allowed{task.at("allowed_seconds"), task.at("allowed_mb")};
  if (auto const why = format::too_much(format::effort_of(ready.world, plans), allowed); !why.empty()) {
    problems.add({.file = "", .pointer = "", .text = why});
    send_message(channel, listed(problems));
    return ExitCode::invalid;
  }
  ready.provenance.remarks = format::to_lines(format::remarks(document, ready.world, plans));
  if (!has_one_thread()) throw std::runtime_error("a worker must not have several threads when it forks");
  if (!send_message(channel, R"({"ready": true})")) return ExitCode::failed;
  Server{channel, ready, planner, plans}.serve();
  return ExitCode::done;
}

}  // namespace tongzhou::experiments
