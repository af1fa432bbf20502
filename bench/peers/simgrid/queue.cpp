// A queue with one server in SimGrid: a source and a server, two actors on one host. Arguments: file, `mailboxes` or `semaphore`.
#include <simgrid/s4u.hpp>

#include <deque>

#include "report.hpp"

namespace sg = simgrid::s4u;

int main(int argc, char** argv) {
  sg::Engine engine(&argc, argv);
  const auto times = readCustomers(argv[1]);
  const bool byMailbox = std::string(argv[2]) == "mailboxes";
  const size_t customers = times.size() / 2;
  std::vector<size_t> numbers(customers);
  for (size_t i = 0; i < customers; i++) numbers[i] = i;
  auto* zone = sg::create_full_zone("zone");
  auto* host = zone->create_host("host", 1.0)->seal();
  zone->seal();

  const Stopwatch watch;
  size_t served = 0;
  double waited = 0;
  auto* mailbox = sg::Mailbox::by_name("server");
  auto arrived = sg::Semaphore::create(0);
  std::deque<size_t> line;
  sg::Actor::create("source", host, [&] {
    for (size_t i = 0; i < customers; i++) {
      const double gap = times[2 * i] - sg::Engine::get_clock();
      if (gap > 0) sg::this_actor::sleep_for(gap);
      if (byMailbox) {
        mailbox->put_init(&numbers[i], 0)->detach();
      } else {
        line.push_back(i);
        arrived->release();
      }
    }
  });
  sg::Actor::create("server", host, [&] {
    for (size_t taken = 0; taken < customers; taken++) {
      size_t customer;
      if (byMailbox) {
        customer = *mailbox->get<size_t>();
      } else {
        arrived->acquire();
        customer = line.front();
        line.pop_front();
      }
      waited += sg::Engine::get_clock() - times[2 * customer];
      sg::this_actor::sleep_for(times[2 * customer + 1]);
      served++;
    }
  });
  engine.run();
  watch.report("[" + std::to_string(served) + "," + textOf("%.4f", waited / customers) + "," + textOf("%.2f", sg::Engine::get_clock()) + "]");
}
