#include "sim/itineraries/route_search.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <variant>

#include "network/routing/corridor.hpp"
#include "sim/itineraries/route_builder.hpp"

// Best first, as A* does, over beginnings of routes: the next to go on is the one that promises the least, by what it
// has cost and what the corridor knows of the rest. What makes no sense is cut off where it begins, so that it crowds
// out nothing. What the corridor does not hold is deferred until it is wider. A beginning is dropped only when as many
// as are wanted, with the same end and no place more, are at least as good: whatever could follow it can follow them.
namespace tongzhou::itineraries {
using graph::EdgeId;
using graph::NodeId;
using routing::Ticks;
using world::PlaceId;

namespace {

constexpr auto none = static_cast<std::uint32_t>(-1);
constexpr std::uint32_t most_by_an_edge = 3;  // beginnings that go on by it, each with other lines

/// The network as boxes of a flow may use it: ways lead neither back to where it begins nor away from where it ends,
/// and end at no other place's doors.
class WaysOfFlow {
 public:
  WaysOfFlow(RouteGraph const& graph, world::Flow const& flow, EdgeCosts const& edges)
      : start(graph.nodes.origin(flow.origin)),
        goal(graph.nodes.goal(flow.destination)),
        graph_(graph),
        edges_(edges),
        begin_(flow.origin),
        end_(flow.destination) {}

  NodeId const start, goal;
  std::span<routing::Arc const> out(NodeId node) const { return edges_.out(node); }
  std::span<routing::Arc const> in(NodeId node) const { return edges_.in(node); }
  bool is_open(NodeId from, NodeId to) const {
    if ((graph_.nodes.is_goal(to) && to != goal) || (graph_.nodes.is_origin(from) && from != start)) return false;
    auto const left = graph_.place_of(from), come_to = graph_.place_of(to);
    return left == come_to || (come_to != begin_ && left != end_);
  }

 private:
  RouteGraph const& graph_;
  EdgeCosts const& edges_;
  PlaceId begin_, end_;
};

/// Lines of a leg that a box may take: all, or those that the leg before or behind it leaves.
struct LineSet {
  LegId leg;
  std::vector<Line> lines;  // with shares
  std::int64_t ticks = 0;
};

/// The beginning of a route: a step more than another one.
struct Beginning {
  std::int64_t ticks = 0;
  std::uint32_t before = none;        // the beginning that it goes on from
  std::uint32_t lines = none;         // set of the ride that ends here, if that was the last step
  std::uint32_t lines_before = none;  // set of the ride before this one, where this ride leaves it fewer
  std::uint32_t left = none;          // places left, last first
  EdgeId edge;
  NodeId node;
  std::uint16_t rides = 0;
  bool shifted = false;  // its last step was a transfer within a place
};

struct Left {
  PlaceId place;
  std::uint32_t before = none;
};

struct Promise {
  std::int64_t ticks;  // of the best route that begins so, or of the route
  std::uint32_t number;
  bool is_route;
  std::uint32_t order;
  /// For a heap with the least on top; of equals the one that came last, so that one is followed to its end.
  friend bool operator<(Promise const& a, Promise const& b) {
    return a.ticks != b.ticks ? a.ticks > b.ticks : a.order < b.order;
  }
};

/// A beginning, or an edge by which one may go on: it has its turn among equals from when it is first seen, so that it
/// does not matter when the corridor became wide enough for it.
struct Candidate {
  std::int64_t ticks;  // at its node
  NodeId node;
  std::uint32_t number;  // of the beginning
  EdgeId edge;           // none: the beginning itself
  std::uint32_t order;
};

/// Memory of searches, one after another.
struct Notes {
  routing::CorridorNotes corridor;
  std::vector<Beginning> beginnings;
  std::vector<Left> left;
  std::vector<Promise> heap;
  std::vector<Candidate> deferred;  // until the corridor is wide enough for them
  std::vector<Candidate> again;     // those that were, while each is looked at again

  static Notes& cleared() {
    static thread_local Notes notes;
    notes.beginnings.clear();
    notes.left.clear();
    notes.heap.clear();
    notes.deferred.clear();
    return notes;
  }
};

class Search {
 public:
  Search(RouteGraph const& graph, world::Flow const& flow, EdgeCosts const& edges, std::size_t wanted)
      : graph_(graph),
        world_(graph.world),
        flow_(flow),
        edges_(edges),
        wanted_(wanted),
        ways_(graph, flow, edges),
        slack_(graph, flow),
        notes_(Notes::cleared()),
        corridor_(graph.nodes.count(), ways_.start, ways_.goal, ways_, notes_.corridor) {}

