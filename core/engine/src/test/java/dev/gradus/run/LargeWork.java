package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;

/** Trains on all threads, with a formula of its own, until a generated loop is used. */
public final class LargeWork implements Runnable {
    private static final int ROWS = 20_000;
    private static final int COLUMNS = 16;

    /** What a plan says of a loop that has been generated and warmed up. */
    private static final String WARM = " steps: used";

    /** For who knows this class by its name. */
    public LargeWork() {}

    @Override
    public void run() {
        NumpyRandom random = NumpyRandom.seed(0);
        Input x = Input.of("x", ROWS, COLUMNS);
        Parameter W = Parameter.of("W", random.randn(COLUMNS, COLUMNS)),
                b = Parameter.of("b", random.randn(1, COLUMNS));
        Node z = x.matMul(W).add(b);
        Run run = Run.of(Graph.of(z.sigmoid().multiply(z.tanh()).then(Cube::new).sum()));
        run.feed(x, random.randn(ROWS, COLUMNS));
        do {
            for (int step = 0; step < 20; step++) {
                run.forward();
                run.backward();
                run.update(W, LargeWork::descend);
                run.update(b, LargeWork::descend);
            }
        } while (!run.plan().toString().contains(WARM));
        // Ops that a plan shares are compared with their attributes.
        Node turned = x.reshape(COLUMNS, ROWS).multiply(x.reshape(COLUMNS, ROWS));
        Run.of(Graph.of(turned.sumTo(Shape.of(1, 1)).add(turned.sumTo(Shape.of(1, 1)))));
    }

    private static void descend(double[] value, double[] gradient) {
        for (int i = 0; i < value.length; i++) {
            value[i] -= 1e-6 * gradient[i];
        }
    }
}
