// SimGrid actors that sleep once, all of them made before the first wakes. Argument: actors.
#include <simgrid/s4u.hpp>

#include "report.hpp"

namespace sg = simgrid::s4u;

int main(int argc, char** argv) {
  sg::Engine engine(&argc, argv);
  // As small as they can be: the stacks are most of an actor's memory.
  sg::Engine::set_config("contexts/stack-size:16");
  sg::Engine::set_config("contexts/guard-size:0");
  const long actors = std::stol(argv[1]);
  auto* zone = sg::create_full_zone("zone");
  auto* host = zone->create_host("host", 1e9)->seal();
  zone->seal();

  const Stopwatch watch;
  long done = 0;
  for (long i = 0; i < actors; i++)
    sg::Actor::create("sleeper", host, [i, &done] {
      sg::this_actor::sleep_for(1 + i % 100);
      done++;
    });
  engine.run();
  watch.report("[" + std::to_string(done) + "," + textOf("%.15g", sg::Engine::get_clock()) + "]");
}