  std::vector<Itinerary> best() {
    Beginning first;
    first.ticks = -edges_.documents();
    first.node = ways_.start;
    beginnings_.push_back(first);
    deferred_.push_back({first.ticks, first.node, 0, EdgeId::none(), order_++});
    while (routes_.size() < wanted_ && corridor_.widen()) go_on_within_corridor();
    return std::move(routes_);
  }

 private:
  void go_on_within_corridor() {
    std::swap(notes_.again, deferred_);
    deferred_.clear();
    for (auto const& candidate : notes_.again) take(candidate);
    while (!heap_.empty() && heap_.front().ticks <= limit() && routes_.size() < wanted_) {
      std::pop_heap(heap_.begin(), heap_.end());
      auto const promise = heap_.back();
      heap_.pop_back();
      if (promise.is_route)
        routes_.push_back(std::move(finished_[promise.number]));
      else if (beginnings_[promise.number].node == ways_.goal)
        finish(promise.number, promise.ticks);
      else if (is_worth_going_on(beginnings_[promise.number]))
        consider_edges(promise.number);
    }
  }

  /// What routes may promise to cost as long as the corridor holds them all. Documents are counted with each ride, and
  /// asked for between two.
  std::int64_t limit() const {
    return corridor_.limit() == Ticks::infinite ? Ticks::infinite : corridor_.limit() - edges_.documents();
  }
  std::int64_t promise_of(std::int64_t ticks, NodeId node) const {
    if (ticks > limit()) return Ticks::infinite;
    auto const to_go = corridor_.to_go(node);
    return to_go == Ticks::infinite ? Ticks::infinite : ticks + to_go;
  }

  void push(std::int64_t ticks, std::uint32_t number, bool is_route, std::uint32_t order) {
    heap_.push_back({ticks, number, is_route, order});
    std::push_heap(heap_.begin(), heap_.end());
  }

  /// The first edge comes last, so that it is taken first.
  void consider_edges(std::uint32_t number) {
    auto const from = beginnings_[number].node;
    auto const out = graph_.network().out(from);
    for (auto edge = out.rbegin(); edge != out.rend(); ++edge) {
      auto const to = graph_.network().to(*edge);
      if (!ways_.is_open(from, to) || edges_(*edge) == Ticks::infinite) continue;
      take({beginnings_[number].ticks + edges_(*edge), to, number, *edge, order_});
      order_ += most_by_an_edge;
    }
  }
  void take(Candidate const& next) {
    auto const promised = promise_of(next.ticks, next.node);
    if (promised == Ticks::infinite || promised > limit())
      deferred_.push_back(next);
    else if (next.edge)
      go_on(next.number, next.edge,
            [&, order = next.order](Beginning const& beginning) mutable { add(beginning, order++); });
    else
      push(promised, next.number, false, next.order);
  }
  void add(Beginning const& beginning, std::uint32_t order) {
    auto const number = static_cast<std::uint32_t>(beginnings_.size());
    beginnings_.push_back(beginning);
    take({beginning.ticks, beginning.node, number, EdgeId::none(), order});
  }

  /// What it costs in the end, and so when it is due, is known once its formalities are.
  void finish(std::uint32_t number, std::int64_t promised) {
    finished_.push_back(route_of(number));
    auto const exact = edges_.ticks(finished_.back().generalised_cost) + rides_of(finished_.back()) * EdgeCosts::a_ride;
    push(std::max(promised, exact), static_cast<std::uint32_t>(finished_.size() - 1), true, order_++);
  }
  static std::int64_t rides_of(Itinerary const& route) { return static_cast<std::int64_t>(route.lines.size()); }

