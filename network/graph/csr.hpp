#pragma once

// Heavy: include it only in a .cpp file that runs a Boost.Graph algorithm.
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>

#include "network/graph/network.hpp"

namespace tongzhou::graph {

/// Boost's own form of a Network: vertex v is NodeId{v}; an edge carries its EdgeId.
struct Csr {
  using Graph = boost::compressed_sparse_row_graph<boost::bidirectionalS, boost::no_property, EdgeId,
                                                   boost::no_property, std::uint32_t>;
  Graph graph;
};

}  // namespace tongzhou::graph
