package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.TraceJson;
import dev.gradus.graph.Graph;
import dev.gradus.loss.HuberLoss;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Elu;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.LinearRecurrence;
import dev.gradus.node.Node;
import dev.gradus.node.Orders;
import dev.gradus.node.Parameter;
import dev.gradus.node.Scans;
import dev.gradus.node.ScatterAlong;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.RandomGraph;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What the page computes of any graph is what the engine computes. */
@Tag("long")
class PageNumbersProperties {
    @BeforeContainer
    static void openAPage() {
        Browser.shared().show(Pages.ofAllOperations());
    }

    @Property(tries = 200)
    void anyGraphsNumbersAreTheEngines(@ForAll RandomGraph random, @ForAll boolean changed) {
        Run run = random.run();
        if (changed) {
            change(run, random);
        }
        assertThat(difference(TraceJson.brief(Trace.of(run), 4096))).isLessThan(1e-12);
    }

    /** Tanh's last bit is another one in a browser now and then, and then tanh W and c are no tie there. */
    @Example
    void atTiesTooTheNumbersAreTheEngines() {
        Parameter W = Parameter.of("W", NumpyRandom.seed(0).randn(100));
        Node h = W.tanh();
        Tensor tie = Evaluator.of(Graph.of(h)).value(h);
        Run run = Run.of(Graph.of(h.maximum(Constant.of("c", tie)).sum()));
        assertThat(difference(TraceJson.brief(Trace.of(run), 4096))).isLessThan(1e-12);
    }

    /** Numbers that print rounded, axes from the middle, all that random graphs leave at its default. */
    @Example
    void everyAttributeOfAnOpReachesThePage() {
        Parameter w = Parameter.of("W", NumpyRandom.seed(0).randn(2, 3, 4));
        Node places = Constant.of(Tensor.of(new double[] {2, 0, 2}));
        Node J = Stream.of(
                        w.transpose(2, 0, 1).slice(new int[] {1, 0, 0}, new int[] {4, 2, 3}, new int[] {2, 1, 2}),
                        w.pad(new int[] {1, 0, 0}, new int[] {0, 2, 0}, new int[] {0, 1, 2}),
                        w.flip(0, 2).sum(0, 2),
                        w.cumulativeSum(1, true, true),
                        w.cumulativeSum(2, false, true),
                        w.take(places, 1),
                        w.scatterAdd(places, 1, 5),
                        w.stack(1, w.negate()),
                        w.concat(2, w.square()),
                        w.argMax(1),
                        w.max(1).keepDims(),
                        w.sum(new int[0]),
                        w.takeAlongAxis(w.argMax(1).expandDims(1), 1),
                        new ScatterAlong(w, w.greater(0), 2, 3),
                        w.softmax(1),
                        w.logSoftmax(0),
                        w.norm(0, 2),
                        Orders.sort(w, 1, true),
                        Scans.cumulativeMax(w, 2),
                        Scans.cumulativeProd(w, 1),
                        Scans.cumulativeLogSumExp(w, 2),
                        new LinearRecurrence(w, w.sin(), 1, true),
                        new Elu(w, 1 / 3.0, 1 / 7.0),
                        Activations.softsign(w),
                        Activations.tanhshrink(w),
                        w.leakyRelu(1 / 3.0),
                        w.clip(-1, 1 / 7.0),
                        new HuberLoss(w, w.sin(), 1 / 3.0))
                .<Node>map(node -> node.multiply(node.add(1).sin()).sum())
                .reduce(Node::add)
                .orElseThrow();
        assertThat(difference(TraceJson.brief(Trace.of(Run.of(Graph.of(J))), 4096)))
                .isLessThan(1e-12);
    }

    /** As a learner would change the numbers of all leaves. */
    private static void change(Run run, RandomGraph random) {
        random.feeds().forEach((Input input, Tensor value) -> run.feed(input, value.map(number -> 0.7 - number / 2)));
        run.graph()
                .parameters()
                .forEach(parameter -> run.parameters()
                        .set(parameter, run.parameters().get(parameter).map(number -> number / 3 - 0.6)));
    }

    private static double difference(String trace) {
        return ((Number) Browser.shared().run("return gradus.largestDifference(arguments[0]);", trace)).doubleValue();
    }
}
