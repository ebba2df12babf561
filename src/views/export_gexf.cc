// GEXF 1.3: a directed graph of actors, an edge for each pair, weighted by the number
// of its records. Countries are folded: the state and its army are one node, as in
// the roll-ups. Nothing is written before the end.

#include <map>
#include <memory>
#include <utility>

#include "views/export.h"
#include "views/export_record.h"
#include "views/export_text.h"

namespace avviso {
namespace {

struct Edge {
  int64_t records = 0;
  double goldstein = 0;
  int64_t conflict = 0;
};

struct Graph {
  std::map<std::string, std::string> nodes;  // id -> label
  std::map<std::pair<std::string, std::string>, Edge> edges;
};

// The node of an actor, and its label; an actor without codes is its name.
std::string Node(const ExportActor& actor, Graph* graph) {
  std::string id = !actor.country.empty() ? actor.country
                   : !actor.id.empty()    ? actor.id
                   : !actor.code.empty()  ? actor.code
                                          : actor.name;
  // The least name, so that the order of rows doesn't matter.
  const std::string label = actor.country.empty() ? actor.name : actor.country;
  const auto [place, added] = graph->nodes.emplace(id, label);
  if (!added && label < place->second) place->second = label;
  return id;
}

void Add(const EventRow& row, Graph* graph) {
  const ExportRecord record(row);
  const bool conflict = record.Get("quad").find("conflict") != std::string::npos;
  for (const ExportActor& source : record.sources()) {
    for (const ExportActor& target : record.targets()) {
      Edge& edge = graph->edges[{Node(source, graph), Node(target, graph)}];
      ++edge.records;
      edge.goldstein += record.goldstein();
      if (conflict) ++edge.conflict;
    }
  }
}

void Write(const Graph& graph, std::string* out) {
  *out +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
      "<graph defaultedgetype=\"directed\" mode=\"static\">\n"
      "<attributes class=\"edge\">\n"
      "<attribute id=\"0\" title=\"goldstein\" type=\"double\"/>\n"
      "<attribute id=\"1\" title=\"conflict\" type=\"long\"/>\n</attributes>\n<nodes>\n";
  for (const auto& [id, label] : graph.nodes) {
    *out += "<node id=\"" + XmlText(id) + "\" label=\"" + XmlText(label) + "\"/>\n";
  }
  *out += "</nodes>\n<edges>\n";
  size_t number = 0;
  for (const auto& [ends, edge] : graph.edges) {
    *out += "<edge id=\"" + std::to_string(number++) + "\" source=\"" + XmlText(ends.first) +
            "\" target=\"" + XmlText(ends.second) + "\" weight=\"" + std::to_string(edge.records) +
            "\"><attvalues><attvalue for=\"0\" value=\"" + NumberText(edge.goldstein) +
            "\"/><attvalue for=\"1\" value=\"" + std::to_string(edge.conflict) +
            "\"/></attvalues></edge>\n";
  }
  *out += "</edges>\n</graph>\n</gexf>\n";
}

}  // namespace

Export GexfExport() {
  const auto graph = std::make_shared<Graph>();
  return {[](std::string*) {},
          [graph](const EventRow& row, std::string*) { Add(row, graph.get()); },
          [graph](std::string* out) { Write(*graph, out); }};
}

}  // namespace avviso
