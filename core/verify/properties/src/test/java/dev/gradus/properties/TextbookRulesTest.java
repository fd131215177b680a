package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.explain.Explanation;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.Norms;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.TextbookForm;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules that a page shows are those of the textbooks, and come to the numbers that are computed. */
class TextbookRulesTest {
    private static final Input x = Input.of("x", 3, 4);
    private static final Input w = Input.of("w", 3, 4);
    private static final Input labels = Input.of("k", 3);

    /** For a graph {@code y = …} the lines that a page shows of its backward pass. */
    private static final String RULES = """
            matMul
                ∂J/∂x = ∂J/∂y wᵀ
                ∂J/∂w = xᵀ ∂J/∂y
            add
                ∂J/∂x = ∂J/∂y
                ∂J/∂w = ∂J/∂y
            add a row
                ∂J/∂x = ∂J/∂y
                ∂J/∂b = Σ_i ∂J/∂y
            subtract
                ∂J/∂x = ∂J/∂y
                ∂J/∂w = −∂J/∂y
            multiply
                ∂J/∂x = ∂J/∂y ∗ w
                ∂J/∂w = ∂J/∂y ∗ x
            divide
                ∂J/∂x = ∂J/∂y / w
                ∂J/∂w = −(∂J/∂y / w ∗ y)
            negate
                ∂J/∂x = −∂J/∂y
            reciprocal
                ∂J/∂x = −(∂J/∂y ∗ y ∗ y)
            square
                ∂J/∂x = ∂J/∂y ∗ x ∗ 2
            cube
                ∂J/∂x = ∂J/∂y ∗ (3 · x ^ 2)
            pow
                ∂J/∂x = ∂J/∂y ∗ (w ∗ x ^ (w − 1))
                ∂J/∂w = ∂J/∂y ∗ (y ∗ log(x))
            sqrt
                ∂J/∂x = ∂J/∂y / (y ∗ 2)
            exp
                ∂J/∂x = ∂J/∂y ∗ y
            log
                ∂J/∂x = ∂J/∂y / x
            abs
                ∂J/∂x = ∂J/∂y ∗ sign(x)
            sin
                ∂J/∂x = ∂J/∂y ∗ cos(x)
            cos
                ∂J/∂x = −(∂J/∂y ∗ sin(x))
            asin
                ∂J/∂x = ∂J/∂y / √(1 − x²)
            atan
                ∂J/∂x = ∂J/∂y / (1 + x²)
            sigmoid
                σ(x) = 1 / (1 + exp(−x))
                σ′(x) = σ(x) ∗ (1 − σ(x))
                ∂J/∂x = ∂J/∂y ∗ σ′(x)
            tanh
                ∂J/∂x = ∂J/∂y ∗ tanh′(x)
            relu
                ∂J/∂x = ∂J/∂y ∗ [x > 0]
            leakyRelu
                ∂J/∂x = where(x > 0, ∂J/∂y, ∂J/∂y ∗ 0.1)
            elu
                ∂J/∂x = where(x > 0, ∂J/∂y, ∂J/∂y ∗ (exp(x / 1) ∗ ½))
            softplus
                softplus(x) = log(1 + exp(x))
                softplus′(x) = σ(x)
                ∂J/∂x = ∂J/∂y ∗ σ(x)
            gelu
                ∂J/∂x|y = ∂J/∂y ∗ (erfc(v₁) ∗ ½)
                ∂J/∂(erfc(v₁) ∗ ½) = ∂J/∂y ∗ x
                ∂J/∂(erfc(v₁)) = ∂J/∂(erfc(v₁) ∗ ½) ∗ ½
                ∂J/∂v₁ = ∂J/∂(erfc(v₁)) ∗ erfc′(v₁)
                ∂J/∂x|v₁ = ∂J/∂v₁ ∗ (−0.7071067811865476)
                ∂J/∂x = ∂J/∂x|y + ∂J/∂x|v₁
            sum
                ∂y/∂x = 1
            sum over columns
                ∂J/∂x = ∂J/∂y
            mean
                ∂y/∂x = ∂y/∂y / 12
            max over columns
                ∂J/∂x = ∂J/∂y / (Σ_j (x = y)) ∗ [x = y]
            maximum
                ∂J/∂x = where(x > w, ∂J/∂y, ∂J/∂y / 2 ∗ [x = w])
                ∂J/∂w = where(w > x, ∂J/∂y, ∂J/∂y / 2 ∗ [x = w])
            norm
                ∂J/∂x = x / y ∗ ∂J/∂y
            logSumExp
                ∂J/∂x = ∂J/∂y ∗ exp(x − y)
            softmax
                ∂J/∂x = y ∗ (∂J/∂y − (Σ_j y ∗ ∂J/∂y))
            softmax over rows
                ∂J/∂x = y ∗ (∂J/∂y − (Σ_i y ∗ ∂J/∂y))
            logSoftmax
                ∂J/∂x = ∂J/∂y − softmax(x) ∗ (Σ_j ∂J/∂y)
            standardize
                ∂J/∂v₁|y = ∂J/∂y / √(v₂ + 0.01)
                ∂J/∂(√(v₂ + 0.01)) = Σ_j −(∂J/∂y / √(v₂ + 0.01) ∗ y)
                ∂J/∂(v₂ + 0.01) = ∂J/∂(√(v₂ + 0.01)) / (√(v₂ + 0.01) ∗ 2)
                ∂J/∂v₂ = ∂J/∂(v₂ + 0.01)
                ∂J/∂(v₁²) = ∂J/∂(v₂ + 0.01) / 4
                ∂J/∂v₁|2 = ∂J/∂(v₁²) ∗ v₁ ∗ 2
                ∂J/∂v₁ = ∂J/∂v₁|y + ∂J/∂v₁|2
                ∂J/∂x|1 = ∂J/∂v₁
                ∂J/∂(1/4 · Σ_j x) = Σ_j −∂J/∂v₁
                ∂J/∂x|2,2 = ∂J/∂(1/4 · Σ_j x) / 4
                ∂J/∂x = ∂J/∂v₁ + ∂J/∂x|2,2
            conv2d
                ∂J/∂x = conv(∂J/∂y, transpose(flip(w, axes 2, 3), (1, 0, 2, 3)), padding 1)
                ∂J/∂w = transpose(conv(transpose(x, (1, 0, 2, 3)), transpose(∂J/∂y, (1, 0, 2, 3))), (1, 0, 2, 3))
            MseLoss
                ∂y/∂x = 1/3 · (x − w)
                ∂y/∂w = 1/3 · (w − x)
            L1Loss
                ∂y/∂x = sign(x − w) / 3
                ∂y/∂w = −∂y/∂x
            BinaryCrossEntropyLoss
                ∂y/∂x = 1/3 · (σ(x) − w)
                ∂y/∂w = −(x / 3)
            CrossEntropyLoss of labels
                ∂y/∂x = 1/3 · (softmax(x) − oneHot(k, depth 4))
            CrossEntropyLoss of distributions
                ∂y/∂x = 1/3 · (softmax(x) ∗ (Σ_j w) − w)
                ∂y/∂w = −(logSoftmax(x) / 3)
            """;