  template <class Take>
  void go_on(std::uint32_t number, EdgeId edge, Take take) {
    auto const before = beginnings_[number];  // by value: rows move when others are added
    Beginning next;
    next.before = number;
    next.edge = edge;
    next.node = graph_.network().to(edge);
    next.left = before.left;
    next.rides = before.rides;
    auto const& meaning = graph_.meaning(edge);
    if (auto const* carry = std::get_if<Carry>(&meaning)) return ride(before, next, carry->leg, take);
    next.ticks = before.ticks + edges_(edge);
    if (std::holds_alternative<Remain>(meaning)) {
      next.lines = before.lines;
      next.shifted = before.shifted;
    } else if (auto const* between = std::get_if<InterTerminalTransfer>(&meaning)) {
      if (has_been_shifted_from(before, next.node)) return;
      auto const& transfer = world_.transfers[between->transfer];
      next.shifted = world_.terminals[transfer.from].place == world_.terminals[transfer.to].place;
    } else if (std::holds_alternative<Hire>(meaning) || std::holds_alternative<Fetch>(meaning)) {
      if (before.shifted) return;
    } else if (std::holds_alternative<Drive>(meaning)) {
      if (has_passed(before, graph_.place_of(next.node))) return;
    } else if (std::holds_alternative<GateIn>(meaning) || std::holds_alternative<Deliver>(meaning)) {
      if (!leave(next, place_of_hire(before), graph_.place_of(next.node))) return;
    }
    take(next);
  }

  /// By all lines of a leg, but that nobody leaves a line that goes on for one that has come from where it boarded:
  /// lines of both legs are left out of one of the two.
  template <class Take>
  void ride(Beginning const& before, Beginning next, LegId leg, Take take) {
    auto const from = graph_.legs[leg].from_place, to = graph_.legs[leg].to_place;
    if (from != to && !leave(next, from, to)) return;
    ++next.rides;
    auto const all = all_lines(leg);
    auto const go_by = [&](std::uint32_t earlier, std::uint32_t lines) {
      if (lines == none) return;
      auto by = next;
      by.lines = lines;
      by.ticks = before.ticks + sets_[lines].ticks;
      if (earlier != before.lines) {
        by.lines_before = earlier;
        by.ticks += sets_[earlier].ticks - sets_[before.lines].ticks;
      }
      take(by);
    };
    if (before.lines == none) return go_by(none, all);
    auto const ending = part(before.lines, all, false), staying = part(before.lines, all, true);
    if (staying == none) return go_by(before.lines, all);
    if (ending != none) go_by(ending, all);
    if (auto const joining = part(all, before.lines, false); joining != none) go_by(staying, joining);
    // Between two lines that both do both legs nobody changes, unless that is cheaper than to stay.
    auto const onwards = part(all, before.lines, true);
    if (sets_[staying].lines.size() > 1 &&
        sets_[staying].ticks + sets_[onwards].ticks < ticks_through(sets_[staying].leg, leg))
      go_by(staying, onwards);
  }

  /// From where one leg begins to where the next ends, without a change.
  std::int64_t ticks_through(LegId first, LegId second) {
    auto const& from = graph_.legs[first];
    auto const& to = graph_.legs[second];
    for (auto const edge : graph_.network().out(graph_.nodes.in(from.from))) {
      auto const* carry = std::get_if<Carry>(&graph_.meaning(edge));
      if (carry == nullptr) continue;
      auto const& leg = graph_.legs[carry->leg];
      if (leg.to == to.to && leg.mode == from.mode) return edges_(edge);
    }
    return Ticks::infinite;
  }

  std::uint32_t add(LegId leg, std::vector<Line> lines) {
    if (lines.empty()) return none;
    auto const ticks = edges_.ticks(leg, lines);
    sets_.push_back({leg, std::move(lines), ticks});
    return static_cast<std::uint32_t>(sets_.size() - 1);
  }
  std::uint32_t all_lines(LegId leg) {
    auto const [entry, is_new] = all_of_leg_.try_emplace(leg, none);
    if (is_new) entry->second = add(leg, graph_.legs.lines(leg, flow_));
    return entry->second;
  }
  /// Those lines of a set that are in another one, too, or those that are not.
  std::uint32_t part(std::uint32_t set, std::uint32_t others, bool shared) {
    auto const [entry, is_new] = parts_.try_emplace(std::tuple{set, others, shared}, none);
    if (!is_new) return entry->second;
    std::vector<Line> lines;
    for (auto const& line : sets_[set].lines)
      if (shared == std::ranges::any_of(sets_[others].lines,
                                        [&](Line const& other) { return other.ride.service == line.ride.service; }))
        lines.push_back(line);
    auto const found = lines.size() == sets_[set].lines.size() ? set : add(sets_[set].leg, std::move(lines));
    return entry->second = found;
  }

