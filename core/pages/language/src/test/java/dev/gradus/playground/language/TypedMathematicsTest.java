package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type who come from a text, from Word, or from another language: it is read, or a sentence says what to write. */
class TypedMathematicsTest {
    private static final Map<String, Tensor> DATA = Map.of(
            "x", Tensor.of(new double[][] {{0.5, -1}, {2, 1.5}, {-0.25, 3}}).named("n_batch", "n_in"),
            "y", Tensor.of(new double[][] {{1}, {0}, {1}}).named("n_batch", "n_out"));

    private static final String WEIGHTS = "w = randn(2, 1); M = randn(2, 2); b = randn(1)\n";

    private static Program read(String text) {
        return Program.read(WEIGHTS + text, DATA, 0);
    }

    private static double loss(String text) {
        Program program = read(text);
        assertThat(program.problem().map(Problem::sentence)).as(text).isEmpty();
        Node objective = program.objective().orElseThrow();
        Evaluator evaluator = Evaluator.of(Graph.of(objective));
        evaluator.graph().inputs().forEach(input -> evaluator.feed(input, DATA.get(input.label())));
        return evaluator.value(objective).item();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "J = mean((x @ w – y)**2); J = mean((x @ w - y)**2)",
                "J = mean((x @ w — y)²); J = mean((x @ w - y)**2)",
                "J = mean((x @ w − y)^2); J = mean((x @ w - y)**2)",
                "J = mean((x @ w ‐ y).^2); J = mean((x @ w - y)**2)",
                "J = mean(x ⊙ x); J = mean(x * x)",
                "J = mean(x .* x ./ 2); J = mean(x * x / 2)",
                "J = mean(x ÷ 2); J = mean(x / 2)",
                "J = ½ mean(x); J = 0.5 * mean(x)",
                "J = 1/2 * Σ((x @ w − y)²); J = sum((x @ w - y)**2) / 2",
                "J = mean(2x + 2(x + 1)); J = mean(2 * x + 2 * (x + 1))",
                "J = 2π · mean(x); J = 2 * pi * mean(x)",
                "J = mean(-2x² + 3x); J = mean(-2 * x**2 + 3 * x)",
                "J = mean(e^(−x) + e**x); J = mean(exp(-x) + exp(x))",
                "J = mean(max(0, x @ w + b)); J = mean(relu(x @ w + b))",
                "J = mean(min(x @ w, y)); J = mean(minimum(x @ w, y))",
                "J = mean(x.repeat(2, 1).max(1)); J = mean(np.max(np.repeat(x, 2, axis=1), axis=1))",
                "J = mean(x) + 0.1 ‖w‖² + 0.1‖w‖; J = mean(x) + 0.1 * sum(w**2) + 0.1 * norm(w)",
                "J = ‖w‖² + ||b||; J = sum(w**2) + norm(b)",
                "J = mean(|x @ w − y|); J = mean(abs(x @ w - y))",
                "J = sum(M⁻¹); J = sum(inv(M))",
                "J = sum(w⊤ @ w) + sum(wᵀw); J = 2 * sum(w.T @ w)",
                "J := mean(x); J = mean(x)",
                "J <- mean(x); J = mean(x)",
                "J ← mean(x); J = mean(x)",
                "J = mean(where(x <-1, x, 0)); J = mean(where(x < -1, x, 0))",
            })
    void isRead(String written, String meaning) {
        assertThat(loss(written)).isCloseTo(loss(meaning), within(1e-12));
    }

    /** Methods mean in a program for PyTorch what they mean there. */
    @Test
    void methodsOfPyTorch() {
        String program = "import torch\nJ = x.std() + x.repeat(2, 1).max(1)[0].mean() + x.median()";
        String meaning = "J = np.std(x, ddof=1) + mean(np.max(np.tile(x, (2, 1)), axis=1)) + sort(x.reshape(-1))[2]";
        assertThat(loss(program)).isCloseTo(loss(meaning), within(1e-12));
        assertThat(loss("J = x.std()")).isEqualTo(loss("J = np.std(x)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// a comment\nJ = mean((x @ w - y)**2)",
                "% a comment\nJ = mean((x @ w - y)**2)  # another",
                "J = mean((x @ w -\ny)**2)",
                "J = mean(\n(x @ w - y)**2\n)",
                "J = mean((x @ w\n  - y)**2)",
            })
    void linesAreRead(String written) {
        assertThat(loss(written)).isEqualTo(loss("J = mean((x @ w - y)**2)"));
    }

    /** A sentence, and the labels of all remedies. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "model = keras.Sequential([Dense(4), Dense(1)]); Keras describes a network as a list of layers.; ''",
                "model.add(Dense(4)); Keras describes a network as a list of layers.; ''",
                "model = tf.keras.Model(x, y); Keras describes a network as a list of layers.; ''",
                "model = LogisticRegression(); scikit-learn hides the network.; ''",
                "df = pd.DataFrame(x); A table is pasted into the data of the page; ''",
                "l, g = jax.value_and_grad(f)(w); The page trains and differentiates by itself.; ''",
                "J = sum(w' @ w); In MATLAB w' is the transpose of w. Write w.T here.; Write .T",
                "J = sum(w) + sum(|w|²); Write ‖w‖² for the sum of the squares, or w² for the square of each element.; ''",
                "J = mean(1 / 2x); This could be a factor of the fraction or of what it is divided by.; ''",
                "J = mean((x > 0) ^ (y > 0)); For masks, NumPy's ^ is “either … or”. Write a != b.; ''",
                "J = mean(x ? y); The character ? is not part of the language.; ''",
                "J = mean(x ☃ y); The character ☃ is not part of the language.; ''",
                "J = mean(relu(x @ w, 0.1)); relu takes only x.; ''",
                "J = mean(x @ w - target2) + sum(x @ M); No line above defines «target2».; ''",
                "J = mean(relu(x @ w - y)) // comment; No line above defines «comment».; Write #",
                "J = mean(max(x @ w, 0)); NumPy takes the second argument for an axis.; ''",
                "f(x) = x @ w; A function is written as def f(x): return x**2.; Write def",
                "f = lambda x: x @ w; A function is written as def f(x): return x**2.; ''",
                "J = mean([a**2 for a in x]); Operations apply to whole arrays, without a loop over their elements; ''",
                "J = mean(x if x > 0 else 0); A choice for each element is where(x > 0, a, b).; ''",
                "J = mean((x > 0) & (y > 0)); For masks, “and” is a * b, “or” is maximum(a, b), and “not” is 1 - a.; ''",
                "J = sum((x @ w - y)**2) / n; No line above defines «n».; Add n = len(x)",
                "J = -mean(y log(sigmoid(x @ w))); Expected an operator or a comma.; Insert *",
                "J = mean((x·w - y)²); «x» is 3 × 2 and «w» is 2 × 1; Write @, Make w (2), Make w 1 × 1",
                "J = mean(x @ M M); Expected an operator or a comma.; Insert @",
                "y = sigmoid(x @ w); «y» comes from the data. Choose another name.; ''",
                "z = w (x + 1); «w» is a value, not a function. Write an operator before the (.; ''",
            })
    void isRefused(String written, String sentence, String labels) {
        String rest =
                written.startsWith("J") ? "" : "\nJ = mean((" + (written.startsWith("y") ? "y" : "x @ w") + " - y)**2)";
        Problem problem = read(written + rest).problem().orElseThrow(() -> new AssertionError("read: " + written));
        assertThat(problem.sentence()).startsWith(sentence);
        assertThat(problem.remedies().stream().map(Remedy::label).collect(Collectors.joining(", ")))
                .isEqualTo(written.startsWith("y") ? "Call it y2" : labels);
    }
}
