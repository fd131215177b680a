package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.train.GradientDescent;

/** Word2vec with negative sampling, for one word. */
final class WordVectors {
    private WordVectors() {}

    static Exhibit exhibit() {
        NumpyRandom random = NumpyRandom.seed(6);
        Parameter E = Parameter.of("E", random.normal(0, 0.5, Shape.of(7, 2)).named("n_words", "n_vector"));
        Parameter C = Parameter.of("C", random.normal(0, 0.5, Shape.of(7, 2)).named("n_words", "n_vector"));
        Input word = Input.of("word", Shape.of(1).named("n_batch"));
        Input others = Input.of("others", Shape.of(4).named("n_samples"));
        Input y = Input.of("y", Shape.of(1, 4).named("n_batch", "n_samples"));

        Node v = E.take(word, 0).named("v");
        Node u = C.take(others, 0).named("u");
        Node s = v.matMul(u.transpose()).named("s");
        Node J = new BinaryCrossEntropyLoss(s, y).named("J");

        Run run = Run.of(Graph.of(J))
                .feed(word, new double[] {2})
                .feed(others, new double[] {5, 0, 3, 0})
                .feed(y, new double[][] {{1, 0, 0, 0}});
        return Exhibit.of(
                        "word2vec",
                        "Word2vec",
                        "one neighbor, three negative samples",
                        GradientDescent.of(1).trace(run))
                .scope("look up", v)
                .scope("scores", s)
                .scope("loss", J)
                .teaching(
                        "A table of vectors is read at a few rows, and only these rows get a gradient. A row that is read twice gets"
                                + " the sum of both.",
                        "Which rows of ∂J/∂C are 0, and which row was read twice?",
                        "In which direction does the neighbor's vector move, in which the others'?",
                        "Why are three wrong words enough, in the place of all?");
    }
}
