"""A queue with one server in SimPy, as its textbooks have it: a process a customer, who asks for a resource. Argument: {"file"}."""

import simpy

from report import ASKED, read_customers, report

times = read_customers(ASKED["file"])
customers = len(times) // 2
env = simpy.Environment()
server = simpy.Resource(env, 1)
served, waited = 0, 0.0


def customer_of(customer):
    global served, waited
    with server.request() as turn:
        yield turn
        waited += env.now - times[2 * customer]
        yield env.timeout(times[2 * customer + 1])
        served += 1


def source():
    for customer in range(customers):
        yield env.timeout(max(0, times[2 * customer] - env.now))
        env.process(customer_of(customer))


def run():
    env.process(source())
    env.run()


report(run, lambda: [served, round(waited / customers, 4), round(env.now, 2)])
