package dev.gradus.flow;

import dev.gradus.flow.Loop.Result;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.OpException;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Computes a loop in the simplest way, each node of the body by its op's {@code forward}. */
final class PlainLoop {
    private final Loop loop;
    private final Body body;
    private final TopologicalOrder nodes;
    private final double[][] in;
    private final double[][] carries;
    private final double[][] elements;
    private final double[][] values;
    private final double[][][] operands;

    PlainLoop(Loop loop, double[][] in) {
        this.loop = loop;
        this.body = loop.body();
        this.nodes = body.nodes();
        this.in = in;
        carries = new double[body.carries().size()][];
        for (int i = 0; i < carries.length; i++) {
            carries[i] = in[i].clone();
        }
        elements = body.elements().stream()
                .map(element -> new double[element.shape().elements()])
                .toArray(double[][]::new);
        values = new double[nodes.size()][];
        operands = new double[nodes.size()][][];
        for (int index = 0; index < values.length; index++) {
            values[index] = array(nodes.get(index));
            operands[index] = new double[nodes.inputs(index)][];
            for (int i = 0; i < operands[index].length; i++) {
                operands[index][i] = values[nodes.input(index, i)];
            }
        }
    }

    private double[] array(Node node) {
        if (node instanceof Input input) {
            int index = loop.inputOf(input);
            return index < carries.length
                    ? carries[index]
                    : index < carries.length + elements.length ? elements[index - carries.length] : in[index];
        }
        return node instanceof Constant constant
                ? constant.value().toArray()
                : new double[node.shape().elements()];
    }

    void run(double[] out) {
        if (loop.mayEndEarly()) {
            Arrays.fill(out, 0);
        }
        int most = loop.limit(in);
        int made = 0;
        for (; goesOn(made, most); made++) {
            int row = loop.row(made, most);
            takeElements(row);
            computeStep(made);
            for (Result result : loop.results()) {
                if (result.kind() == Loop.Kind.BEFORE) {
                    write(carries[result.of()], out, result, row);
                } else if (result.kind() == Loop.Kind.ALL) {
                    write(value(body.outputs(), result.of()), out, result, row);
                }
            }
            handOn();
        }
        for (Result result : loop.results()) {
            if (result.kind() == Loop.Kind.LAST) {
                write(carries[result.of()], out, result, 0);
            } else if (result.kind() == Loop.Kind.STEPS) {
                out[result.start()] = made;
            }
        }
    }

    private boolean goesOn(int made, int most) {
        return loop.length() == Loop.Length.WHILE ? loop.goesOn(made, carries[carries.length - 1][0]) : made < most;
    }

    Map<Input, Tensor> givenTo(int step) {
        int most = loop.limit(in);
        for (int before = 0; before < step; before++) {
            takeElements(loop.row(before, most));
            computeStep();
            handOn();
        }
        takeElements(loop.row(step, most));
        Map<Input, Tensor> given = new HashMap<>();
        Stream.of(body.carries(), body.elements(), body.given())
                .flatMap(List::stream)
                .forEach(input -> given.put(input, Tensor.of(input.shape(), array(input))));
        return given;
    }

    /** Computes one step of a loop with a single carry. */
    void step(double[] carry, double[] next) {
        System.arraycopy(carry, 0, carries[0], 0, carry.length);
        computeStep(0);
        System.arraycopy(value(body.next(), 0), 0, next, 0, next.length);
    }

    private void takeElements(int row) {
        for (int i = 0; i < elements.length; i++) {
            int length = elements[i].length;
            System.arraycopy(in[carries.length + i], row * length, elements[i], 0, length);
        }
    }

    private void computeStep(int step) {
        try {
            computeStep();
        } catch (OpException thrown) {
            throw thrown.in(loop.location(step));
        }
    }

    private void computeStep() {
        for (int index = 0; index < values.length; index++) {
            if (nodes.get(index) instanceof Op op) {
                op.compute(operands[index], values[index]);
            }
        }
    }

    /** Passes on all carries at once, because one carry may become another. */
    private void handOn() {
        double[][] next = new double[carries.length][];
        for (int i = 0; i < carries.length; i++) {
            next[i] = value(body.next(), i).clone();
        }
        for (int i = 0; i < carries.length; i++) {
            System.arraycopy(next[i], 0, carries[i], 0, carries[i].length);
        }
    }

    private double[] value(List<Node> results, int index) {
        return values[nodes.indexOf(results.get(index))];
    }

    private static void write(double[] value, double[] out, Result result, int row) {
        System.arraycopy(value, 0, out, result.start() + row * value.length, value.length);
    }
}
