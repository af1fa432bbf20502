"""SimPy processes with a timeout each, all of them made before the first goes off. Argument: {"actors"}."""

import simpy

from report import ASKED, report

env = simpy.Environment()
done = 0


def sleeper(number):
    global done
    yield env.timeout(1 + number % 100)
    done += 1


processes = []


def run():
    processes.extend(env.process(sleeper(number)) for number in range(ASKED["actors"]))
    env.run()


report(run, lambda: [done, env.now])
