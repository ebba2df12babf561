// OrderedPool: the same work over a stream of items on N threads, with results
// in the order of the items.
//
//   source() -> item -> work(item, thread) -> result -> sink(result)
//
// The caller's thread runs `sink`; each of N threads takes an item from `source`
// (one at a time, under a lock), works on it, and puts the result at its place in
// a ring. Back-pressure: at most `4 * threads` items are between source and sink,
// so a slow sink stops the source and memory stays bounded by the largest items.
// With one thread everything runs in the caller's, item by item.
//
// What reaches `sink`, and in which order, doesn't depend on the number of threads.
// No exception may leave `source`, `work` or `sink`.

#ifndef AVVISO_ENGINE_ORDERED_POOL_H_
#define AVVISO_ENGINE_ORDERED_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"

namespace avviso {

template <typename Item, typename Made>
class OrderedPool {
 public:
  struct Steps {
    std::function<std::optional<Item>()> source;    // none at the end
    std::function<Made(Item, size_t thread)> work;  // thread in [0, threads)
    std::function<bool(Made)> sink;                 // false stops everything
  };

  // Returns when the source has ended and all is in the sink, or when the sink
  // has asked to stop and the items under way are done (their results are
  // dropped). Requires threads > 0.
  static void Run(size_t threads, const Steps& steps) {
    AVVISO_CHECK(threads > 0);
    if (threads == 1) {
      while (std::optional<Item> item = steps.source()) {
        if (!steps.sink(steps.work(std::move(*item), 0))) return;
      }
      return;
    }
    OrderedPool pool(threads, steps);
    pool.Drain();
  }

 private:
  OrderedPool(size_t threads, const Steps& steps) : steps_(steps), ring_(4 * threads) {
    for (size_t t = 0; t < threads; ++t) threads_.emplace_back([this, t] { Work(t); });
  }

  void Work(size_t thread) {
    while (true) {
      std::optional<Item> item;
      size_t place = 0;
      {
        const std::lock_guard<std::mutex> reading(source_mutex_);
        {
          std::unique_lock<std::mutex> lock(mutex_);
          room_.wait(lock, [this] { return stop_ || taken_ < given_ + ring_.size(); });
          if (stop_ || ended_) return;
        }
        item = steps_.source();
        const std::lock_guard<std::mutex> lock(mutex_);
        if (!item) {
          ended_ = true;
          ready_.notify_one();
          return;
        }
        place = taken_++;
      }
      Made made = steps_.work(std::move(*item), thread);
      const std::lock_guard<std::mutex> lock(mutex_);
      ring_[place % ring_.size()] = std::move(made);
      if (place == given_) ready_.notify_one();
    }
  }

  // Hands results to the sink, then waits for the threads.
  void Drain() {
    while (true) {
      std::optional<Made> made;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        std::optional<Made>& slot = ring_[given_ % ring_.size()];
        ready_.wait(lock, [&] { return slot.has_value() || (ended_ && given_ == taken_); });
        if (!slot) break;
        made.swap(slot);
      }
      const bool go_on = steps_.sink(std::move(*made));
      const std::lock_guard<std::mutex> lock(mutex_);
      ++given_;
      if (!go_on) stop_ = true;
      room_.notify_all();
      if (stop_) break;
    }
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
      room_.notify_all();
    }
    for (std::thread& thread : threads_) thread.join();
  }

  const Steps& steps_;
  std::mutex source_mutex_;        // held while the source is asked
  std::mutex mutex_;               // guards all below
  std::condition_variable ready_;  // the next result is there, or the end
  std::condition_variable room_;   // the ring has room, or stop
  std::vector<std::optional<Made>> ring_;
  size_t taken_ = 0;  // items taken from the source
  size_t given_ = 0;  // results given to the sink
  bool ended_ = false;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace avviso

#endif  // AVVISO_ENGINE_ORDERED_POOL_H_
