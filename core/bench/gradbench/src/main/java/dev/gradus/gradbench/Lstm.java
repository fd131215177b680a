package dev.gradus.gradbench;

import dev.gradus.flow.Scan;
import dev.gradus.flow.ScanBuilder;
import dev.gradus.flow.ScanStep;
import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import java.util.stream.DoubleStream;

/**
 * The eval {@code lstm}: how badly a stack of LSTM cells predicts each next vector of a sequence. All matrices of weights are
 * diagonal, so a cell multiplies element by element; its input and its output gate see the input of the layer, the others
 * the hidden state. The loss is the mean of −gold · (y − ln(2 + Σ eʸ)), with a 2 that the eval keeps from its ancestor.
 */
final class Lstm {
    private final Problem problem = new Problem();
    private final int width;
    private final Input main;
    private final Input extra;
    private final Node loss;

    record Arguments(double[][] mainParams, double[][] extraParams, double[][] state, double[][] sequence) {}

    private Lstm(Arguments a) {
        int layers = Rows.positive("the number of layers", a.mainParams.length / 2);
        int steps = Rows.positive("the length of the sequence less 1", a.sequence.length - 1);
        width = Rows.size(a.sequence);
        main = problem.input(
                "main", Rows.flat("main_params", a.mainParams, 2 * layers, 4 * width), layers, 2, 4 * width);
        extra = problem.input("extra", Rows.flat("extra_params", a.extraParams, 3, width), 3, width);
        Input state = problem.input("state", Rows.flat("state", a.state, 2 * layers, width), layers, 2, width);
        Input sequence =
                problem.input("sequence", Rows.flat("sequence", a.sequence, steps + 1, width), steps + 1, width);

        ScanBuilder scan = Scan.over("x", sequence.slice(0, 0, steps), 0).keepIntermediates();
        for (int layer = 0; layer < layers; layer++) {
            scan.carry("h" + layer, state.select(0, layer).select(0, 0));
            scan.carry("c" + layer, state.select(0, layer).select(0, 1));
        }
        Node predicted = scan.steps(step -> {
                    Node x = step.element("x").multiply(extra.select(0, 0));
                    for (int layer = 0; layer < layers; layer++) {
                        x = cell(step, layer, x);
                    }
                    step.output("y", x.multiply(extra.select(0, 1)).add(extra.select(0, 2)));
                })
                .output("y");
        Node logarithm = predicted.exp().sum(1).keepDims().add(2).log();
        Node gold = sequence.slice(0, 1, steps + 1);
        this.loss = gold.multiply(predicted.subtract(logarithm)).mean().negate();
    }

    /** The four gates are one vector: those that forget, let in and let out, and the change. */
    private Node cell(ScanStep step, int layer, Node x) {
        Node h = step.carry("h" + layer);
        Node weights = main.select(0, layer).select(0, 0);
        Node biases = main.select(0, layer).select(0, 1);
        Node gates = x.concat(0, h, x, h).multiply(weights).add(biases);
        Node open = gates.slice(0, 0, 3 * width).sigmoid();
        Node forget = open.slice(0, 0, width);
        Node in = open.slice(0, width, 2 * width);
        Node out = open.slice(0, 2 * width, 3 * width);
        Node change = gates.slice(0, 3 * width, 4 * width).tanh();
        Node cell = step.carry("c" + layer).multiply(forget).add(in.multiply(change));
        Node hidden = out.multiply(cell.tanh());
        step.next("c" + layer, cell).next("h" + layer, hidden);
        return hidden;
    }

    static Eval eval() {
        return new Eval()
                .function("objective", Arguments.class, Lstm::objective)
                .function("jacobian", Arguments.class, Lstm::jacobian);
    }

    private static Prepared<Double> objective(Arguments a) {
        Lstm lstm = new Lstm(a);
        return Prepared.of(lstm.problem.value(lstm.loss));
    }

    private static Prepared<Results> jacobian(Arguments a) {
        Lstm lstm = new Lstm(a);
        return Prepared.of(
                lstm.problem.gradients(lstm.loss, lstm.main, lstm.extra),
                gradients -> DoubleStream.concat(DoubleStream.of(gradients[0]), DoubleStream.of(gradients[1]))
                        .toArray());
    }
}
