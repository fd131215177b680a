package dev.gradus.gradbench;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The inputs of an eval with their numbers, and what is computed from them. Each method plans a run and feeds it; what it
 * returns computes and reads the results into the same arrays each time.
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
    Supplier<double[][]> values(Node... nodes) {
        Run run = fed(Run.of(Graph.of(nodes)));
        double[][] results = arrays(nodes);
        return () -> {
            run.forward();
            for (int i = 0; i < nodes.length; i++) {
                run.read(nodes[i], results[i]);
            }
            return results;
        };
    }

    /** The gradients of f with respect to inputs, by a forward and a backward pass. */
    Supplier<double[][]> gradients(Node f, Node... inputs) {
        Run run = fed(Run.builder(Graph.of(f)).gradients(inputs).build());
        double[][] results = arrays(inputs);
        return () -> {
            run.forward();
            run.backward();
            for (int i = 0; i < inputs.length; i++) {
                run.readGradient(inputs[i], results[i]);
            }
            return results;
        };
    }

    /** The same with respect to one input. */
    Supplier<double[]> gradient(Node f, Node input) {
        Supplier<double[][]> gradients = gradients(f, input);
        return () -> gradients.get()[0];
    }

    private static double[][] arrays(Node... nodes) {
        return Arrays.stream(nodes)
                .map(node -> new double[node.shape().elements()])
                .toArray(double[][]::new);
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
