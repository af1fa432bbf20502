"""A queue with one server in SimPy: a source and a server, two processes with a store between them. Argument: {"file"}."""

import simpy

from report import ASKED, read_customers, report

times = read_customers(ASKED["file"])
customers = len(times) // 2
env = simpy.Environment()
line = simpy.Store(env)
served, waited = 0, 0.0


def source():
    for customer in range(customers):
        yield env.timeout(max(0, times[2 * customer] - env.now))
        yield line.put(customer)


def server():
    global served, waited
    for _ in range(customers):
        customer = yield line.get()
        waited += env.now - times[2 * customer]
        yield env.timeout(times[2 * customer + 1])
        served += 1


def run():
    env.process(source())
    env.process(server())
    env.run()


report(run, lambda: [served, round(waited / customers, 4), round(env.now, 2)])
