// The compiled loops of name alignment, for Python. twin.py says the same there; both
// count in whole thousandths, and a property test holds them to the same answers.
#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "aligning.hpp"
#include "leftovers.hpp"
#include "words.hpp"

namespace nb = nanobind;

namespace {

using tieline::Aligner;
using tieline::Costs;
using tieline::Edge;
using tieline::Tally;
using tieline::Text;
using tieline::WordList;

using Names = std::vector<const WordList*>;

// Python's None comes as a null pointer.
void require_words(const Names& names) {
  for (const WordList* name : names)
    if (name == nullptr) throw nb::type_error("a name must be a WordList");
}

nb::tuple tuple_of(const Tally& found) {
  return nb::make_tuple(found.agreed, found.half, found.left, found.right);
}

nb::tuple weigh(const WordList& left, const WordList& right, bool initials) {
  Tally found;
  {
    nb::gil_scoped_release release;
    Aligner aligner;
    found = tally_words(aligner, left, right, initials);
  }
  return tuple_of(found);
}

nb::tuple align(const WordList& left, const WordList& right, bool initials) {
  Tally found;
  std::vector<Edge> between;
  {
    nb::gil_scoped_release release;
    Aligner aligner;
    found = tally_words(aligner, left, right, initials);
    between = edges_of(aligner, is_turned(left, right));
  }
  nb::list edges;
  for (const Edge& edge : between)
    edges.append(
        nb::make_tuple(edge.start, edge.end, edge.other, edge.stop, edge.value));
  return nb::make_tuple(tuple_of(found), nb::tuple(edges));
}

std::vector<Tally> tallies_of(const WordList& left, const Names& rights, bool initials) {
  require_words(rights);
  nb::gil_scoped_release release;
  Aligner aligner;
  std::vector<Tally> found;
  found.reserve(rights.size());
  for (const WordList* right : rights)
    found.push_back(tally_words(aligner, left, *right, initials));
  return found;
}

nb::list weigh_many(const WordList& left, const Names& rights, bool initials) {
  nb::list tallies;
  for (const Tally& one : tallies_of(left, rights, initials))
    tallies.append(tuple_of(one));
  return tallies;
}

nb::list weigh_kinds(const WordList& left, const Names& rights) {
  nb::list tallies;
  for (const Tally& one : tallies_of(left, rights, false)) {
    const tieline::Leftovers rest = tieline::leftovers_of(one.left_sums, one.right_sums);
    tallies.append(nb::make_tuple(one.agreed, one.half, rest.same, rest.across,
                                  rest.left, rest.right, rest.branch));
  }
  return tallies;
}

using Groups = std::vector<Names>;

// Which groups of names hold one that any of `lefts` may come near.
template <typename May>
nb::list sifted(const Names& lefts, const Groups& groups, bool initials, May may) {
  require_words(lefts);
  for (const Names& group : groups) require_words(group);
  std::vector<bool> found(groups.size(), false);
  {
    nb::gil_scoped_release release;
    Aligner aligner;
    const auto is_near = [&](const Names& group) {
      for (const WordList* left : lefts)
        for (const WordList* right : group)
          if (may(tally_words(aligner, *left, *right, initials), *left, *right))
            return true;
      return false;
    };
    for (size_t place = 0; place < groups.size(); ++place)
      found[place] = is_near(groups[place]);
  }
  nb::list answers;
  for (const bool one : found) answers.append(one);
  return answers;
}

nb::list sift_kinds(const Names& lefts, const Groups& groups,
                    const std::tuple<double, double, double, double, double, double>& cost,
                    double least) {
  const Costs costs = std::make_from_tuple<Costs>(cost);
  return sifted(lefts, groups, false,
                [&](const Tally& found, const WordList& left, const WordList& right) {
                  if (found.agreed == 0) return false;
                  return left.size() == 1 || right.size() == 1 ||
                         costs.closeness(found) >= least;
                });
}

nb::list sift_persons(const Names& lefts, const Groups& groups, double conflict,
                      double least) {
  return sifted(
      lefts, groups, true,
      [&](const Tally& found, const WordList& left, const WordList& right) {
        const int64_t met = found.agreed + found.half;
        if (found.agreed == 0 || 2 * met < std::min(found.left, found.right))
          return false;
        // Each edge may have lost two thousandths to rounding.
        const auto most = static_cast<double>(met + 2 * std::min(left.size(), right.size()));
        const auto against = static_cast<double>(
            std::min(found.left - found.left_light, found.right - found.right_light));
        return most / (most + conflict * against) >= least;
      });
}

int64_t similarity_of(nb::str left, nb::str right) {
  const Text one = tieline::read_text(left);
  const Text two = tieline::read_text(right);
  nb::gil_scoped_release release;
  return tieline::similarity(one, two);
}

}  // namespace

NB_MODULE(_kernel, module) {
  module.doc() = "The compiled loops of name alignment.";
  nb::class_<WordList>(module, "WordList")
      .def(nb::init<nb::sequence, nb::sequence, nb::sequence, nb::sequence,
                    nb::sequence, nb::sequence>(),
           nb::arg("texts"), nb::arg("weights"), nb::arg("exact"), nb::arg("sounds"),
           nb::arg("kinds"), nb::arg("classes"))
      .def("__len__", &WordList::size);
  module.def("similarity", &similarity_of, nb::arg("left"), nb::arg("right"));
  module.def("weigh", &weigh, nb::arg("left"), nb::arg("right"), nb::arg("initials"));
  module.def("weigh_many", &weigh_many, nb::arg("left"), nb::arg("rights"),
             nb::arg("initials"));
  module.def("weigh_kinds", &weigh_kinds, nb::arg("left"), nb::arg("rights"));
  module.def("sift_kinds", &sift_kinds, nb::arg("lefts"), nb::arg("groups"),
             nb::arg("costs"), nb::arg("least"));
  module.def("sift_persons", &sift_persons, nb::arg("lefts"), nb::arg("groups"),
             nb::arg("conflict"), nb::arg("least"));
  module.def("align", &align, nb::arg("left"), nb::arg("right"), nb::arg("initials"));
}