  /// Notes that a box goes from one place to another; false when it has left that before.
  bool leave(Beginning& next, PlaceId from, PlaceId to) {
    left_.push_back({from, next.left});
    next.left = static_cast<std::uint32_t>(left_.size() - 1);
    for (auto at = next.left; at != none; at = left_[at].before)
      if (left_[at].place == to) return false;
    return true;
  }
  /// Does it come back to a terminal by one transfer after the other?
  bool has_been_shifted_from(Beginning const& here, NodeId node) const {
    for (auto const* at = &here;; at = &beginnings_[at->before]) {
      if (at->node == node) return true;
      if (at->before == none || !std::holds_alternative<InterTerminalTransfer>(graph_.meaning(at->edge))) return false;
    }
  }
  /// Has the truck been there since it was hired?
  bool has_passed(Beginning const& on_the_road, PlaceId place) const {
    for (auto const* at = &on_the_road;; at = &beginnings_[at->before]) {
      if (graph_.place_of(at->node) == place) return true;
      if (std::holds_alternative<Hire>(graph_.meaning(at->edge))) return false;
    }
  }
  PlaceId place_of_hire(Beginning const& on_the_road) const {
    auto const* at = &on_the_road;
    while (!std::holds_alternative<Hire>(graph_.meaning(at->edge))) at = &beginnings_[at->before];
    return std::get<Hire>(graph_.meaning(at->edge)).at;
  }

  bool is_worth_going_on(Beginning const& beginning) {
    auto& others = ends_[{beginning.node, beginning.lines, beginning.shifted}];
    std::size_t better = 0;
    for (auto const& other : others)
      if (other.at_most <= beginning.ticks && has_left_no_more(other.left, beginning.left) && ++better == wanted_)
        return false;
    others.push_back({beginning.ticks + slack(beginning), beginning.left});
    return true;
  }
  /// What the formalities of its calls so far may come to: `ticks` is without them.
  std::int64_t slack(Beginning const& beginning) const {
    return edges_.ticks(slack_.once + slack_.per_call * (beginning.rides + 1));
  }
  bool has_left_no_more(std::uint32_t some, std::uint32_t all) const {
    for (; some != none; some = left_[some].before) {
      auto at = all;
      while (at != none && left_[at].place != left_[some].place) at = left_[at].before;
      if (at == none) return false;
    }
    return true;
  }

  Itinerary route_of(std::uint32_t number) const {
    std::vector<std::uint32_t> chain;
    for (auto at = number; beginnings_[at].before != none; at = beginnings_[at].before) chain.push_back(at);
    std::ranges::reverse(chain);
    RouteBuilder builder{graph_, flow_};
    for (std::size_t i = 0; i < chain.size(); ++i) {
      auto const& beginning = beginnings_[chain[i]];
      if (!std::holds_alternative<Carry>(graph_.meaning(beginning.edge))) {
        builder.take(beginning.edge);
        continue;
      }
      // The next ride may have left it fewer lines: by way of `Remain`, if at all.
      auto lines = beginning.lines;
      if (i + 2 < chain.size() && beginnings_[chain[i + 2]].lines_before != none)
        lines = beginnings_[chain[i + 2]].lines_before;
      builder.ride(sets_[lines].lines);
    }
    return std::move(builder).finish();
  }

  RouteGraph const& graph_;
  world::World const& world_;
  world::Flow const& flow_;
  EdgeCosts const& edges_;
  std::size_t wanted_;
  WaysOfFlow ways_;
  FormalitySlack slack_;
  Notes& notes_;
  routing::Corridor<WaysOfFlow> corridor_;
  std::vector<Beginning>& beginnings_ = notes_.beginnings;
  std::vector<Left>& left_ = notes_.left;
  std::vector<Promise>& heap_ = notes_.heap;
  std::vector<Candidate>& deferred_ = notes_.deferred;
  std::vector<Itinerary> finished_, routes_;
  std::uint32_t order_ = 0;
  // Those that have gone on from a node, by the lines by which they came, and whether they were shifted.
  struct Other {
    std::int64_t at_most;
    std::uint32_t left;
  };
  std::map<std::tuple<NodeId, std::uint32_t, bool>, std::vector<Other>> ends_;
  std::vector<LineSet> sets_;
  std::map<LegId, std::uint32_t> all_of_leg_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, std::uint32_t> parts_;
};

}  // namespace

std::vector<Itinerary> best_routes(RouteGraph const& graph, world::Flow const& flow, EdgeCosts const& edges,
                                   std::size_t wanted) {
  return Search{graph, flow, edges, wanted}.best();
}

}  // namespace tongzhou::itineraries
