from dataclasses import dataclass

from vig_annotator.events import EventBus


@dataclass(frozen=True)
class Rang:
    times: int


def test_only_handlers_of_the_type_hear_and_only_while_subscribed() -> None:
    bus = EventBus()
    heard: list[int] = []
    stop = bus.subscribe(Rang, lambda event: heard.append(event.times))
    bus.publish(Rang(1))
    bus.publish("something else")
    stop()
    stop()
    bus.publish(Rang(2))
    assert heard == [1]


def test_a_handler_may_unsubscribe_while_it_is_told() -> None:
    bus = EventBus()
    heard: list[str] = []

    def once(event: Rang) -> None:
        heard.append("once")
        stop()

    stop = bus.subscribe(Rang, once)
    bus.subscribe(Rang, lambda event: heard.append("always"))
    bus.publish(Rang(1))
    bus.publish(Rang(1))
    assert heard == ["once", "always", "always"]
