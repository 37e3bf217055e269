"""Structure: what the shape of the network says of posts, bodies and areas, each question on the layer it belongs to.

::

    critical.py     persons whose loss uncovers areas or cuts the command tree     service, command
    cut.py          bodies and ties whose loss cuts the command tree               command
    isolates.py     what stands alone, and broken chains of command                service, command, reach
    interlocks.py   bodies tied by shared persons, against chance                  people
    brokers.py      posts and bodies between others                                posts and bodies
    robustness.py   how fast the network of bodies falls apart                     bodies
    clusters.py     groups of bodies against administrative borders                bodies

    ties.py bodies.py command.py            the graphs that the analyses run on
    dispatch.py guard.py                    which library, and what it would cost
    method.py result.py shown.py            what every result says of itself
    catalogue.py                            the analyses by name

Measures that order nodes run on posts and bodies. Persons come in unordered sets only: whose loss uncovers, whose loss
cuts; there is no ranking and no number of a person.
"""
