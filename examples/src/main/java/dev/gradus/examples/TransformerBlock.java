package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.loss.ClassLosses;
import dev.gradus.loss.Reduction;
import dev.gradus.nn.Attention;
import dev.gradus.nn.Embedding;
import dev.gradus.nn.Norms;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Trainer;
import java.io.PrintStream;

/**
 * A causal transformer block that continues sequences, each of which repeats a word of three letters. At position t it
 * sees only earlier positions, attends to the previous occurrence of the word, and predicts position t + 1.
 *
 * <p>Layer normalization comes before attention and before the two linear layers, and the output of each is added to
 * its input (Xiong et al., "On layer normalization in the transformer architecture", ICML 2020).
 */
public final class TransformerBlock {
    private static final int LETTERS = 6;
    private static final int SEQUENCES = 16;
    private static final int POSITIONS = 9;
    private static final int FEATURES = 12;
    private static final int HEADS = 3;
    private static final double EPSILON = 1e-5;

    private final NumpyRandom random = NumpyRandom.seed(1);
    private final Embedding letters = new Embedding(weights("letters", LETTERS, FEATURES));
    private final Parameter places = weights("places", POSITIONS, FEATURES);
    private final Parameter query = weights("query", FEATURES, FEATURES);
    private final Parameter key = weights("key", FEATURES, FEATURES);
    private final Parameter value = weights("value", FEATURES, FEATURES);
    private final Parameter mixed = weights("mixed", FEATURES, FEATURES);
    private final Parameter wide = weights("wide", FEATURES, 2 * FEATURES);
    private final Parameter narrow = weights("narrow", 2 * FEATURES, FEATURES);
    private final Parameter readout = weights("readout", FEATURES, LETTERS);
    private final Parameter gain1 = Parameter.of("gain1", Tensor.ones(FEATURES));
    private final Parameter shift1 = Parameter.of("shift1", Tensor.zeros(FEATURES));
    private final Parameter gain2 = Parameter.of("gain2", Tensor.ones(FEATURES));
    private final Parameter shift2 = Parameter.of("shift2", Tensor.zeros(FEATURES));

    /** Trains the block and prints the losses. */
    public static void main(String[] args) {
        new TransformerBlock().run(200, System.out);
    }

    private Parameter weights(String name, int inputs, int outputs) {
        return Parameter.of(name, random.normal(0, 0.3, Shape.of(inputs, outputs)));
    }

    /** Returns the losses. */
    double[] run(int steps, PrintStream out) {
        Tensor sequences = sequences();
        Input x = Input.of("x", SEQUENCES, POSITIONS), y = Input.of("y", SEQUENCES, POSITIONS);
        Node J = ClassLosses.crossEntropy(logits(x), y, Reduction.MEAN).named("J");
        Run run = Run.of(Graph.of(J)).feed(x, shifted(sequences, 0)).feed(y, shifted(sequences, 1));
        return Losses.of(
                Trainer.of(run, Adam.of(0.01)).withListener(20, out::println).train(steps));
    }

    private Node logits(Node x) {
        Node h = letters.apply(x).add(places);
        Node attended = h.add(attention(Norms.layerNorm(h, gain1, shift1, EPSILON)));
        Node hidden = Norms.layerNorm(attended, gain2, shift2, EPSILON)
                .batchMatMul(wide)
                .relu();
        return attended.add(hidden.batchMatMul(narrow)).batchMatMul(readout);
    }

    private Node attention(Node h) {
        Node q = Attention.splitHeads(h.batchMatMul(query), HEADS);
        Node k = Attention.splitHeads(h.batchMatMul(key), HEADS);
        Node v = Attention.splitHeads(h.batchMatMul(value), HEADS);
        Node heads = Attention.scaledDotProduct(q, k, v, Attention.causalMask(POSITIONS));
        return Attention.mergeHeads(heads).batchMatMul(mixed);
    }

    /** A word of three letters for each, repeated; one position more than the network reads. */
    private Tensor sequences() {
        Tensor words = Tensor.generate(Shape.of(SEQUENCES, 3), i -> random.randint(0, LETTERS));
        int length = POSITIONS + 1;
        return Tensor.generate(Shape.of(SEQUENCES, length), i -> words.get(i / length, i % length % 3));
    }

    private static Tensor shifted(Tensor sequences, int by) {
        return Tensor.generate(Shape.of(SEQUENCES, POSITIONS), i -> sequences.get(i / POSITIONS, i % POSITIONS + by));
    }
}
