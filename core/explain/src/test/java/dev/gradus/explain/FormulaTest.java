package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Dependence;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormulaTest {
    private final Parameter a = Parameter.of("a", Tensor.eye(2));
    private final Parameter b = Parameter.of("b", Tensor.full(Shape.of(2, 2), 3));
    private final Parameter c = Parameter.of("c", Tensor.full(Shape.of(2, 2), -0.5));

    private static Explanation explain(Node node) {
        return Explanation.of(
                Trace.of(Evaluator.of(Graph.of(node.named("f").sum().named("J")))));
    }

    private static String text(Node node) {
        return explain(node).equations().stream()
                .map(Equation::toString)
                .filter(line -> line.startsWith("f = "))
                .findFirst()
                .orElseThrow()
                .substring(4);
    }

    @Test
    void parenthesesStandOnlyWhereTheOrderNeedsThem() {
        assertThat(text(a.add(b).multiply(c))).isEqualTo("(a + b) ∗ c");
        assertThat(text(a.subtract(b.subtract(c)))).isEqualTo("a − (b − c)");
        assertThat(text(a.subtract(b).subtract(c))).isEqualTo("a − b − c");
        assertThat(text(a.multiply(b).matMul(c))).isEqualTo("(a ∗ b) c");
        assertThat(text(a.matMul(b).multiply(c))).isEqualTo("ab ∗ c");
        assertThat(text(a.matMul(b).transpose())).isEqualTo("(ab)ᵀ");
        assertThat(text(a.negate().square())).isEqualTo("(−a)²");
        assertThat(text(a.add(b).divide(2))).isEqualTo("1/2 · (a + b)");
        assertThat(text(a.sum(1).keepDims().multiply(b))).isEqualTo("(Σ_j a) ∗ b");
    }

    @Test
    void laTeXAndMathMlDrawFractionsPowersAndRoots() {
        Equation equation = explain(a.divide(b.sqrt()).pow(3)).equations().get(0);
        assertThat(equation.formula().right().latex())
                .isEqualTo("(\\frac{a}{\\sqrt{b}})^{3}".replace("(", "\\left(").replace(")^", "\\right)^"));
        assertThat(equation.formula().right().mathMl())
                .contains("<mfrac><mrow><mi>a</mi></mrow><mrow><msqrt><mi>b</mi></msqrt></mrow></mfrac>")
                .contains("<mn>3</mn>");
    }

    @Test
    void namesAreSetAsATextbookSetsThem() {
        assertThat(new Formula.Name("ŷ").latex()).isEqualTo("\\hat{y}");
        assertThat(new Formula.Name("W₁₂").latex()).isEqualTo("W_{12}");
        assertThat(new Formula.Name("W1").latex()).isEqualTo("W_{1}");
        assertThat(new Formula.Name("W1").mathMl()).isEqualTo("<msub><mi>W</mi><mtext>1</mtext></msub>");
        assertThat(new Formula.Name("conv1").latex()).isEqualTo("\\mathit{conv1}");
        assertThat(new Formula.Name("n_batch").latex()).isEqualTo("n_{\\text{batch}}");
        assertThat(new Formula.Name("θ").latex()).isEqualTo("\\theta");
        assertThat(new Formula.Name("loss").latex()).isEqualTo("\\mathit{loss}");
        assertThat(new Formula.Name("ŷ").mathMl()).contains("<mover accent=\"true\"><mi>y</mi>");
    }

    @Test
    void namesCannotBreakOut() {
        Formula wicked = new Formula.Name("<script>alert(\"1\")</script>&'");
        assertThat(wicked.mathMl())
                .doesNotContain("<script")
                .contains("&lt;script&gt;")
                .contains("&amp;");
        assertThat(new Formula.Name("}\\input{x}$%#").latex())
                .isEqualTo("\\text{\\}\\textbackslash{}input\\{x\\}\\$\\%\\#}");
        Parameter named = Parameter.of("<script>\"'", Tensor.ones(2, 2));
        Explanation explanation = explain(named.multiply(a));
        assertThat(explanation.mathMl()).doesNotContain("<script");
        assertThat(explanation.numpy()).startsWith("f = script * a\n");
        assertThat(explanation.java()).startsWith("Node f = script.multiply(a);\n");
    }

    @Test
    void aChoiceOfNothingIsAnIndicator() {
        List<String> lines =
                explain(a.relu()).equations().stream().map(Equation::toString).toList();
        assertThat(lines).contains("∂J/∂a = ∂J/∂f ∗ [a > 0]");
    }

    @Test
    void aValueThatIsUsedTwiceHasPartsThatAreAdded() {
        List<String> lines = explain(a.multiply(b).add(a)).equations().stream()
                .map(Equation::toString)
                .toList();
        assertThat(lines).contains("∂J/∂a|2 = ∂J/∂f ∗ b", "∂J/∂a|1 = ∂J/∂f", "∂J/∂a = ∂J/∂f + ∂J/∂a|2");
    }

    /** A user-defined op without a notation. */
    private static final class Erfcx extends UnaryOp {
        Erfcx(Node x) {
            super(x, Erfcx::new);
        }

        @Override
        public double apply(double x) {
            return x * x * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x().square().multiply(3)));
        }
    }

    /** A user-defined op with a notation. */
    private static final class Circle extends Op {
        Circle(Node left, Node right) {
            super(left.shape(), left, right, Circle::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[0][i] + in[1][i] + in[0][i] * in[1][i];
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(input(1).add(1)), upstream.multiply(input(0).add(1)));
        }

        @Override
        public Notation notation() {
            return Notation.infix("∘", Binding.PRODUCT);
        }
    }

    @Test
    void usersOpsPrintFromTheirNotationOrTheirName() {
        Explanation erfcx = explain(new Erfcx(a));
        assertThat(erfcx.text()).contains("f = Erfcx(a)", "∂J/∂a = ∂J/∂f ∗ Erfcx′(a)");
        assertThat(erfcx.latex()).contains("\\operatorname{Erfcx}(a)");
        assertThat(erfcx.java()).startsWith("Node f = new Erfcx(a);\n");
        assertThat(erfcx.numpy()).startsWith("f = Erfcx(a)\n");
        assertThat(text(new Circle(a.add(b), c))).isEqualTo("(a + b) ∘ c");
        ElementEquation element = explain(new Circle(a, b))
                .element(
                        Trace.of(Evaluator.of(Graph.of(new Circle(a, b).sum())))
                                .steps()
                                .get(0),
                        0,
                        0);
        assertThat(element.value()).isEqualTo(7);
    }

    /** A user-defined op that declares that it sums columns. */
    private static final class ColumnTotals extends Op {
        ColumnTotals(Node x) {
            super(Shape.of(x.shape().size(1)), x, ColumnTotals::new);
        }

        @Override
        public Dependence dependence() {
            return Dependence.SUM;
        }

        @Override
        public List<Integer> reducedAxes() {
            return List.of(0);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            for (int j = 0; j < out.length; j++) {
                out[j] = 0;
                for (int i = j; i < in[0].length; i += out.length) {
                    out[j] += in[0][i];
                }
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.broadcastTo(input(0).shape()));
        }
    }

    @Test
    void usersOpsAreWrittenByWhatTheySayOfTheirElements() {
        Equation totals = explain(new ColumnTotals(a.add(b))).equations().get(0);
        assertThat(totals.toString()).isEqualTo("f = Σ_i (a + b)");
        assertThat(totals.element().text()).isEqualTo("f_i = Σ_j (a_ji + b_ji)");
    }

    @Test
    void ofALongSumTheRestIsTold() {
        Input many = Input.of("x", 360, 1);
        Node total = many.sum().named("J");
        Evaluator numbers = Evaluator.of(Graph.of(total)).feed(many, Tensor.full(Shape.of(360, 1), 0.5));
        Trace trace = Trace.of(numbers);
        ElementEquation element = Explanation.of(trace).element(trace.steps().get(0));
        assertThat(element.numbers().text())
                .isEqualTo("J = 0.5000 + 0.5000 + … 357 more, together 178.5000 … + 0.5000");
        assertThat(element.symbols().text())
                .startsWith("J = x₁₁ + x₂₁ + … 357 more")
                .endsWith("x_360,1");
    }

    @Test
    void numbersThatAreNotFiniteAreNamed() {
        Parameter w = Parameter.of("w", Tensor.of(new double[] {-1, 0, 1}));
        Trace trace = Trace.of(Evaluator.of(Graph.of(w.log().named("h").sum().named("J"))));
        Step log = LessonGraph.step(trace, Phase.FORWARD, trace.steps().get(0).node());
        assertThat(log.flags()).contains(Flag.NON_FINITE);
        ElementEquation element = Explanation.of(trace).element(trace.steps().get(1));
        assertThat(element.numbers().text()).isEqualTo("J = NaN + (−∞) + 0");
        assertThat(TraceJson.of(trace)).contains("[\"NaN\",\"-Infinity\",0]");
    }
}
