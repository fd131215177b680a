package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.check.BrokenOps.Cube;
import dev.gradus.graph.Graph;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Activations;
import dev.gradus.node.BackwardRuleException;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.FeedException;
import dev.gradus.run.Run;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private static final Tensor X = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    private static final Tensor AND = Tensor.of(new double[][] {{0}, {0}, {0}, {1}});

    private final Input x = Input.of("x", 4, 2);
    private final Input y = Input.of("y", 4, 1);
    private final Parameter w = Parameter.of("W", Tensor.of(new double[][] {{1.2}, {0.3}}));
    private final Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
    private final Node z = x.matMul(w).add(b).named("z");
    private final Node yHat = z.sigmoid().named("ŷ");
    private final Node loss = new MseLoss(yHat, y).named("J");
    private final Run run = Run.of(Graph.of(loss)).feed(x, X).feed(y, AND);

    private static Run runOf(Node objective) {
        return Run.of(Graph.of(objective));
    }

    private static GradientReport check(Node objective) {
        return GradientCheck.of(runOf(objective)).check();
    }

    private static Parameter vector(double... values) {
        return Parameter.of("x", Tensor.of(values));
    }

    // The lesson

    @Test
    void theLessonPasses() {
        GradientReport report = GradientCheck.of(run).check().assertPassed();
        assertThat(report.gradientCounts()).isEqualTo(new VerdictCounts(3, 0, 0, 0));
        assertThat(report.gradientVerdicts())
                .hasSize(2)
                .containsEntry(w, Verdict.PASS)
                .containsEntry(b, Verdict.PASS);
        assertThat(report.ruleVerdicts().keySet())
                .extracting(Op::name)
                .containsExactly("MatMul", "AddBroadcast", "Sigmoid", "MseLoss");
        assertThat(report.ruleVerdicts().values()).containsOnly(Verdict.PASS);
        assertThat(report.toString()).isEqualTo("""
                Gradient check of J:() = MseLoss(ŷ, y): passed
                           elements  checked  pass  wrong  at a kink  inconclusive
                gradients         3        3     3      0          0             0
                rules            27       27    27      0          0             0""");
    }

    @Test
    void theNumericalGradientIsTheRunsOwnToTwelveDigits() {
        run.forward();
        run.backward();
        NodeCheck check = GradientCheck.of(run).check().gradient(w).orElseThrow();
        assertThat(check.elements()).hasSize(2).allSatisfy(element -> {
            assertThat(element.x()).isEqualTo(w.initialValue().toArray()[element.position()]);
            assertThat(element.backward()).isEqualTo(run.gradient(w).toArray()[element.position()]);
            assertThat(element.relativeError()).isLessThan(1e-12);
            assertThat(element.ratio()).isBetween(1 - 1e-12, 1 + 1e-12);
        });
    }

    @Test
    void inputsAndValuesInBetweenAreCheckedWhenAskedFor() {
        GradientReport report =
                GradientCheck.of(run).nodes(x, y, z, yHat, loss).check().assertPassed();
        assertThat(report.gradients()).extracting(NodeCheck::node).containsExactly(x, y, z, yHat, loss);
        assertThat(report.gradientCounts()).isEqualTo(new VerdictCounts(21, 0, 0, 0));
        assertThat(report.gradient(w)).isEmpty();
    }

    @Test
    void theCheckLeavesTheRunAsItIs() {
        double before = run.forward();
        run.backward();
        Tensor gradient = run.gradient(w);
        GradientCheck.of(run).nodes(x, w, z).check();
        assertThat(run.gradient(w)).isEqualTo(gradient);
        assertThat(run.parameters().get(w)).isEqualTo(w.initialValue());
        assertThat(run.forward()).isEqualTo(before);
    }

    @Test
    void aCheckStandsWhereTheParametersAreWhenItIsMade() {
        GradientCheck check = GradientCheck.of(run);
        run.parameters().set(b, Tensor.full(b.shape(), 0.7));
        assertThat(check.check().gradient(b).orElseThrow().elements().get(0).x())
                .isEqualTo(0.7);
    }

    @Test
    void theSameSeedGivesTheSameReport() {
        GradientCheck check = GradientCheck.of(run).ruleElements(2);
        assertThat(check.check()).hasToString(check.check().toString());
        assertThat(check.check().rules())
                .isEqualTo(check.check().rules())
                .isNotEqualTo(check.seed(1).check().rules());
    }

    // Samples

    @Test
    void largeNodesAreSampledAndTheReportSaysSo() {
        Parameter large = Parameter.of("V", Tensor.generate(Shape.of(50, 3), i -> i / 50.0));
        GradientReport report = GradientCheck.of(runOf(large.sin().sum()))
                .elements(20)
                .ruleElements(10)
                .check()
                .assertPassed();
        assertThat(report.gradientCounts().elements()).isEqualTo(20);
        assertThat(report.ruleCounts().elements()).isEqualTo(20);
        assertThat(report.gradient(large).orElseThrow().elements())
                .extracting(ElementCheck::position)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(report.toString()).containsPattern("gradients +150 +20 +20 ").containsPattern("rules +300 +20 +20 ");
    }

    // Kinks, jumps, edges, and inputs without derivatives

    @Test
    void atAKinkTheSubgradientIsAccepted() {
        Parameter p = vector(-1, 0, 2);
        GradientReport report = check(p.relu().sum()).assertPassed();
        assertThat(report.gradientVerdicts()).containsEntry(p, Verdict.AT_KINK);
        assertThat(report.gradient(p).orElseThrow().elements())
                .extracting(ElementCheck::verdict)
                .containsExactly(Verdict.PASS, Verdict.AT_KINK, Verdict.PASS);
    }

    @Test
    void maximaShareTiesAndPass() {
        check(vector(1, 3, 3, 3).max()).assertPassed();
    }

    @Test
    void atAKinkWhatLiesOutsideOfBothSlopesIsWrong() {
        Node bad = new BrokenOps.Rectifier(vector(-1, 0, 2), 1.5);
        GradientReport report = check(bad.sum());
        assertThat(report.guilty()).hasSize(1);
        assertThat(report.toString()).containsPattern("∂J/∂x\\[1\\] +0 +1\\.5 +0 \\| 1 +WRONG");
    }

    @Test
    void locallyConstantOpsAreNotAccused() {
        Parameter p = vector(-1.5, 0, 1, 2.3);
        Node steps = p.floor().add(p.sign()).add(p.greater(1)).add(p.equal(0)).add(p.lessEqual(2.3));
        GradientReport report = check(steps.multiply(p.sin()).sum());
        assertThat(report.guilty()).isEmpty();
        assertThat(report.ruleCounts().passed()).isTrue();
        assertThat(report.ruleCounts().atKink()).isPositive();
    }

    @Test
    void indicesAreNotMoved() {
        Input indices = Input.of("i", 3);
        Parameter p = vector(0.5, -1, 2);
        Run gathering = runOf(p.take(indices, 0).square().sum()).feed(indices, new double[] {2, 0, 2});
        GradientReport report = GradientCheck.of(gathering).check().assertPassed();
        assertThat(report.rules())
                .filteredOn(rule -> rule.skipped().isPresent())
                .singleElement()
                .satisfies(rule -> assertThat(rule.inputName()).isEqualTo("i"));
        assertThat(report.toString())
                .endsWith("  not checked: Gather for i, zero, and the op accepts no nearby values");
    }

    @Test
    void aStoppedGradientIsAConstantToTheNumericalOneToo() {
        Parameter p = vector(0.5, -1, 2);
        Node stopped = p.stopGradient();
        GradientReport report = check(p.multiply(stopped).sum()).assertPassed();
        assertThat(report.gradient(p).orElseThrow().elements())
                .extracting(ElementCheck::backward)
                .containsExactly(0.5, -1.0, 2.0);
        assertThat(report.rule((Op) stopped, 0).orElseThrow().skipped()).contains("its input is taken as a constant");
        assertThat(report.ruleVerdicts()).doesNotContainKey((Op) stopped);
    }

    @Test
    void anUndefinedRuleIsNotChecked() {
        Parameter p = vector(0.5, 2);
        GradientReport report = check(p.pow(3).sum()).assertPassed();
        assertThat(report.toString())
                .endsWith(
                        "  not checked: PowBroadcast for b, undefined: a constant exponent is not differentiated; make it"
                                + " an Input or a Parameter");
    }

    @Test
    void anElementNextToZeroIsNotMovedAcrossIt() {
        check(vector(1e-9, 1e-4, 0.3).log().sum()).assertPassed();
        check(vector(-1e-9, 1e-12, 0.3).reciprocal().sum()).assertPassed();
    }

    @Test
    void elsewhereADomainHelps() {
        Parameter p = vector(1 + 3e-8, 2);
        Node objective = p.subtract(1)
                .log()
                .multiply(Constant.of(Tensor.of(new double[] {3e-8, 1})))
                .sum();
        GradientCheck check = GradientCheck.of(runOf(objective));
        assertThat(check.check().gradientCounts().passed()).isFalse();
        assertThat(check.domain(p, 1, 5).check().gradientCounts().passed()).isTrue();
    }

    @Test
    void whereNothingCanBeSaidTheCheckFails() {
        Parameter x = vector(0, 1);
        GradientReport report = check(Functions.xlogy(x, x).sum());
        assertThat(report.passed()).isFalse();
        assertThat(report.gradientCounts()).isEqualTo(new VerdictCounts(1, 0, 0, 1));
        assertThat(report.toString())
                .containsPattern("∂J/∂x\\[0\\] +0 +\\S+ +not settled +INCONCLUSIVE")
                .endsWith(
                        "Where slopes do not settle, the function has no derivative, or is infinite or NaN nearby. Check at"
                                + " another point.");
    }

    @Test
    void nanInTheForwardPassFailsTheCheck() {
        GradientReport report =
                check(vector(-1, 0.5, 2).log().multiply(Constant.of(0)).sum());
        assertThat(report.passed()).isFalse();
        assertThat(report.gradientCounts()).isEqualTo(new VerdictCounts(0, 0, 0, 3));
    }

    @Test
    void oneInAHundredMayBeInconclusive() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> i);
        Parameter x = vector(values);
        GradientReport report = GradientCheck.of(runOf(Functions.xlogy(x, x).sum()))
                .ruleElements(100)
                .check();
        assertThat(report.gradientCounts()).isEqualTo(new VerdictCounts(99, 0, 0, 1));
        assertThat(report.passed()).isTrue();
    }

    // Intended infinities

    private static final Tensor CAUSAL = Tensor.generate(Shape.of(4, 4), i -> i % 4 <= i / 4 ? 1 : 0);

    private static Node attention(Node scores, Node mask, Node minusInfinity) {
        Node value = Parameter.of("v", Tensor.generate(Shape.of(4, 2), i -> Math.sin(i)));
        return Activations.softmax(mask.where(scores, minusInfinity), 1)
                .matMul(value)
                .square()
                .sum();
    }

    @Test
    void aCausalMaskIsFollowed() {
        Node q = Parameter.of("q", Tensor.generate(Shape.of(4, 3), i -> Math.cos(3 * i)));
        Node scores = q.matMul(q.transpose()).multiply(0.7);
        Node infinite = Constant.of(Double.NEGATIVE_INFINITY);
        check(attention(scores, Constant.of("mask", CAUSAL), infinite)).assertPassed();
        Constant added = Constant.of("mask", CAUSAL.map(x -> x == 0 ? Double.NEGATIVE_INFINITY : 0));
        check(attention(scores.add(added), Constant.of(1), infinite)).assertPassed();
        Node computed = Constant.of("row", Tensor.generate(Shape.of(4, 1), i -> i))
                .greaterEqual(Constant.of("column", Tensor.generate(Shape.of(1, 4), i -> i)));
        check(attention(scores, computed, infinite)).assertPassed();
        Input mask = Input.of("mask", 4, 4);
        GradientCheck.of(runOf(attention(scores, mask, infinite)).feed(mask, CAUSAL))
                .check()
                .assertPassed();
    }

    /** Also if the mask depends on learned values, and if the log of the weights is taken. */
    @Test
    void aMaskThatIsComputedIsFollowed() {
        Node scores = Parameter.of("s", Tensor.generate(Shape.of(3, 4), i -> Math.cos(3 * i)));
        Node masked = scores.greater(-0.5).where(scores, Constant.of(Double.NEGATIVE_INFINITY));
        check(masked.logSumExp(1).sum()).assertPassed();
        check(masked.max(1).sum()).assertPassed();
        check(Activations.softmax(masked, 1).square().sum()).assertPassed();
    }

    @Test
    void aGradientToAnInfiniteElementIsNotRight() {
        Node s = Parameter.of("s", Tensor.of(new double[] {1, 2}));
        Node masked = Constant.of(Tensor.of(new double[] {1, 0})).where(s, Constant.of(Double.NEGATIVE_INFINITY));
        assertThat(check(masked.exp().add(masked).max().sum()).passed()).isTrue();
        assertThat(check(masked.sigmoid().sum().add(masked.sum().sigmoid())).passed())
                .as("−∞ in a sum hides all others")
                .isTrue();
        assertThat(check(masked.multiply(masked).sigmoid().sum()).passed()).isFalse();
    }

    @Test
    void rulesTowardsConstantsAreNotChecked() {
        Node scale = Constant.of("scale", Tensor.of(new double[] {3, 4}));
        Node p = vector(1, 2);
        GradientReport report = check(p.multiply(scale).sum()).assertPassed();
        assertThat(report.toString()).endsWith("  not checked: MultiplyBroadcast for scale, a constant");
    }

    /** relu(x) − relu(−x) is x, but at 0 both rules choose 0. */
    @Test
    void whereKinksMeetTheGradientIsWrongThoughNoRuleIs() {
        Parameter p = vector(0);
        GradientReport report = check(p.relu().subtract(p.negate().relu()).sum());
        assertThat(report.passed()).isFalse();
        assertThat(report.guilty()).isEmpty();
        assertThat(report.toString())
                .contains("No rule is wrong by itself. Some ops are at kinks; where several kinks meet, the"
                        + " combined choice of their rules need not be a slope.");
    }

    /** The numerical derivative is exactly 0; the gradient is the rounding error of 0.1 + 0.2 − 0.3. */
    @Test
    void aGradientThatCancelsOutButForRoundingPasses() {
        Parameter p = vector(0.5, -1);
        Node half = p.multiply(0.1).add(p.multiply(0.2)).subtract(p.multiply(0.3));
        Node nothing = half.subtract(half.multiply(1));
        GradientReport report = check(nothing.add(p.multiply(0)).sum()).assertPassed();
        assertThat(report.gradientCounts()).isEqualTo(new VerdictCounts(2, 0, 0, 0));
        check(half.sum()).assertPassed();
    }

    // Failures

    @Test
    void aFailureIsThrownWithTheReport() {
        GradientReport report = check(new Cube(vector(1, 2), (op, upstream) -> upstream).sum());
        assertThatThrownBy(report::assertPassed)
                .isInstanceOf(GradientCheckException.class)
                .hasMessage(report.toString())
                .extracting(thrown -> ((GradientCheckException) thrown).report())
                .isSameAs(report);
    }

    @Test
    void theToleranceIsTheUsers() {
        GradientCheck check = GradientCheck.of(runOf(new Cube(
                        vector(1, 2),
                        (op, upstream) -> upstream.multiply(op.slope()).multiply(1 + 1e-6))
                .sum()));
        assertThat(check.check().passed()).isFalse();
        assertThat(check.rtol(1e-5).check().passed()).isTrue();
        assertThat(check.check().passed()).as("the option made a new check").isFalse();
    }

    // Misuse

    @Test
    void severalOutputsAreRefused() {
        assertThatThrownBy(() ->
                        GradientCheck.of(Run.of(Graph.of(loss, yHat)).feed(x, X).feed(y, AND)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Gradients need an objective of one element, such as a loss, but the outputs are"
                        + " J (), ŷ (4, 1). Name the objective: Run.builder(graph).objective(J)");
        assertThatThrownBy(() -> GradientCheck.of(runOf(yHat)))
                .hasMessageEndingWith(
                        "but the outputs are ŷ (4, 1). Reduce one to a single number with sum() or mean()");
    }

    @Test
    void aGraphWithoutParametersIsRefusedUnlessNodesAreNamed() {
        Input only = Input.of("a", 2);
        Node square = only.square().sum().named("S");
        GradientCheck check = GradientCheck.of(runOf(square).feed(only, new double[] {1, 2}));
        assertThatThrownBy(check::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("GradientCheck: S () has no parameters; name the nodes to check with nodes(…)");
        check.nodes(only).check().assertPassed();
        assertThat(check.nodes().check().assertPassed().gradients()).isEmpty();
    }

    @Test
    void strangersAreRefused() {
        Parameter stranger = Parameter.of("V", Tensor.zeros(2));
        assertThatThrownBy(() -> GradientCheck.of(run).nodes(w, stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GradientCheck: nodes(V) names a node that the output J () does not depend on");
        assertThatThrownBy(() -> GradientCheck.of(run).domain(stranger, 0, 1))
                .hasMessage("GradientCheck: domain(V) names a node that the output J () does not depend on");
    }

    @Test
    void impossibleOptionsAreRefused() {
        GradientCheck check = GradientCheck.of(run);
        assertThatThrownBy(() -> check.rtol(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GradientCheck: rtol(-1.0): the tolerance must be finite and not negative");
        assertThatThrownBy(() -> check.rtol(Double.NaN)).hasMessageContaining("rtol(NaN)");
        assertThatThrownBy(() -> check.elements(0))
                .hasMessage("GradientCheck: elements(0): the number of elements must be at least 1");
        assertThatThrownBy(() -> check.ruleElements(-3)).hasMessageContaining("ruleElements(-3)");
        assertThatThrownBy(() -> check.domain(w, 2, 2))
                .hasMessage("GradientCheck: domain(W, 2.0, 2.0) is empty; low must be less than high");
    }

    @Test
    void aValueOutsideOfItsDomainIsRefused() {
        assertThatThrownBy(() -> GradientCheck.of(run).domain(w, 0, 1).check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("GradientCheck: W is 1.2 at [0, 0], outside its domain from 0.0 to 1.0");
    }

    @Test
    void missingFeedsAreTold() {
        assertThatThrownBy(() -> GradientCheck.of(runOf(loss)).check()).isInstanceOf(FeedException.class);
    }

    @Test
    void rulesOfTheWrongShapeAreTold() {
        Node bad = new Cube(vector(1, 2), (op, upstream) -> upstream.sum());
        assertThatThrownBy(() -> Run.of(Graph.of(bad.sum()))).isInstanceOf(BackwardRuleException.class);
    }

    @Test
    void noGradientAtAllIsTold() {
        Constant exponent = Constant.of(3);
        Run powers = runOf(vector(1, 2).pow(exponent).sum());
        assertThatThrownBy(() -> GradientCheck.of(powers).nodes(exponent).check())
                .isInstanceOf(UndefinedGradientException.class)
                .hasMessageContaining("a constant exponent is not differentiated");
    }

    @Test
    void verdictsOfSingleRulesCanBeAskedFor() {
        GradientReport report = GradientCheck.of(run).check();
        assertThat(report.rule((Op) yHat, 0).orElseThrow().counts()).isEqualTo(new VerdictCounts(4, 0, 0, 0));
        assertThat(report.rule((Op) yHat, 1)).isEmpty();
        assertThat(List.copyOf(report.ruleVerdicts().keySet()).get(2)).isSameAs(yHat);
    }

    // Ops that reject values

    @Test
    void oneHotTargetsAreTheEdgeOfWhatALossTakes() {
        Parameter logits = Parameter.of("z", Tensor.of(new double[][] {{1, 2, -1}, {3, 1, 0.5}}));
        Input targets = Input.of("y", 2, 3);
        Run classifier = runOf(new CrossEntropyLoss(logits, targets).named("J")).feed(targets, new double[][] {
            {0, 1, 0}, {0.25, 0.5, 0.25}
        });
        GradientReport report =
                GradientCheck.of(classifier).nodes(logits, targets).check().assertPassed();
        assertThat(report.gradientCounts()).isEqualTo(new VerdictCounts(12, 0, 0, 0));
        assertThat(report.ruleCounts()).isEqualTo(new VerdictCounts(12, 0, 0, 0));
    }

    @Test
    void aValueNearAnEdgeIsMovedNoFurtherThanTheOpTakes() {
        Parameter p = vector(0.97, 0.0004, 1 - 1e-12);
        assertThat(GradientCheck.of(runOf(new Odds(p).sum()))
                        .check()
                        .assertPassed()
                        .gradientCounts())
                .isEqualTo(new VerdictCounts(3, 0, 0, 0));
    }

    /** x², defined for probabilities only. */
    private static final class Odds extends UnaryOp {
        Odds(Node x) {
            super(x, Odds::new);
        }

        @Override
        public double apply(double x) {
            if (!(x >= 0 && x <= 1)) {
                throw new IllegalArgumentException("Odds: " + x + " is no probability");
            }
            return x * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x().multiply(2)));
        }
    }
}
