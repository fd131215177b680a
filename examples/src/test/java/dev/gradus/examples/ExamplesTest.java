package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Batch;
import dev.gradus.train.Epoch;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Means;
import dev.gradus.train.Optimizer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    /**
     * By hand and by the engine. The digits are not all the same: the engine adds in eight lanes, multiplies matrices with
     * fma and has an exp of its own, so that each step differs by an ulp or so, which training carries on.
     */
    @Test
    void backpropagationByHandGivesTheEnginesNumbers() {
        double[][] xTrain = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[] yTrain = {0, 0, 0, 1};
        Tensor initialW = NumpyRandom.seed(0).normal(0, 1 / Math.sqrt(2), Shape.of(2, 1));

        Input x = Input.of("x", 4, 2);
        Input y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", initialW);
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        Node J = new MseLoss(x.matMul(W).add(b).sigmoid(), y);
        Run run = Run.of(Graph.of(J)).feed(x, xTrain).feed(y, yTrain);
        Optimizer descent = GradientDescent.of(1);
        BackpropByHand byHand = new BackpropByHand(initialW.toArray());

        for (int epoch = 0; epoch < 2000; epoch++) {
            double tolerance = epoch == 0 ? 1e-15 : 1e-13;
            double loss = run.forward();
            run.backward();
            descent.step(run);

            assertThat(byHand.epoch(xTrain, yTrain, 1)).isCloseTo(loss, within(tolerance * loss));
            double[] trained = run.parameters().get(W).toArray();
            for (int i = 0; i < trained.length; i++) {
                assertThat(byHand.W[i]).isCloseTo(trained[i], within(tolerance * Math.abs(trained[i])));
            }
            double bias = run.parameters().get(b).item();
            assertThat(byHand.b).isCloseTo(bias, within(tolerance * Math.abs(bias)));
        }
    }

    @Test
    void backpropagationByHandPrintsTheLessonsLosses() {
        assertThat(Printed.by((out, err) -> {
                            BackpropByHand.run(out);
                            return 0;
                        })
                        .lines())
                .startsWith("loss  0.1513", "loss  0.0271", "loss  0.0153")
                .endsWith("0 AND 0 = 0.00", "0 AND 1 = 0.08", "1 AND 0 = 0.08", "1 AND 1 = 0.90");
    }

    @Test
    void twoLayersLearnXor() {
        Tensor outputs = Xor.run(NOWHERE);

        assertThat(outputs.round(0)).isEqualTo(Tensor.of(new double[][] {{0}, {1}, {1}, {0}}));
        assertThat(outputs.difference(outputs.round(0)).within(0, 0.05)).isTrue();
    }

    @Test
    void twoLayersTellTenClassesApart() {
        assertThat(new TenClasses().run(NOWHERE)).isGreaterThan(0.99);
    }

    /** A loop of one's own makes the same steps. */
    @Test
    void twoLayersTellTwoSpiralsApart() {
        Spirals spirals = new Spirals();
        List<Epoch> history = spirals.trainer().train(120);
        Means end = history.get(119).validation().orElseThrow();

        assertThat(end.metric("accuracy")).isGreaterThan(0.98);
        assertThat(end.metric("AUC")).isGreaterThan(0.999);
        assertThat(Losses.of(history)).isEqualTo(lossesByHand(new Spirals(), 120));
    }

    private static double[] lossesByHand(Spirals spirals, int epochs) {
        Optimizer adam = Adam.of(0.01);
        double[] losses = new double[epochs];
        for (int epoch = 0; epoch < epochs; epoch++) {
            int examples = 0;
            for (Batch batch : spirals.training) {
                Run run = spirals.runs.feed(batch);
                losses[epoch] += batch.size() * run.forward();
                run.backward();
                adam.step(run);
                examples += batch.size();
            }
            losses[epoch] /= examples;
        }
        return losses;
    }

    /** The bits that these programs' losses had when each had a loop of its own. */
    @Tag("long")
    @Test
    void theTrainerMakesTheStepsOfALoop() {
        assertThat(Arrays.hashCode(new TransformerBlock().run(200, NOWHERE))).isEqualTo(-190523172);
        assertThat(Arrays.hashCode(new MixtureOfGaussians().run(60, NOWHERE))).isEqualTo(2116108408);
        assertThat(Arrays.hashCode(new Digits().run(60, NOWHERE))).isEqualTo(-556247920);
    }

    @Test
    void theNetworkKnowsTheNamesItRead() {
        NamesNetwork network = new NamesNetwork();
        network.run(NOWHERE);

        assertThat(network.loss()).as("with one-hot letters and a loop").isEqualTo(0x1.bebc7ca6a7663p1);

        assertThat(network.loss())
                .as("no network can do better than ln 24: the first letters are to be guessed")
                .isBetween(StrictMath.log(NamesNetwork.NAMES.size()), 3.6);
        Set<String> completed = NamesNetwork.NAMES.stream()
                .map(name -> network.complete(name.substring(0, 2)))
                .collect(Collectors.toSet());
        Set<String> beginnings =
                NamesNetwork.NAMES.stream().map(name -> name.substring(0, 2)).collect(Collectors.toSet());
        assertThat(NamesNetwork.NAMES).containsAll(completed);
        assertThat(completed).as("a name for each beginning").hasSameSizeAs(beginnings);
    }

    /** |g| after a step is at most a constant times its square before; once at rounding there is no more to gain. */
    @Test
    void newtonsMethodConvergesQuadratically() {
        List<Double> lengths = NewtonsMethod.run(NOWHERE);

        assertThat(lengths).hasSizeLessThan(9);
        for (int i = 1; i < lengths.size(); i++) {
            double before = lengths.get(i - 1);
            assertThat(lengths.get(i)).isLessThan(Math.max(20 * before * before, 1e-14));
        }
    }

    @Test
    void allThreadsGiveTheSameAnswers() throws InterruptedException, ExecutionException {
        List<double[]> answers = new ServingFromThreads().run(NOWHERE);

        assertThat(answers).hasSize(8);
        double[] first = answers.get(0);
        assertThat(answers).allSatisfy(each -> assertThat(each).containsExactly(first));
        for (int i = 0; i < first.length; i++) {
            assertThat(first[i]).isCloseTo(StrictMath.sin(2.0 * i / first.length), within(0.01));
        }
    }

    @Test
    void lnCoshIsLessMovedByAnOutlier() {
        double bySquares = LogCosh.slope(error -> error.square().mean());
        double byLogCosh = LogCosh.slope(error -> error.then(LogCosh::new).mean());

        assertThat(bySquares).as("x·y over x·x").isCloseTo(-22.0 / 19, within(1e-12));
        assertThat(Math.abs(byLogCosh - 2)).isLessThan(0.4);
    }
}