    private static Map<String, Node> graphs() {
        Map<String, Node> graphs = new LinkedHashMap<>();
        graphs.put("matMul", x.matMul(Input.of("w", 4, 2)));
        graphs.put("add", x.add(w));
        graphs.put("add a row", x.add(Input.of("b", 1, 4)));
        graphs.put("subtract", x.subtract(w));
        graphs.put("multiply", x.multiply(w));
        graphs.put("divide", x.divide(w));
        graphs.put("negate", x.negate());
        graphs.put("reciprocal", x.reciprocal());
        graphs.put("square", x.square());
        graphs.put("cube", x.pow(3));
        graphs.put("pow", x.pow(w));
        graphs.put("sqrt", x.sqrt());
        graphs.put("exp", x.exp());
        graphs.put("log", x.log());
        graphs.put("abs", x.abs());
        graphs.put("sin", x.sin());
        graphs.put("cos", x.cos());
        graphs.put("asin", x.asin());
        graphs.put("atan", x.atan());
        graphs.put("sigmoid", x.sigmoid());
        graphs.put("tanh", x.tanh());
        graphs.put("relu", x.relu());
        graphs.put("leakyRelu", x.leakyRelu(0.1));
        graphs.put("elu", Activations.elu(x, 0.5));
        graphs.put("softplus", x.softplus());
        graphs.put("gelu", Activations.gelu(x));
        graphs.put("sum", x.sum());
        graphs.put("sum over columns", x.sum(1));
        graphs.put("mean", x.mean());
        graphs.put("max over columns", x.max(1));
        graphs.put("maximum", x.maximum(w));
        graphs.put("norm", x.norm(1).keepDims());
        graphs.put("logSumExp", x.logSumExp(1).keepDims());
        graphs.put("softmax", x.softmax(1));
        graphs.put("softmax over rows", x.softmax(0));
        graphs.put("logSoftmax", x.logSoftmax(1));
        graphs.put("standardize", Norms.standardize(x, 0.01, 1));
        graphs.put("conv2d", Convolutions.conv2d(Input.of("x", 1, 1, 4, 4), Input.of("w", 1, 1, 2, 2)));
        graphs.put("MseLoss", new MseLoss(x, w));
        graphs.put("L1Loss", new L1Loss(x, w));
        graphs.put("BinaryCrossEntropyLoss", new BinaryCrossEntropyLoss(x, w));
        graphs.put("CrossEntropyLoss of labels", new CrossEntropyLoss(x, labels));
        graphs.put("CrossEntropyLoss of distributions", new CrossEntropyLoss(x, w));
        return graphs;
    }

