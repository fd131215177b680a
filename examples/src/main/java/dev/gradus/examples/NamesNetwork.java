package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Embedding;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.util.List;

/**
 * A recurrent network that reads names letter by letter and learns to predict the next letter. The graph contains the
 * same step, with the same parameters, once per letter, and gradients flow back through all of them (backpropagation
 * through time). A second graph contains the step once, to generate names.
 */
public final class NamesNetwork {
    static final List<String> NAMES = List.of(
            "alba", "alwin", "berno", "brisa", "calix", "corin", "dario", "delia", "elsu", "emrik", "farrin", "fenja",
            "gilda", "gorin", "halvar", "hedda", "ilka", "ivo", "jorun", "kasimir", "lina", "lorin", "marla", "milo");

    private static final String ALPHABET = ".abcdefghijklmnopqrstuvwxyz"; // the dot begins and ends a name
    private static final int LETTERS = ALPHABET.length();
    private static final int HIDDEN = 32;
    private static final int STEPS =
            1 + NAMES.stream().mapToInt(String::length).max().orElseThrow();
    private static final int EPOCHS = 301;

    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Embedding letterToHidden =
            Embedding.of("letter", Initializers.xavierNormal(random, Shape.of(LETTERS, HIDDEN)));
    private final Linear hiddenToHidden =
            Linear.of("hidden", Initializers.xavierNormal(random, Shape.of(HIDDEN, HIDDEN)));
    private final Linear hiddenToLetter =
            Linear.of("letter", Initializers.xavierNormal(random, Shape.of(HIDDEN, LETTERS)));

    private final Run training = training();
    private final Parameters parameters = training.parameters();

    private final Input letter = Input.of("letter", 1);
    private final Input before = Input.of("before", 1, HIDDEN);
    private final Node after = step(letter, before).named("after");
    private final Node next =
            Activations.softmax(hiddenToLetter.apply(after), 1).named("next");
    private final Run oneStep = Run.of(Graph.of(after, next), parameters);

    /** Trains on the names and generates some. */
    public static void main(String[] args) {
        new NamesNetwork().run(System.out);
    }

    void run(PrintStream out) {
        Trainer.of(training, GradientDescent.of(0.1))
                .withListener(50, out::println)
                .train(EPOCHS);
        out.println("Invented: " + String.join(", ", invent(), invent(), invent(), invent(), invent(), invent()));
    }

    /** The loss per name with the present parameters. */
    double loss() {
        return training.forward();
    }

    /** The name that begins like this and goes on with the most probable letter, each time. */
    String complete(String beginning) {
        return generate(beginning, NamesNetwork::mostProbable);
    }

    private String invent() {
        return generate("", this::draw);
    }

    /** The state after a letter: tanh of what it and the state before say. */
    private Node step(Node letter, Node before) {
        return letter.then(letterToHidden).add(before.then(hiddenToHidden)).tanh();
    }

    /** All names at once, the loss summed over their letters; after a name's end its targets are zeros and cost nothing. */
    private Run training() {
        Node state = Constant.of(Tensor.zeros(NAMES.size(), HIDDEN));
        Node loss = Constant.of(0);
        for (int t = 0; t < STEPS; t++) {
            state = step(Constant.of(lettersBefore(t)), state);
            loss = loss.add(new CrossEntropyLoss(hiddenToLetter.apply(state), Constant.of(targetsAt(t))));
        }
        return Run.of(Graph.of(loss.named("J")));
    }

    /** The number of the letter before this place of each name: the dot before a name, and after its end. */
    private static Tensor lettersBefore(int place) {
        return Tensor.generate(Shape.of(NAMES.size()), i -> {
            String before = "." + NAMES.get(i);
            return place < before.length() ? ALPHABET.indexOf(before.charAt(place)) : 0;
        });
    }

    /** The letter at this place of each name as a row with a 1; the dot just after it, then only zeros. */
    private static Tensor targetsAt(int place) {
        return Tensor.generate(Shape.of(NAMES.size(), LETTERS), i -> {
            String name = NAMES.get(i / LETTERS) + ".";
            return place < name.length() && ALPHABET.indexOf(name.charAt(place)) == i % LETTERS ? 1 : 0;
        });
    }

    private String generate(String beginning, Choice choice) {
        StringBuilder name = new StringBuilder(beginning);
        oneStep.feed(before, new double[HIDDEN]);
        for (int read = -1; name.length() < 2 * STEPS; read++) {
            oneStep.feed(letter, new double[] {ALPHABET.indexOf(read < 0 ? '.' : name.charAt(read))})
                    .forward();
            oneStep.feed(before, oneStep.value(after));
            if (read == name.length() - 1) {
                char chosen = ALPHABET.charAt(choice.of(oneStep.value(next).toArray()));
                if (chosen == '.') {
                    break;
                }
                name.append(chosen);
            }
        }
        return name.toString();
    }

    private interface Choice {
        int of(double[] probabilities);
    }

    private static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    private int draw(double[] probabilities) {
        double left = random.randomSample();
        int letter = 0;
        while (letter < probabilities.length - 1 && left >= probabilities[letter]) {
            left -= probabilities[letter++];
        }
        return letter;
    }
}
