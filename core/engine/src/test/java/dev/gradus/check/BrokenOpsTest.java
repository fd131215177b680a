package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.BrokenOps.Cube;
import dev.gradus.check.BrokenOps.Plus;
import dev.gradus.check.BrokenOps.Product;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each broken op is found in a larger graph and named, with the probable mistake. */
class BrokenOpsTest {
    private final SplittableRandom random = new SplittableRandom(3);

    private Tensor random(int... sizes) {
        return Tensor.generate(Shape.of(sizes), position -> 3 * random.nextDouble() - 1.5);
    }

    /** A network of two layers, x (5, 3) to 3 to 2, with the op under test between them, at h (5, 3). */
    private GradientReport check(BiFunction<Node, Parameter, Node> op) {
        Input x = Input.of("x", Shape.of(5, 3).named("n_batch", ""));
        Input y = Input.of("y", 5, 2);
        Parameter v = Parameter.of("v", random(1, 3));
        Parameter w1 = Parameter.of("W1", random(3, 3));
        Parameter w2 = Parameter.of("W2", random(3, 2));
        Node h = x.matMul(w1).tanh().multiply(2).named("h");
        Node z = op.apply(h, v).named("z");
        Node yHat = z.matMul(w2).sigmoid().named("ŷ");
        Node loss = new MseLoss(yHat, y).add(v.square().sum().multiply(0.01)).named("J");
        Run run = Run.of(Graph.of(loss)).feed(x, random(5, 3)).feed(y, random(5, 2));
        return GradientCheck.of(run).check();
    }

    private GradientReport cube(BiFunction<Cube, Node, Node> rule) {
        return check((h, v) -> new Cube(h, rule));
    }

