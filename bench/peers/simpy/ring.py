"""A ring of SimPy processes that hand a token on through stores, a unit of time a hop. Argument: {"actors", "hops"}."""

import simpy

from report import ASKED, report

env = simpy.Environment()
hops = 0


def node(mine, following):
    global hops
    while True:
        yield mine.get()
        if hops >= ASKED["hops"]:
            continue
        yield env.timeout(1)
        hops += 1
        yield following.put(1)


def run():
    stores = [simpy.Store(env) for _ in range(ASKED["actors"])]
    for at, store in enumerate(stores):
        env.process(node(store, stores[(at + 1) % len(stores)]))
    stores[0].put(1)
    env.run()


report(run, lambda: [hops, env.now])
