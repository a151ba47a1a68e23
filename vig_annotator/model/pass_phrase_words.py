"""Words that pass phrases are suggested from: 256 short, everyday English words that are easily told apart on the telephone."""

from __future__ import annotations

_TEXT = """
acorn amber anchor ankle apple apron april arrow attic autumn bacon badge bakery balloon bamboo banana
barrel basket beach beaver bedroom beetle bicycle birthday biscuit blanket blossom bonnet bottle bracelet breakfast bridge
bronze brother bucket bumper butter button cabin cactus camel candle canyon captain carpet carrot castle cellar
chapel cheese cherry chimney circle clever clover coconut coffee copper cotton cousin cradle crayon cricket crystal
cupboard curtain cushion dagger daisy dancer desert diamond dinner doctor dolphin donkey dragon drawer driver dusty
eagle easter eleven elbow emerald engine evening falcon feather fiddle finger fireman flannel flower forest fossil
fountain frozen funnel galaxy gallop garden garlic gentle giant ginger giraffe glacier goblet golden gravel guitar
hammer harbour hazel hedgehog helmet hermit hollow honey hundred igloo insect island ivory jacket jelly jigsaw
jungle kettle kitchen kitten ladder lantern laundry lemon lettuce lighthouse lizard lobster magnet maple marble market
meadow melon midnight minute mirror mitten monday monkey morning mountain muffin music napkin nettle noodle november
number nutmeg oatmeal ocean octopus office olive onion orange orchard otter oxygen paddle palace pancake panda
paper parrot parsley pebble pelican pencil penguin pepper picnic pillow pirate planet pocket pony potato powder
pumpkin puppet purple puzzle quarter quilt rabbit radio rainbow raisin ribbon river robin rocket rooster saddle
salad sandal saturn saucer scarf seven shadow shelter shovel silver sister slipper snowman spider spinach sponge
squirrel station summer sunday sunset swallow teapot temple thimble thunder ticket tiger tomato tractor treasure trumpet
tulip tunnel turtle umbrella valley velvet village violin waffle walnut water whistle willow window winter yellow
"""

WORDS: tuple[str, ...] = tuple(_TEXT.split())