    /** Returns the only wrong rule, whose op must be z. */
    private static RuleCheck guilty(GradientReport report) {
        assertThat(report.passed()).isFalse();
        assertThat(report.guilty()).hasSize(1);
        RuleCheck guilty = report.guilty().get(0);
        assertThat(guilty.op().label()).isEqualTo("z");
        assertThat(report.ruleVerdicts()).containsEntry(guilty.op(), Verdict.WRONG);
        assertThat(report.toString().lines())
                .hasSizeLessThanOrEqualTo(24)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(140));
        return guilty;
    }

    private static Diagnosis diagnosis(GradientReport report) {
        return guilty(report).diagnosis().orElseThrow();
    }

    private static Cause cause(GradientReport report) {
        return diagnosis(report).cause();
    }

    @Test
    void rightRulesPass() {
        cube((op, upstream) -> upstream.multiply(op.slope())).assertPassed();
        plus((op, upstream) -> List.of(upstream, upstream.sumTo(op.b().shape())))
                .assertPassed();
        product((op, upstream) -> List.of(
                        upstream.matMul(op.input(1).transpose()),
                        op.input(0).transpose().matMul(upstream)))
                .assertPassed();
    }

    @Test
    void theReportNamesOpElementRatioAndCause() {
        GradientReport report =
                cube((op, upstream) -> upstream.multiply(op.slope()).multiply(0.5));
        assertThat(report.toString())
                .startsWith("Gradient check of J:() = ")
                .contains(": FAILED")
                .contains("The rule of Cube is wrong: z:(n_batch=5, 3) = Cube(h)")
                .contains("  for h: the gradient is 1/2 of what it should be")
                .containsPattern("Cube: h\\[\\d, \\d\\] .* 0\\.5 +WRONG")
                .containsPattern("∂J/∂W1\\[\\d, \\d\\] .* 0\\.5 +WRONG");
        assertThat(report.gradientVerdicts().values())
                .containsExactlyInAnyOrder(Verdict.WRONG, Verdict.PASS, Verdict.PASS);
    }

    @Test
    void wrongSign() {
        assertThat(cause(cube((op, upstream) -> upstream.multiply(op.slope()).negate())))
                .isEqualTo(Cause.WRONG_SIGN);
    }

    @Test
    void missingFactorOfTheDerivative() {
        assertThat(cause(cube((op, upstream) -> upstream))).isEqualTo(Cause.MISSING_DERIVATIVE);
    }

    @Test
    void factorOfTheNumberOfExamples() {
        Diagnosis diagnosis =
                diagnosis(cube((op, upstream) -> upstream.multiply(op.slope()).divide(5)));
        assertThat(diagnosis.cause()).isEqualTo(Cause.COUNT_FACTOR);
        assertThat(diagnosis.text()).contains("axis 0 (n_batch)");
    }

    @Test
    void aMillionthTooMuch() {
        GradientReport report =
                cube((op, upstream) -> upstream.multiply(op.slope()).multiply(1 + 1e-6));
        assertThat(diagnosis(report))
                .isEqualTo(new Diagnosis(Cause.CONSTANT_FACTOR, "the gradient is 1 + 1e-6 times what it should be"));
    }

    @Test
    void wrongForLargeArgumentsOnly() {
        GradientReport report =
                cube((op, upstream) -> op.x().abs().greaterEqual(1.8).where(upstream, upstream.multiply(op.slope())));
        assertThat(diagnosis(report).cause()).isEqualTo(Cause.SOME_ELEMENTS);
        assertThat(diagnosis(report).text()).containsPattern("from \\|x\\| = 1\\.[89]\\d* up");
        assertThat(guilty(report).elements())
                .allSatisfy(element ->
                        assertThat(element.verdict() == Verdict.WRONG).isEqualTo(Math.abs(element.x()) >= 1.8));
    }

    @Test
    void upstreamSquared() {
        assertThat(cause(cube((op, upstream) -> upstream.square().multiply(op.slope()))))
                .isEqualTo(Cause.NOT_LINEAR_IN_UPSTREAM);
    }

    @Test
    void upstreamIgnored() {
        assertThat(cause(cube((op, upstream) -> op.slope()))).isEqualTo(Cause.UPSTREAM_IGNORED);
    }

    @Test
    void zeroGradient() {
        assertThat(cause(cube((op, upstream) -> upstream.multiply(0)))).isEqualTo(Cause.ZERO);
    }

    @Test
    void takenAsAConstant() {
        RuleCheck guilty = guilty(check((h, v) -> new BrokenOps.Constantly(h)));
        assertThat(guilty.diagnosis().orElseThrow().cause()).isEqualTo(Cause.ZERO);
    }

    @Test
    void nanGradient() {
        assertThat(cause(cube((op, upstream) -> upstream.multiply(op.x().log()))))
                .isEqualTo(Cause.NOT_FINITE);
    }

    private GradientReport plus(BiFunction<Plus, Node, List<Node>> rule) {
        return check((h, v) -> new Plus(h, v, rule));
    }

    @Test
    void missingSumOverCopies() {
        Constant firstRow = Constant.of(Tensor.of(new double[][] {{1, 0, 0, 0, 0}}));
        Diagnosis diagnosis = diagnosis(plus((op, upstream) -> List.of(upstream, firstRow.matMul(upstream))));
        assertThat(diagnosis)
                .isEqualTo(new Diagnosis(
                        Cause.MISSING_SUM,
                        "the gradient is that of the first copy alone: the input was broadcast, so a sum over all"
                                + " copies is missing (sumTo)"));
    }

    @Test
    void missingSumByReshape() {
        Diagnosis diagnosis = diagnosis(plus((op, upstream) ->
                List.of(upstream, upstream.reshape(15).slice(0, 12, 15).reshape(1, 3))));
        assertThat(diagnosis.cause()).isEqualTo(Cause.MISSING_SUM);
        assertThat(diagnosis.text()).contains("the last copy");
    }

    @Test
    void aMeanInPlaceOfASum() {
        Diagnosis diagnosis = diagnosis(
                plus((op, upstream) -> List.of(upstream, upstream.mean(0).keepDims())));
        assertThat(diagnosis.cause()).isEqualTo(Cause.COUNT_FACTOR);
        assertThat(diagnosis.text()).contains("1/5").contains("n_batch").contains("a mean where a sum belongs?");
    }

    /** The indices have as many elements as x, but must not be moved to test whether the two were swapped. */
    @Test
    void aWrongGatherIsNamed() {
        Input indices = Input.of("i", 4);
        Node picked = new BrokenOps.Pick(Parameter.of("x", random(4)), indices).named("z");
        Run run = Run.of(Graph.of(picked.square().sum())).feed(indices, new double[] {1, 0, 3, 2});
        assertThat(cause(GradientCheck.of(run).check())).isEqualTo(Cause.WRONG_ORDER);
    }

    /** One number looked up three times resembles one that was broadcast, but no sumTo is missing. */
    @Test
    void duplicateIndicesAreNotCalledBroadcasting() {
        Input indices = Input.of("i", 3);
        Node looked = new BrokenOps.Lookup(Parameter.of("x", random(1)), indices).named("z");
        Run run = Run.of(Graph.of(looked.square().sum())).feed(indices, new double[] {0, 0, 0});
        assertThat(cause(GradientCheck.of(run).check())).isNotEqualTo(Cause.MISSING_SUM);
    }

    private GradientReport product(BiFunction<Product, Node, List<Node>> rule) {
        return check((h, v) -> new Product(h, Parameter.of("Q", random(3, 3)), rule));
    }

    private static Node right(Product op, Node upstream, int input) {
        return input == 0
                ? upstream.matMul(op.input(1).transpose())
                : op.input(0).transpose().matMul(upstream);
    }

    @Test
    void missingTransposeOfAFactor() {
        Diagnosis diagnosis =
                diagnosis(product((op, upstream) -> List.of(upstream.matMul(op.input(1)), right(op, upstream, 1))));
        assertThat(diagnosis)
                .isEqualTo(new Diagnosis(
                        Cause.MISSING_TRANSPOSE,
                        "the gradient is computed with Qᵀ in place of Q: a transpose is missing or superfluous"));
    }

    @Test
    void missingTransposeOfTheResult() {
        assertThat(cause(product((op, upstream) ->
                        List.of(right(op, upstream, 0), right(op, upstream, 1).transpose()))))
                .isEqualTo(Cause.MISSING_TRANSPOSE);
    }

    @Test
    void swapped() {
        GradientReport report = check((h, v) -> new Product(
                        Parameter.of("P", random(5, 5)),
                        h.matMul(Constant.of("R", random(3, 5))),
                        (op, upstream) -> List.of(right(op, upstream, 1), right(op, upstream, 0)))
                .matMul(Constant.of("S", random(5, 3))));
        assertThat(report.guilty()).hasSize(2);
        assertThat(report.guilty()).allSatisfy(rule -> {
            assertThat(rule.op()).isInstanceOf(Product.class);
            assertThat(rule.diagnosis().orElseThrow().cause()).isEqualTo(Cause.SWAPPED);
        });
        assertThat(report.toString())
                .contains("for P: the gradient is that of b: are the two swapped?")
                .contains("for b: the gradient is that of P: are the two swapped?");
    }

    /** A sum along the wrong axis is the gradient of the other operand, but the two are not swapped. */
    @Test
    void aWrongAxisIsNotCalledASwap() {
        Parameter column = Parameter.of("c", random(3, 1));
        Parameter row = Parameter.of("r", random(1, 3));
        Node outer = new Plus(
                        column,
                        row,
                        (op, upstream) -> List.of(
                                upstream.sum(0).reshape(3, 1),
                                upstream.sumTo(op.b().shape())))
                .named("z");
        assertThat(cause(GradientCheck.of(Run.of(Graph.of(outer.sin().sum()))).check()))
                .isEqualTo(Cause.UNKNOWN);
    }

    /** The matrix is almost symmetric, so its transpose would be an equally good explanation. */
    @Test
    void anErrorInTheLastDigitsIsNotExplainedByAPattern() {
        GradientReport report = check((h, v) -> new Product(
                h,
                Parameter.of("Q", Tensor.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}})),
                (op, upstream) -> List.of(right(op, upstream, 0).multiply(1 + 2.8e-8), right(op, upstream, 1))));
        assertThat(diagnosis(report))
                .isEqualTo(new Diagnosis(Cause.CONSTANT_FACTOR, "the gradient is 1 + 2.8e-8 times what it should be"));
    }

    /** The random gradients are of ordinary size; the actual upstream gradient here is not. */
    @Test
    void aRuleIsTriedWithTheGradientThatArrives() {
        Parameter x = Parameter.of("x", random(4));
        Node clips = new Cube(x, (op, upstream) -> upstream.clip(-100, 100).multiply(op.slope())).named("z");
        GradientReport clipped =
                GradientCheck.of(Run.of(Graph.of(clips.multiply(1e4).sum()))).check();
        assertThat(guilty(clipped).op()).isSameAs(clips);
        Node drops = new Cube(
                        x,
                        (op, upstream) ->
                                upstream.abs().less(1e-6).where(Constant.of(0), upstream.multiply(op.slope())))
                .named("z");
        GradientReport dropped =
                GradientCheck.of(Run.of(Graph.of(drops.multiply(1e-7).sum()))).check();
        assertThat(guilty(dropped).op()).isSameAs(drops);
    }

    @Test
    void opsThatAreNoFunctionsAreNamedAsSuch() {
        for (UnaryOperator<Node> op : List.<UnaryOperator<Node>>of(BrokenOps.Counting::new, BrokenOps.Stale::new)) {
            GradientReport report = check((h, v) -> op.apply(h));
            assertThat(cause(report)).isEqualTo(Cause.NOT_REPEATABLE);
            assertThat(report.toString()).contains(" is not a function of its inputs: z:(n_batch=5, 3) = ");
        }
    }

    /** tanh is flat there, so the graph's gradients do not show the mistake, but the separate check of the rule does. */
    @Test
    void aRuleIsFoundThoughTheGraphHidesIt() {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {0.5, 40}));
        Node cubed = new Cube(x, (op, upstream) -> op.x().greater(3).where(upstream, upstream.multiply(op.slope())));
        GradientReport report =
                GradientCheck.of(Run.of(Graph.of(cubed.tanh().sum()))).check();
        assertThat(report.gradientCounts().passed()).isTrue();
        assertThat(report.guilty()).extracting(RuleCheck::op).containsExactly((Op) cubed);
        assertThat(report.passed()).isFalse();
    }

    @Test
    void manyGuiltyRulesStillFitTheScreen() {
        Node node = Parameter.of("x", random(4, 4));
        for (int i = 0; i < 9; i++) {
            node = new Cube(node.tanh(), (op, upstream) -> upstream.negate());
        }
        String text = GradientCheck.of(Run.of(Graph.of(node.mean()))).check().toString();
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(26);
        assertThat(text).contains("… and 6 more gradients that rules give");
    }
}
