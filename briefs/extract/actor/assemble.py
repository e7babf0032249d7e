"""What was found becomes the model's actors."""

from briefs.extract.actor.gather import people_of, spans_of
from briefs.extract.actor.page import Page, names_of
from briefs.extract.actor.person import Person
from briefs.model import Actor


def actors_of(page: Page) -> tuple[Actor, ...]:
    names = names_of(page, title=False)
    people = people_of(page, names)
    actors = [_person(page, person) for person in people.persons]
    return tuple(sorted(actors, key=lambda actor: actor.mentions[0]))


def _person(page: Page, person: Person) -> Actor:
    spans = sorted(set(spans_of(page, person)))
    forms = dict.fromkeys(span.of(page.text.raw) for span in spans)
    name = max(forms, key=lambda form: len(form.split()))
    roles = tuple(sorted(set(person.roles)))
    return Actor(name, "person", tuple(form for form in forms if form != name), tuple(spans), roles)
