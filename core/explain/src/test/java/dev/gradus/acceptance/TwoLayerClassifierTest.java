package dev.gradus.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.DerivativesAt;
import dev.gradus.nn.Dropout;
import dev.gradus.nn.Initializers;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
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

/** A network with relu, dropout and softmax cross-entropy learns in which ring around the origin a point lies. */
class TwoLayerClassifierTest {
    private static final int CLASSES = 3;

    private final SplittableRandom random = new SplittableRandom(42);
    private final Linear hidden = Linear.of("hidden", Initializers.heNormal(random, Shape.of(2, 16)));
    private final Linear output = Linear.of("output", Initializers.xavierNormal(random, Shape.of(16, CLASSES)));
    private final Dropout dropout = new Dropout(0.2, 7);
    private final Input step = Input.of("step");

    /** The same network for any number of points. */
    private final class Model {
        final Input x;
        final Input y;
        final Node sum;
        final Node z;
        final Node J;
        final Tensor points;
        final Tensor rings;

        Model(int batch) {
            x = Input.of("x", batch, 2);
            y = Input.of("y", batch);
            sum = x.then(hidden);
            z = sum.relu().then(output);
            J = new CrossEntropyLoss(dropout.apply(sum.relu(), step).then(output), y).named("J");
            points = Tensor.generate(x.shape(), i -> random.nextDouble(-1, 1));
            rings = Tensor.generate(y.shape(), t -> ring(points.get(t, 0), points.get(t, 1)));
        }

        private static double ring(double a, double b) {
            double square = a * a + b * b;
            return square < 0.25 ? 0 : square < 0.75 ? 1 : 2;
        }
    }

    @Test
    void learns() {
        Model model = new Model(120);
        Run run = Run.of(Graph.of(model.J)).feed(model.x, model.points).feed(model.y, model.rings);
        Optimizer descent = GradientDescent.of(0.5);
        for (int epoch = 0; epoch < 1000; epoch++) {
            run.feed(step, new double[] {epoch}).forward();
            run.backward();
            descent.step(run);
        }
        Node withoutDropout = new CrossEntropyLoss(model.z, model.y);
        Node correct = model.z.argMax(1).equal(model.y).mean();
        Evaluator trained = Evaluator.of(Graph.of(withoutDropout, correct), run.parameters())
                .feed(model.x, model.points)
                .feed(model.y, model.rings);
        assertThat(trained.value(withoutDropout).item()).isLessThan(0.25); // guessing costs ln 3 ≈ 1.1
        assertThat(trained.value(correct).item()).isGreaterThan(0.9);
    }

    @Test
    void gradientsOfTheWholeGraphAreRightAtAnyOneStep() {
        Model model = new Model(8);
        Leaf[] parameters = {hidden.weights(), hidden.bias(), output.weights(), output.bias()};
        for (int at : new int[] {0, 1}) {
            Map<Leaf, Tensor> point =
                    new HashMap<>(Map.of(model.x, model.points, model.y, model.rings, step, Tensor.scalar(at)));
            for (Leaf leaf : parameters) {
                point.put(leaf, ((Parameter) leaf).initialValue());
            }
            DerivativesAt here = DerivativesAt.at(point);
            assertThat(here.value(model.sum.abs().min()).item())
                    .as("no relu's kink is within the reach of the differences")
                    .isGreaterThan(2.0 / 1024);
            here.assertRight(1, model.J, parameters);
        }
    }
}
