package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.store.GraphWriter;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines mean. */
class ProgramTest {
    private static final Map<String, Tensor> DATA = new LinkedHashMap<>();

    static {
        DATA.put("x", Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}).named("n_batch", "n_in"));
        DATA.put("y", Tensor.of(new double[][] {{0}, {1}, {1}}).named("n_batch", "n_out"));
    }

    private static Program read(String text) {
        Program program = Program.read(text, DATA, 7);
        assertThat(program.problem().map(Problem::sentence)).as(text).isEmpty();
        return program;
    }

    private static Node node(String expression) {
        Program program = read("W = [[1, -2], [0.5, 3]]; b = [0.5, -0.5]\nr = " + expression + "\nJ = sum(x @ W + b)");
        return program.node("r").orElseThrow();
    }

    private static Tensor value(Node node) {
        Evaluator evaluator = Evaluator.of(Graph.of(node));
        evaluator
                .graph()
                .inputs()
                .forEach(input -> evaluator.feed(input, DATA.getOrDefault(input.label(), Tensor.scalar(0))));
        return evaluator.value(node);
    }

    /** Two spellings of one graph. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x @ W + b                     | x.matMul(W).add(b)",
                "sigmoid(x @ W + b)            | torch.sigmoid(x @ W + b)",
                "relu(x)                       | F.relu(x)",
                "relu(x)                       | nn.ReLU()(x)",
                "relu(x)                       | np.maximum(x, 0)",
                "sigmoid(x)                    | 1 / (1 + np.exp(-x))",
                "sigmoid(x)                    | σ(x)",
                "sigmoid(x)                    | torch.nn.functional.sigmoid(x)",
                "x**2                          | x.square()",
                "x**2                          | x²",
                "x.T                           | np.transpose(x)",
                "x.T                           | xᵀ",
                "x * 2 - 1                     | x · 2 − 1",
                "sum(x, axis=1, keepdims=True) | x.sum(1).keepDims()",
                "sum(x, axis=1, keepdims=True) | torch.sum(x, dim=1, keepdim=True)",
                "sum(x, axis=(0, 1))           | x.sum(0, 1)",
                "MseLoss(x, x + 1)             | new MseLoss(x, x.add(1))",
                "MseLoss(x, x + 1)             | .5 * np.sum((x + 1 - x) ** 2) / 3",
                "mse_loss(x, 2 * x)            | torch.nn.MSELoss()(x, 2 * x)",
                "logsumexp(x, 1)               | np.logaddexp.reduce(x, axis=1)",
                "softmax(x)                    | F.softmax(x, dim=-1)",
                "cat([x, x], 1)                | np.concatenate((x, x), axis=1)",
                "where(x > 2, x, 0)            | x.greater(2).where(x, 0)",
                "x[:, 0]                       | x.select(1, 0)",
                "x[1:3]                        | x.slice(0, 1, 3)",
                "x[..., None]                  | x.unsqueeze(2)",
                "x[::-1]                       | np.flip(x, 0)",
                "clip(x, 0, 1)                 | torch.clamp(x, min=0, max=1)",
                "x[:, None, :] - W[None]       | x[:, None, :] - W",
                "x @ W                         | np.dot(x, W)",
                "x @ W                         | x.dot(W)",
                "inv(x.T @ x)                  | np.linalg.inv(x.T @ x)",
                "qr(x).Q                       | np.linalg.qr(x)[0]",
                "x.reshape(2, -1)              | np.reshape(x, (2, -1))",
                "1 / x                         | x.reciprocal()",
                "-x * -2                       | (-x) * (-2)",
                "einsum(\"bi,ij->bj\", x, W)   | np.einsum('bi,ij->bj', x, W)"
            })
    void spellings(String one, String other) {
        assertThat(saved(node(one))).isEqualTo(saved(node(other)));
    }

    /** The graph as a file holds it. */
    private static List<Object> saved(Node node) {
        GraphWriter writer = new GraphWriter();
        return List.of(Json.of(writer.write(Graph.of(node), List.of())), writer.constants());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 ** 3 ** 2 + 0 * sum(x)          | 512",
                "-2 ** 2 + 0 * sum(x)              | -4",
                "(1 - 2 - 3) + 0 * sum(x)          | -4",
                "2 / 4 / 2 + 0 * sum(x)            | 0.25",
                "7 // 2 + 7 % 4 + 0 * sum(x)       | 6",
                "len(x) + x.shape[1] + 0 * sum(x)  | 5",
                "sum(x[1:, 0])                     | 8",
                "sum(x[-1])                        | 11",
                "sum(x[x.shape[0] - 1, 1])         | 6",
                "mean(x) + pi - np.pi              | 3.5",
                "std([1, 3]) + 0 * sum(x)          | 1",
                "torch.var([1, 3]) + 0 * sum(x)    | 2",
                "sum(eye(3) @ x)                   | 21",
                "sum(arange(4)) + 0 * sum(x)       | 6",
                "sum(W[[1, 1, 0]])                 | 6",
                "sum(one_hot([0, 2], 3) @ x)       | 14"
            })
    void values(String expression, double value) {
        assertThat(value(node(expression)).item()).isEqualTo(value);
    }

    @Test
    void weightsAreWhatBeginsWithNumbers() {
        Program program = read("""
                n_hidden = 5   # a size with a name
                W1 = randn(2, n_hidden) / sqrt(2); b1 = zeros(n_hidden)
                V = [[1, 2], [3, 4]]
                a = parameter(2)
                mask = constant(tril(ones(3, 3)))
                λ = 0.5
                J = sum(x @ W1 + b1) + sum(x @ V) * a * λ + sum(mask)
                """);
        assertThat(program.weights().stream().map(weight -> weight.parameter().label()))
                .containsExactly("W1", "b1", "V", "a");
        assertThat(program.weights().get(0).parameter().shape().toString()).contains("n_hidden=5");
        assertThat(program.weights().get(2).parameter().initialValue()).isEqualTo(Tensor.of(new double[][] {
            {1, 2}, {3, 4}
        }));
    }

    @Test
    void eachWeightHasNumbersOfItsOwn() {
        Tensor alone = read("W = randn(2, 2)\nJ = sum(x @ W)")
                .weights()
                .get(0)
                .parameter()
                .initialValue();
        Program more = read("A = randn(2, 2)\nW = randn(2, 2)\nJ = sum(x @ W) + sum(A)");
        assertThat(more.weights().get(1).parameter().initialValue()).isEqualTo(alone);
        assertThat(more.weights().get(0).parameter().initialValue()).isNotEqualTo(alone);
        Tensor other = Program.read("W = randn(2, 2)\nJ = sum(x @ W)", DATA, 8)
                .weights()
                .get(0)
                .parameter()
                .initialValue();
        assertThat(other).isNotEqualTo(alone);
    }

    @Test
    void functionsOfOnesOwn() {
        Program program = read("""
                def scaled(a, k): return a * k
                def cube(x): return x**3
                grad cube: 3 * x**2
                def both(a, b):
                    return a * b
                grad both: b, a
                J = sum(cube(scaled(x, 2))) + sum(both(x, x + 1))
                """);
        assertThat(program.spans().keySet().stream().filter(TypedOp.class::isInstance))
                .hasSize(2);
        assertThat(value(program.objective().orElseThrow()).item()).isEqualTo(8 * 441 + 91 + 21);
    }

    @Test
    void aLineGoesOnWithinBrackets() {
        Program program = read("J = sum(\n    x +\n    1)\nK = 2 # not part of it");
        assertThat(value(program.objective().orElseThrow()).item()).isEqualTo(27);
    }

    @Test
    void whatIsPastedFromAFileWithImports() {
        read(
                "import numpy as np\nimport torch.nn.functional as F\n\nNode z = x.matMul(np.ones((2, 1)));\nNode J = z.sum().named(\"J\");");
    }

    @Test
    void axesHaveNames() {
        Program program = read("W = randn(2, 3)\nz = x @ W\nJ = sum(z)");
        assertThat(program.node("z").orElseThrow().shape()).isEqualTo(Shape.of(3, 3));
        assertThat(program.node("z").orElseThrow().shape().name(0)).isEqualTo("n_batch");
    }

    @Test
    void idiomsCountOnlyWithTheBatchesSize() {
        assertThat(node(".5 * np.sum((x + 1 - x) ** 2) / 3").toString()).contains("MseLoss");
        assertThat(node(".5 * np.sum((x + 1 - x) ** 2) / 4").toString()).doesNotContain("MseLoss");
        assertThat(node("1 / (1 + exp(-x))").toString()).contains("exp");
    }
}
