package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import java.util.function.Supplier;

/**
 * What a graph costs on one thread, of some passes the fastest.
 *
 * @param planned milliseconds to make the nodes and to plan the run
 * @param forward milliseconds of the value
 * @param backward milliseconds of the gradients
 * @param value the graph's value
 * @param run with the numbers of the last pass
 */
record LoopCost(double planned, double forward, double backward, double value, Run run) {
    static LoopCost of(Supplier<Node> model, int times) {
        long start = System.nanoTime();
        Run run = Run.builder(Graph.of(model.get())).threads(1).build();
        double planned = (System.nanoTime() - start) / 1e6;
        double forward = Double.MAX_VALUE, backward = Double.MAX_VALUE, value = 0;
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            value = run.forward();
            long middle = System.nanoTime();
            run.backward();
            long end = System.nanoTime();
            forward = Math.min(forward, (middle - begin) / 1e6);
            backward = Math.min(backward, (end - middle) / 1e6);
        }
        return new LoopCost(planned, forward, backward, value, run);
    }

    double training() {
        return forward + backward;
    }

    double kilobytes() {
        return run.plan().bytes() / 1e3;
    }
}
