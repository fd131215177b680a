package dev.gradus.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.Derivatives;
import dev.gradus.nn.Dropout;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A network with relu, dropout and softmax cross-entropy learns which ring around the origin a point lies in. */
class TwoLayerClassifierTest {
    private static final int BATCH = 120;
    private static final int CLASSES = 3;

    private final SplittableRandom random = new SplittableRandom(42);
    private final Tensor points = Tensor.generate(Shape.of(BATCH, 2), i -> random.nextDouble(-1, 1));
    private final Tensor rings = Tensor.generate(Shape.of(BATCH), t -> ring(points.get(t, 0), points.get(t, 1)));

    private final Linear hidden = Linear.of("hidden", Initializers.heNormal(random, Shape.of(2, 16)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(16, CLASSES)));
    private final Input x = Input.of("x", BATCH, 2), y = Input.of("y", BATCH), step = Input.of("step");
    private final Node h = x.then(hidden).relu();
    private final Node z = h.then(output);
    private final Node J =
            new CrossEntropyLoss(new Dropout(0.2, 7).apply(h, step).then(output), y).named("J");

    private static double ring(double a, double b) {
        double square = a * a + b * b;
        return square < 0.25 ? 0 : square < 0.75 ? 1 : 2;
    }

    @Test
    void learns() {
        Run run = Run.of(Graph.of(J)).feed(x, points).feed(y, rings);
        Optimizer descent = GradientDescent.of(0.5);
        for (int epoch = 0; epoch < 1000; epoch++) {
            run.feed(step, new double[] {epoch}).forward();
            run.backward();
            descent.step(run);
        }
        Node withoutDropout = new CrossEntropyLoss(z, y);
        Node correct = z.argMax(1).equal(y).mean();
        Evaluator trained = Evaluator.of(Graph.of(withoutDropout, correct), run.parameters())
                .feed(x, points)
                .feed(y, rings);
        assertThat(trained.value(withoutDropout).item()).isLessThan(0.25); // guessing costs ln 3 ≈ 1.1
        assertThat(trained.value(correct).item()).isGreaterThan(0.9);
    }

    @Test
    void gradientsOfTheWholeGraphAreRightAtAnyOneStep() {
        Leaf[] parameters = {hidden.weights(), hidden.bias(), output.weights(), output.bias()};
        for (int at : new int[] {0, 1}) {
            Map<Leaf, Tensor> point = new HashMap<>(Map.of(x, points, y, rings, step, Tensor.scalar(at)));
            point.put(hidden.weights(), hidden.weights().initialValue());
            point.put(hidden.bias(), hidden.bias().initialValue());
            point.put(output.weights(), output.weights().initialValue());
            point.put(output.bias(), output.bias().initialValue());
            Derivatives.at(point).assertRight(1, J, parameters);
        }
    }
}
