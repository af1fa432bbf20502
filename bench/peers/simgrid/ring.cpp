// A ring of SimGrid actors that hand a token on through mailboxes. Arguments: actors, hops, and where a hop takes its unit of time:
// `sleep`, at each actor; or `network`, on a link between two hosts, which keeps the network model busy.
#include <simgrid/s4u.hpp>
#include <unistd.h>

#include "report.hpp"

namespace sg = simgrid::s4u;

int main(int argc, char** argv) {
  sg::Engine engine(&argc, argv);
  const long actors = std::stol(argv[1]), hopsMax = std::stol(argv[2]);
  const bool byNetwork = std::string(argv[3]) == "network";
  if (byNetwork)
    for (const char* setting : {"network/model:CM02", "network/crosstraffic:0", "network/TCP-gamma:0"}) sg::Engine::set_config(setting);
  auto* zone = sg::create_full_zone("zone");
  auto* even = zone->create_host("even", 1e9)->seal();
  auto* odd = even;
  if (byNetwork) {
    odd = zone->create_host("odd", 1e9)->seal();
    auto* link = zone->create_link("link", 1e12)->set_latency(1)->set_sharing_policy(sg::Link::SharingPolicy::FATPIPE)->seal();
    zone->add_route(even->get_netpoint(), odd->get_netpoint(), nullptr, nullptr, {sg::LinkInRoute(link)});
  }
  zone->seal();

  const Stopwatch watch;
  static int token = 1;
  long received = 0;
  std::vector<sg::Mailbox*> boxes(actors);
  for (long i = 0; i < actors; i++) boxes[i] = sg::Mailbox::by_name("box" + std::to_string(i));
  for (long i = 0; i < actors; i++)
    sg::Actor::create("node", i % 2 ? odd : even, [&, i] {
      for (;;) {
        boxes[i]->get<int>();
        const long hops = received++;  // How far the token has come: the first time, it has made none.
        if (hops >= hopsMax) {
          watch.report("[" + std::to_string(hops) + "," + textOf("%.15g", sg::Engine::get_clock()) + "]");
          _exit(0);  // The others wait for messages that never come, which SimGrid would report.
        }
        if (!byNetwork) sg::this_actor::sleep_for(1);
        boxes[(i + 1) % actors]->put_init(&token, 0)->detach();
      }
    });
  sg::Actor::create("first", even, [&] { boxes[0]->put(&token, 0); });
  engine.run();
  return 1;
}