    private static Explanation explanation(Node op) {
        Node y = op.named("y");
        Node objective = y.shape().isScalar() ? y : new MseLoss(y, Input.of("target", y.shape())).named("J");
        Evaluator numbers = Evaluator.of(Graph.of(objective));
        for (Input input : numbers.graph().inputs()) {
            int size = input.shape().elements();
            numbers.feed(
                    input,
                    input == labels
                            ? Tensor.of(new double[] {0, 3, 1})
                            : Tensor.generate(input.shape(), i -> 0.1 + 0.8 * (7 * i % size) / size));
        }
        return Explanation.of(Trace.of(numbers));
    }

    /** What is shown of the backward pass, without the objective's own rule. */
    private static String rules(Node op) {
        return explanation(op).equations().stream()
                .filter(equation ->
                        equation.steps().isEmpty() || equation.steps().get(0).phase() != Phase.FORWARD)
                .map(equation -> equation.formula().text())
                .filter(line -> !line.matches("∂J/∂J = .*|∂y/∂y = .*|∂J/∂y = .*|∂J/∂target = .*"))
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void rulesAreThoseOfTheTextbooks() {
        String shown = graphs().entrySet().stream()
                .map(graph -> graph.getKey() + "\n" + rules(graph.getValue()) + "\n")
                .collect(Collectors.joining());
        assertThat(shown).isEqualTo(RULES);
    }

    @Test
    void theRuleOfSoftmaxIsWrittenInEachLanguage() {
        Explanation softmax = explanation(x.softmax(1));
        assertThat(softmax.latex())
                .contains(
                        "y * \\left(\\frac{\\partial J}{\\partial y} - \\left(\\sum_{j} y * \\frac{\\partial J}{\\partial y}");
        assertThat(softmax.java()).contains("Node dx = y.multiply(dy.subtract(y.multiply(dy).sum(1).keepDims()));\n");
        assertThat(softmax.numpy()).contains("dx = y * (dy - np.sum(y * dy, axis=(1,), keepdims=True))\n");
        assertThat(softmax.listing()).endsWith("= y ∗ (∂J/∂y − sum(y ∗ ∂J/∂y, axis 1, keep dims))");
        Node y = x.softmax(1).named("p");
        assertThat(Gradients.of(y, Input.of("ḡ", 3, 4)).wrt(x).expression())
                .isEqualTo("p ∗ (ḡ − sum(p ∗ ḡ, axis 1, keep dims))");
        Explanation entropy = explanation(new CrossEntropyLoss(x, labels));
        assertThat(entropy.java()).contains("Node dx = x.softmax(1).subtract(k.oneHot(4)).divide(3);\n");
        assertThat(entropy.numpy()).contains(" - np.eye(4)[k.astype(int)]) / 3\n");
    }

    @Test
    void aPlanDoesNotComputeTheWrittenForm() {
        Node exp = x.exp();
        Node twoForms = new TextbookForm(exp, x.sinh().add(x.cosh()));
        assertThat(Run.of(Graph.of(twoForms.multiply(w).sum())).plan().ops())
                .isEqualTo(Run.of(Graph.of(exp.multiply(w).sum())).plan().ops());
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrittenIsWhatIsComputed() {
        return FunctionSamples.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> compareForms(sample.getValue())));
    }

    private static void compareForms(FunctionSample sample) {
        List<Node> gradients = new ArrayList<>();
        for (Node value : sample.function().apply(sample.inputs())) {
            Gradients all = Gradients.of(value, Constant.of(Tensor.generate(value.shape(), i -> 1 + 0.3 * i % 2)));
            sample.inputs().stream().filter(all::reaches).forEach(input -> gradients.add(all.wrt(input)));
        }
        Random random = new Random(7);
        Map<Input, Tensor> values = new LinkedHashMap<>();
        for (int i = 0; i < sample.inputs().size(); i++) {
            values.put(sample.inputs().get(i), sample.operands().get(i).draw(random));
        }
        for (Node node : TopologicalOrder.of(gradients)) {
            if (node instanceof Op op && op.written() != op) {
                Evaluator numbers = Evaluator.of(Graph.of(op, op.written()));
                numbers.graph()
                        .inputs()
                        .forEach(input -> numbers.feed(input, Objects.requireNonNull(values.get(input))));
                double[] computed = numbers.value(op).toArray();
                double[] written = numbers.value(op.written()).toArray();
                for (int i = 0; i < computed.length; i++) {
                    assertThat(written[i])
                            .as(op.written().expression())
                            .isCloseTo(computed[i], within(1e-12 * Math.max(1, Math.abs(computed[i]))));
                }
            }
        }
    }
}
