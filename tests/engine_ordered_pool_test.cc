#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "engine/ordered_pool.h"

namespace avviso {
namespace {

using Pool = OrderedPool<int, std::string>;

// Work that takes longer for some items, so that results are made out of order.
std::string Slowly(int item, size_t) {
  if (item % 7 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return std::to_string(item) + ";";
}

class PoolOf : public testing::TestWithParam<size_t> {};

TEST_P(PoolOf, KeepsTheOrder) {
  int next = 0;
  std::string out;
  Pool::Run(GetParam(), {[&]() -> std::optional<int> {
                           return next < 300 ? std::optional<int>(next++) : std::nullopt;
                         },
                         Slowly,
                         [&](const std::string& made) {
                           out += made;
                           return true;
                         }});
  std::string expected;
  for (int i = 0; i < 300; ++i) expected += std::to_string(i) + ";";
  EXPECT_EQ(out, expected);
}

TEST_P(PoolOf, EmptySourceEnds) {
  int made = 0;
  Pool::Run(GetParam(), {[] { return std::optional<int>(); }, Slowly,
                         [&](const std::string&) { return ++made > 0; }});
  EXPECT_EQ(made, 0);
}

TEST_P(PoolOf, SinkStopsAnEndlessSource) {
  std::atomic<int> next = 0;
  int seen = 0;
  Pool::Run(GetParam(), {[&] { return std::optional<int>(next++); }, Slowly,
                         [&](const std::string&) { return ++seen < 10; }});
  EXPECT_EQ(seen, 10);
}

TEST_P(PoolOf, SlowSinkHoldsTheSourceBack) {
  std::atomic<int> taken = 0;
  int given = 0, most = 0;
  Pool::Run(GetParam(), {[&]() -> std::optional<int> {
                           return taken < 60 ? std::optional<int>(taken++) : std::nullopt;
                         },
                         [](int, size_t) { return std::string(); },
                         [&](const std::string&) {
                           std::this_thread::sleep_for(std::chrono::milliseconds(1));
                           most = std::max(most, taken - given);
                           ++given;
                           return true;
                         }});
  EXPECT_EQ(given, 60);
  EXPECT_LE(most, static_cast<int>(4 * GetParam()) + 1);
}

TEST_P(PoolOf, ThreadNumbersAreBelowTheirCount) {
  std::atomic<size_t> highest = 0;
  int next = 0;
  Pool::Run(GetParam(), {[&]() -> std::optional<int> {
                           return next < 50 ? std::optional<int>(next++) : std::nullopt;
                         },
                         [&](int, size_t thread) {
                           size_t seen = highest;
                           while (seen < thread && !highest.compare_exchange_weak(seen, thread)) {
                           }
                           return std::string();
                         },
                         [](const std::string&) { return true; }});
  EXPECT_LT(highest, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Threads, PoolOf, testing::Values(1, 2, 8));

}  // namespace
}  // namespace avviso
