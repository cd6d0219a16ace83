/** Words of RandomPet names. Ours are few: a pet name is for people, not for uniqueness. */
export const adverbs =
    "boldly calmly daily easily fairly gently highly justly kindly lately mainly newly openly partly quietly rarely safely truly vastly widely".split(
        " ",
    );

export const adjectives =
    "able amber brave brisk calm clear crisp eager early fair fine firm fleet fond free frank glad grand green happy keen kind lively loyal lucid mellow merry mild neat noble polite prime proud quick quiet rapid ready solid steady stout sunny swift tidy vivid warm wise witty young".split(
        " ",
    );

export const animals =
    "adder alpaca badger bat bear beaver bison boar camel cat cheetah cobra cow crane deer dingo dog donkey dove duck eagle eel elk falcon ferret finch fox frog gannet gecko gibbon goat goose gopher heron horse ibex jackal koala lark lemur lion llama lynx magpie marten mole moose newt otter owl ox panda pony puma quail rabbit raven robin salmon seal shrew skunk snail stork swan tapir tiger toad trout vole walrus wasp weasel whale wolf wombat wren yak zebra".split(
        " ",
    );
