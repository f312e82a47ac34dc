#include "scenarios/experiments/workers.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include "scenarios/experiments/worker.hpp"
#include "scenarios/format/json.hpp"

extern char** environ;

namespace tongzhou::experiments {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_last_words = 2000;

/// Reads what is there; false at the end.
bool take(int descriptor, std::string& text) {
  char bytes[65536];
  auto const got = ::read(descriptor, bytes, sizeof bytes);
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  text.append(bytes, static_cast<std::size_t>(got));
  return got > 0;
}

std::string end_of(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (text.size() > longest_last_words) text.erase(0, text.size() - longest_last_words);
  return text;
}

std::string in_words(int status) {
  if (WIFSIGNALED(status))
    return fmt::format("killed by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
  return fmt::format("ended with exit code {}", WEXITSTATUS(status));
}

struct WorkerReply {
  std::string answer, errors;
  enum { all, too_late, interrupted } how = all;
};

/// Listens until the channel is closed, or for as long as it may take.
WorkerReply listen(int channel, int errors, int interrupt, std::chrono::seconds limit) {
  WorkerReply reply;
  auto const deadline = Clock::now() + limit;
  bool errors_open = true;
  while (true) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) {
      reply.how = WorkerReply::too_late;
      break;
    }
    pollfd watched[]{{channel, POLLIN, 0}, {interrupt, POLLIN, 0}, {errors_open ? errors : -1, POLLIN, 0}};
    if (::poll(watched, 3, static_cast<int>(std::min<long long>(left, 1'000'000))) < 0) continue;
    if (watched[1].revents != 0) {
      reply.how = WorkerReply::interrupted;
      return reply;
    }
    if (watched[2].revents != 0) {
      errors_open = take(errors, reply.errors);
      if (reply.errors.size() > 2 * longest_last_words) reply.errors = end_of(std::move(reply.errors));
    }
    if (watched[0].revents != 0 && !take(channel, reply.answer)) break;
  }
  ::fcntl(errors, F_SETFL, O_NONBLOCK);
  while (errors_open) {
    auto const before = reply.errors.size();
    errors_open = take(errors, reply.errors) && reply.errors.size() > before;
  }
  return reply;
}

void lost(Attempt& attempt) {
  attempt.why = "its worker was killed";
  attempt.worker_lost = true;
}

/// The result, if the child ended well and told it whole.
void judge(WorkerReply reply, std::chrono::seconds limit, Attempt& attempt) {
  attempt.last_words = end_of(std::move(reply.errors));
  if (reply.how == WorkerReply::interrupted) {
    attempt.interrupted = true;
    return;
  }
  if (reply.how == WorkerReply::too_late) {
    attempt.why = fmt::format("stopped after {} s, the time limit", limit.count());
    attempt.worker_lost = true;  // it may be the worker that hangs, not its child
    return;
  }
  auto& answer = reply.answer;
  Ending ending{{}, 0};
  if (answer.size() >= sizeof ending) {
    std::memcpy(&ending, answer.data() + answer.size() - sizeof ending, sizeof ending);
  }
  if (std::memcmp(ending.mark, Ending{}.mark, sizeof ending.mark) != 0) return lost(attempt);
  answer.resize(answer.size() - sizeof ending);
  auto const prefix = length_prefix(0).size();
  bool const whole = answer.size() >= prefix && answer.starts_with(length_prefix(answer.size() - prefix));
  if (ending.status == 0 && whole) {
    attempt.result = answer.substr(prefix);
  } else {
    attempt.why = in_words(ending.status);
  }
}

}  // namespace

