#!/usr/bin/python3
"""The peer: a ring of hubs in SimPy, a container a process, as its users write it.

peer.py scenario CONTAINERS > FILE   the same ring as a scenario of Tongzhou
peer.py run CONTAINERS               simulates it with SimPy; prints JSON

20 hubs in a ring, 4 cranes each; a boat leaves every hub for the next one every 6 hours and sails 10 hours; containers
come at random and ride 5 legs. A crane needs a minute for a move. Needs Debian's python3-simpy.
"""
import json
import math
import random
import sys
import time

HUBS, CRANES, LEGS, EVERY, SAILING, MOVE = 20, 4, 5, 6.0, 10.0, 1 / 60  # hours
DAYS, WARM_UP = 365, 10


def first_departure(hub):
    return hub * 11 % 6  # an hour after the boat from the hub before has come in


def scenario(containers):
    hub = {"kind": "quay", "berths": 40, "cranes": CRANES, "cranes_per_vehicle": CRANES, "moves_per_crane_hour": 60}
    names = [f"H{k:02}" for k in range(HUBS)]
    after = lambda k, n=1: names[(k + n) % HUBS]
    return {
        "name": "A ring of hubs", "start": "2025-01-01", "length_days": DAYS, "warm_up_days": WARM_UP,
        "vehicle_classes": {"boat": {"mode": "river", "teu": 2000, "speed_km_per_h": 20}},
        "places": {name: {"kind": "river_port", "facilities": {"quay": hub}} for name in names},
        "links": {f"L{k}": {"kind": "waterway", "from": names[k], "to": after(k), "distance_km": 20 * SAILING}
                  for k in range(HUBS)},
        "services": {f"S{k:02}": {"vehicle": "boat", "returns": False, "stops": [names[k], after(k)],
                                  "freight": {"per_km_20ft": 1},
                                  "schedule": {"every_hours": EVERY, "first_hours": first_departure(k)}}
                     for k in range(HUBS)},
        "policy": {"itineraries": 1},
        "flows": {f"F{k:02}": {"from": names[k], "to": after(k, LEGS), "box": "22G1", "gross_t": 18,
                               "boxes_per_year": containers / HUBS} for k in range(HUBS)},
    }


def run(containers):
    from SimPy.Simulation import Process, Resource, SimEvent, Simulation, hold, passivate, release, request, waitevent

    sim = Simulation()
    sim.initialize()
    dice = random.Random(1)
    cranes = [Resource(CRANES, sim=sim) for _ in range(HUBS)]
    yards = [[] for _ in range(HUBS)]
    transit = []
    legs = 0

    class Container(Process):
        def travel(self, hub):
            nonlocal legs
            born = sim.now()
            for _ in range(LEGS):
                yards[hub].append(self)
                yield passivate, self                      # until a boat takes it
                yield request, self, cranes[hub]
                yield hold, self, MOVE
                yield release, self, cranes[hub]
                self.boat.moved()
                yield passivate, self                      # until it is there
                hub = (hub + 1) % HUBS
                yield request, self, cranes[hub]
                yield hold, self, MOVE
                yield release, self, cranes[hub]
                self.boat.moved()
                legs += 1
            if born >= WARM_UP * 24:
                transit.append(sim.now() - born)

    class Boat(Process):
        def moved(self):
            self.moves -= 1
            if self.moves == 0:
                self.done.signal()

        def sail(self, hub):
            self.done = SimEvent(sim=sim)
            aboard, yards[hub] = yards[hub], []
            for work in range(2):
                self.moves = len(aboard)
                for container in aboard:
                    container.boat = self
                    sim.reactivate(container)
                if aboard:
                    yield waitevent, self, self.done
                if work == 0:
                    yield hold, self, SAILING

    class Timetable(Process):
        def go(self, hub):
            yield hold, self, first_departure(hub)
            while True:
                boat = Boat(sim=sim)
                sim.activate(boat, boat.sail(hub))
                yield hold, self, EVERY

    class Demand(Process):
        def come(self, hub):
            while True:
                yield hold, self, dice.expovariate(containers / HUBS / (DAYS * 24))
                container = Container(sim=sim)
                sim.activate(container, container.travel(hub))

    for hub in range(HUBS):
        for process, story in ((Timetable(sim=sim), Timetable.go), (Demand(sim=sim), Demand.come)):
            sim.activate(process, story(process, hub))
    begin = time.process_time()
    sim.simulate(until=DAYS * 24)
    seconds = time.process_time() - begin
    mean = sum(transit) / len(transit)
    deviation = math.sqrt(sum((x - mean) ** 2 for x in transit) / (len(transit) - 1))
    return {"cpu_seconds": seconds, "container_legs": legs, "transit_hours_mean": mean,
            "transit_hours_deviation": deviation, "delivered": len(transit)}


if __name__ == "__main__":
    what, number = sys.argv[1], int(sys.argv[2])
    print(json.dumps(scenario(number) if what == "scenario" else run(number), indent=1))
