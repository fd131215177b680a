package dev.gradus.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The programs for which the library was designed, as users write them. */
class FourProgramsTest {
    private static final Tensor X_TRAIN = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    private static final Tensor Y_TRAIN = Tensor.of(new double[][] {{0}, {0}, {0}, {1}});
    private static final Tensor W0 = Tensor.of(new double[][] {{1.2473733762017727}, {0.28295387557714186}});

    @Test
    void theLesson() {
        double[] losses = new double[2000];

        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", W0), b = Parameter.of("b", Tensor.zeros(1, 1));
        Node z = x.matMul(W).add(b).named("z");
        Node yHat = z.sigmoid().named("ŷ");
        Node J = new MseLoss(yHat, y).named("J");
        Run run = Run.of(Graph.of(J)).feed(x, X_TRAIN).feed(y, Y_TRAIN);
        Optimizer descent = GradientDescent.of(1.0);
        for (int epoch = 0; epoch < 2000; epoch++) {
            losses[epoch] = run.forward();
            run.backward();
            descent.step(run);
        }

        // The figures of the Python lesson at full precision.
        double[] everyTwoHundredth = {
            0.15129509951249545, 0.02709913770334662, 0.015332365524020154, 0.010339793043370783,
            0.007670583597526944, 0.0060405614754841805, 0.00495392754465134, 0.0041832034091776405,
            0.0036108017349808564, 0.003170357557407101
        };
        for (int i = 0; i < 10; i++) {
            assertThat(losses[200 * i]).isCloseTo(everyTwoHundredth[i], relative(everyTwoHundredth[i]));
        }
        assertThat(losses[1999]).isCloseTo(0.002823361352575519, relative(0.0028));
        assertThat(run.parameters().get(W).get(0, 0)).isCloseTo(4.658340128829308, relative(4.65));
        assertThat(run.parameters().get(W).get(1, 0)).isCloseTo(4.658339031259682, relative(4.65));
        assertThat(run.parameters().get(b).item()).isCloseTo(-7.084800229128991, relative(7.08));
    }

    @Test
    void aUsersOpIsFirstClass() {
        Input x = Input.of("x", 2, 3);
        Parameter W = Parameter.of("W", Tensor.of(new double[][] {{1, -2}, {0.5, 3}, {-1, 40}}));

        Node h = x.matMul(W).then(Softplus::new);

        Node J = h.sum().named("J");
        assertThat(J).hasToString("J:() = sum(Softplus(x @ W))");
        Run run = Run.of(Graph.of(J)).feed(x, new double[][] {{1, 2, 3}, {-1, 0, 1}});
        run.forward();
        run.backward();
        Tensor sigmoid = Evaluator.of(Graph.of(J))
                .feed(x, Tensor.of(new double[][] {{1, 2, 3}, {-1, 0, 1}}))
                .value(x.transpose().matMul(x.matMul(W).sigmoid()));
        assertThat(run.gradient(W)).isEqualTo(sigmoid);
    }

    @Test
    void aSecondDerivative() {
        Parameter W = Parameter.of("W", Tensor.of(new double[] {2, 3}));
        Input v = Input.of("v", 2);
        Node J = W.multiply(W).multiply(W).sum().named("J");

        Node dW = Gradients.of(J).wrt(W);
        Node Hv = Gradients.of(dW.multiply(v).sum()).wrt(W);

        assertThat(Hv.shape()).isEqualTo(W.shape());
        Run run = Run.of(Graph.of(Hv)).feed(v, new double[] {10, 100});
        run.forward();
        assertThat(run.value(Hv)).isEqualTo(Tensor.of(new double[] {6 * 2 * 10, 6 * 3 * 100}));
    }

    @Test
    void twoBatchSizesShareOneSetOfParameters() {
        Parameter W = Parameter.of("W", Tensor.zeros(6, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
        Input x360 = Input.of("x", 360, 6), y360 = Input.of("y", 360, 1), x40 = Input.of("x", 40, 6);
        Node yHat360 = model(x360, W, b), yHat40 = model(x40, W, b);
        Run run = Run.of(Graph.of(new MseLoss(yHat360, y360)))
                .feed(x360, Tensor.ones(360, 6))
                .feed(y360, Tensor.ones(360, 1));

        Run predict = Run.of(Graph.of(yHat40), run.parameters());

        predict.feed(x40, Tensor.ones(40, 6));
        predict.forward();
        assertThat(predict.value(yHat40)).isEqualTo(Tensor.ones(40, 1).map(one -> 0.5));
        run.forward();
        run.backward();
        GradientDescent.of(1).step(run);
        predict.forward();
        assertThat(predict.value(yHat40).get(39, 0)).isGreaterThan(0.5);
    }

    private static Node model(Input x, Parameter W, Parameter b) {
        return x.matMul(W).add(b).sigmoid().named("ŷ");
    }

    /** As a teacher does by hand: forward and backward of each op in turn. */
    @Test
    void nodeByNode() {
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", W0), b = Parameter.of("b", Tensor.zeros(1, 1));
        var xW = new dev.gradus.node.MatMul(x, W);
        var z = new dev.gradus.node.AddBroadcast(xW, b);
        var yHat = new dev.gradus.node.Sigmoid(z);
        var J = new MseLoss(yHat, y);

        double[] ofX = X_TRAIN.toArray(), ofY = Y_TRAIN.toArray(), ofW = W0.toArray(), ofB = {0};
        double[] ofXW = new double[4], ofZ = new double[4], ofYHat = new double[4], ofJ = new double[1];
        xW.forward(new double[][] {ofX, ofW}, ofXW);
        z.forward(new double[][] {ofXW, ofB}, ofZ);
        yHat.forward(new double[][] {ofZ}, ofYHat);
        J.forward(new double[][] {ofYHat, ofY}, ofJ);

        Node dYHat = J.backward(Constant.of(1)).get(0);
        Node dZ = yHat.backward(dYHat).get(0);
        Node dXW = z.backward(dZ).get(0);
        Node db = z.backward(dZ).get(1);
        Node dW = xW.backward(dXW).get(1);

        assertThat(dXW).isSameAs(dZ);
        assertThat(ofZ).containsExactly(0.0, 0.28295387557714186, 1.2473733762017727, 1.5303272517789146);
        assertThat(ofJ[0]).isCloseTo(0.15129509951249545, relative(0.15));
        Evaluator numbers = Evaluator.of(Graph.of(J)).feed(x, X_TRAIN).feed(y, Y_TRAIN);
        assertThat(numbers.value(J).item()).isEqualTo(ofJ[0]);
        assertThat(numbers.value(dW).get(0, 0)).isCloseTo(0.027160332305938246, relative(0.027));
        assertThat(numbers.value(dW).get(1, 0)).isCloseTo(0.028430378237215514, relative(0.028));
        assertThat(numbers.value(db).item()).isCloseTo(0.09334823769169437, relative(0.093));
        assertThat(numbers.gradient(W)).isEqualTo(numbers.value(dW));
        assertThat(numbers.gradient(b)).isEqualTo(numbers.value(db));
    }

    private static Offset<Double> relative(double magnitude) {
        return within(1e-12 * Math.abs(magnitude));
    }
}
