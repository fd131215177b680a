package dev.gradus.gradbench;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The inputs of an eval with their numbers, and what is computed from them. Each method plans a run and feeds it; what it
 * returns computes the results. Arrays of results stay in the run until the output is made of them.
 */
final class Problem {
    private final Map<Input, double[]> inputs = new LinkedHashMap<>();

    /** An input of this shape that is fed these numbers, row-major. */
    Input input(String name, double[] rowMajor, int... sizes) {
        Input input = Input.of(name, sizes);
        inputs.put(input, rowMajor);
        return input;
    }

    /** The value of a node of one element. */
    Supplier<Double> value(Node f) {
        Run run = fed(Run.of(Graph.of(f)));
        return run::forward;
    }

    /** The elements of nodes, each of any shape. */
    Supplier<Results> values(Node... nodes) {
        Run run = fed(Run.of(Graph.of(nodes)));
        return () -> {
            run.forward();
            return () -> read(run::read, nodes);
        };
    }

    /** The gradients of f with respect to inputs, by a forward and a backward pass. */
    Supplier<Results> gradients(Node f, Node... inputs) {
        Run run = fed(Run.builder(Graph.of(f)).gradients(inputs).build());
        return () -> {
            run.forward();
            run.backward();
            return () -> read(run::readGradient, inputs);
        };
    }

    /** Computed arrays, which are still in the run. */
    interface Results {
        double[][] read();
    }

    private static double[][] read(BiConsumer<Node, double[]> reader, Node... nodes) {
        double[][] results = new double[nodes.length][];
        for (int i = 0; i < nodes.length; i++) {
            results[i] = new double[nodes[i].shape().elements()];
            reader.accept(nodes[i], results[i]);
        }
        return results;
    }

    private Run fed(Run run) {
        List<Input> needed = run.graph().inputs();
        inputs.forEach((input, numbers) -> {
            if (needed.contains(input)) {
                run.feed(input, numbers);
            }
        });
        return run;
    }
}