class Workers::Worker {
 public:
  Worker(std::filesystem::path const& program) {
    auto [ours, theirs] = make_channel();
    auto [reading, writing] = make_pipe();
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDERR_FILENO);
    std::string const file = program.string();
    std::string name = "tongzhou", role = "worker";
    char* arguments[]{name.data(), role.data(), nullptr};
    int const error = ::posix_spawn(&pid_, file.c_str(), &actions, nullptr, arguments, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::generic_category(), "cannot start a worker, '" + file + "'");
    channel_ = std::move(ours);
    errors_ = std::move(reading);
  }
  ~Worker() {
    ::kill(pid_, SIGKILL);  // its children die with it
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Worker(Worker const&) = delete;
  Worker& operator=(Worker const&) = delete;

  /// True when it is ready; else `attempt` says why not.
  bool make_ready(ScenarioText const& scenario, Limits const& limits, int interrupt, Attempt& attempt) {
    auto const task =
        fmt::format(R"({{"code":{},"memory_limit_mb":{},"allowed_seconds":{},"allowed_mb":{},"scenario":{}}})",
                    format::Json(scenario.code).dump(), limits.memory_mb, limits.expected ? limits.time.count() : 0,
                    limits.expected ? limits.memory_mb : 0, scenario.text);
    std::string answer, errors;
    auto const deadline = Clock::now() + limits.time;
    // A scenario may be larger than what a channel holds, and a worker may hang: sending waits no longer than
    // listening.
    ::fcntl(channel_.get(), F_SETFL, O_NONBLOCK);
    std::string const message = length_prefix(task.size()) + task;
    std::string_view to_send = message;
    bool open = true;
    std::size_t const prefix = length_prefix(0).size();
    auto const whole = [&] {
      return answer.size() >= prefix && answer.starts_with(length_prefix(answer.size() - prefix));
    };
    while (open && !whole()) {
      auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
      if (left <= 0) {
        attempt.why = fmt::format("planning stopped after {} s, the time limit", limits.time.count());
        return false;
      }
      short const wanted = to_send.empty() ? POLLIN : POLLIN | POLLOUT;
      pollfd watched[]{{channel_.get(), wanted, 0}, {interrupt, POLLIN, 0}, {errors_.get(), POLLIN, 0}};
      if (::poll(watched, 3, static_cast<int>(std::min<long long>(left, 1'000'000))) < 0) continue;
      if (watched[1].revents != 0) {
        attempt.interrupted = true;
        return false;
      }
      if ((watched[2].revents & POLLIN) != 0) take(errors_.get(), errors);
      if ((watched[0].revents & POLLOUT) != 0) {
        auto const sent = ::send(channel_.get(), to_send.data(), to_send.size(), MSG_NOSIGNAL);
        if (sent > 0) to_send.remove_prefix(static_cast<std::size_t>(sent));
        if (sent < 0 && errno != EAGAIN && errno != EINTR) open = false;
      }
      if ((watched[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) open = take(channel_.get(), answer) && open;
    }
    ::fcntl(channel_.get(), F_SETFL, 0);
    if (!whole()) {
      attempt.why = "its worker was killed while planning";
      ::fcntl(errors_.get(), F_SETFL, O_NONBLOCK);
      take(errors_.get(), errors);
      attempt.last_words = end_of(std::move(errors));
      return false;
    }
    auto const said = format::parse_trusted(answer.substr(prefix));
    if (!said.contains("problems")) return true;
    attempt.why = "the scenario is invalid";
    for (auto const& problem : said["problems"]) attempt.problems.emplace_back(problem["pointer"], problem["text"]);
    return false;
  }

  /// False when the worker is gone.
  bool ask(std::uint32_t replication, int channel, int errors) {
    iovec bytes{&replication, sizeof replication};
    alignas(cmsghdr) char space[CMSG_SPACE(2 * sizeof(int))]{};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = space;
    message.msg_controllen = sizeof space;
    auto* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(2 * sizeof(int));
    int const numbers[]{channel, errors};
    std::memcpy(CMSG_DATA(header), numbers, sizeof numbers);
    std::scoped_lock const one_at_a_time{asking_};
    return ::sendmsg(channel_.get(), &message, MSG_NOSIGNAL) == sizeof replication;
  }

 private:
  pid_t pid_ = 0;
  std::mutex asking_;
  Descriptor channel_, errors_;
};

Workers::Workers(std::filesystem::path program, Limits limits, int interrupt, std::size_t kept)
    : program_(std::move(program)), limits_(limits), interrupt_(interrupt), kept_(kept) {}

Workers::~Workers() = default;

std::shared_ptr<Workers::Worker> Workers::worker_for(ScenarioText const& scenario, Attempt& attempt) {
  std::shared_ptr<WorkerSlot> slot;
  {
    std::scoped_lock const lock{slots_mutex_};
    end_idle();
    auto& found = slots_[scenario.sha256];
    if (!found) found = std::make_shared<WorkerSlot>();
    found->last_used = ++clock_;
    slot = found;
  }
  std::scoped_lock const lock{slot->starting};
  if (!slot->worker) {
    auto worker = std::make_shared<Worker>(program_);
    if (!worker->make_ready(scenario, limits_, interrupt_, attempt)) return nullptr;
    slot->worker = std::move(worker);
  }
  return slot->worker;
}

/// Of a worker that is gone: the next who asks starts another.
void Workers::release(WorkerSlot& slot, std::shared_ptr<Worker> const& worker) {
  std::scoped_lock const lock{slot.starting};
  if (slot.worker == worker) slot.worker = nullptr;
}

void Workers::end_idle() {
  while (slots_.size() > kept_) {
    auto oldest = slots_.end();
    for (auto it = slots_.begin(); it != slots_.end(); ++it) {
      bool const idle = it->second.use_count() == 1 && (!it->second->worker || it->second->worker.use_count() == 1);
      if (idle && (oldest == slots_.end() || it->second->last_used < oldest->second->last_used)) oldest = it;
    }
    if (oldest == slots_.end()) return;
    slots_.erase(oldest);
  }
}

Attempt Workers::prepare(ScenarioText const& scenario) {
  Attempt attempt;
  worker_for(scenario, attempt);
  return attempt;
}

Attempt Workers::run(ScenarioText const& scenario, std::uint32_t replication) {
  Attempt attempt;
  auto const worker = worker_for(scenario, attempt);
  if (!worker) return attempt;
  auto [channel, their_channel] = make_channel();
  auto [errors, their_errors] = make_pipe();
  bool const asked = worker->ask(replication, their_channel.get(), their_errors.get());
  their_channel.close();
  their_errors.close();
  if (asked) {
    judge(listen(channel.get(), errors.get(), interrupt_, limits_.time), limits_.time, attempt);
  } else {
    lost(attempt);
  }
  if (attempt.worker_lost) {
    std::shared_ptr<WorkerSlot> slot;
    {
      std::scoped_lock const lock{slots_mutex_};
      slot = slots_.at(scenario.sha256);
    }
    release(*slot, worker);
  }
  return attempt;
}

}  // namespace tongzhou::experiments
