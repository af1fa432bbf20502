"""SimPy processes with a timeout each, of which one lives at a time: it is interrupted as the next is made. Argument: {"actors"}."""

import simpy

from report import ASKED, report

env = simpy.Environment()
made, stopped = 0, 0


def child():
    global stopped
    try:
        yield env.timeout(10)
    except simpy.Interrupt:
        stopped += 1


def nursery():
    global made
    for _ in range(ASKED["actors"]):
        yield env.timeout(1)
        if made > 0:
            living.interrupt()
        living = env.process(child())
        made += 1
    yield env.timeout(1)
    living.interrupt()


def run():
    """A timeout that nobody waits for any more stays in SimPy's heap, so the run ends with the nursery, and not with the last of them."""
    env.run(until=env.process(nursery()))
    # The last interrupt is still to be told, at the same moment.
    while env.peek() == env.now:
        env.step()


report(run, lambda: [made, stopped, env.now])
