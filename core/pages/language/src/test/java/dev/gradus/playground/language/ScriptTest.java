package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set aside because the page does it. */
class ScriptTest {
    private static final Map<String, Tensor> DATA = Map.of("x", Tensor.ones(3, 2), "y", Tensor.ones(3, 1));

    private static Program read(String text) {
        Program program = Program.read(text, DATA, 7);
        assertThat(program.problem().map(Problem::sentence)).as(text).isEmpty();
        return program;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import numpy as np                      | imports",
                "np.random.seed(0)                       | seed",
                "rng = np.random.default_rng(0)          | seed",
                "print(z)                                | output",
                "losses = []                             | output",
                "plt.plot(z)                             | output",
                "W -= 0.1 * dW                           | weight updates",
                "W = W - 0.1 * dW                        | weight updates",
                "optimizer = torch.optim.SGD([W], lr=1)  | weight updates",
                "J.backward()                            | gradients",
                "for i in range(10):                     | training loop",
                "X_train, X_test = train_test_split(x)   | data loading"
            })
    void statementsOfOtherPrograms(String line, String what) {
        Program program = read("W = randn(2, 1)\nz = x @ W\nJ = mean(z)\n" + line);
        assertThat(program.asideSentence()).contains("Set aside: " + what + ".");
    }

    @Test
    void ofALoopTheForwardPassStays() {
        Program program = read("""
                W = np.random.randn(2, 1) * 0.1
                for step in range(100):
                    p = 1 / (1 + np.exp(-np.dot(x, W)))
                    J = np.mean((p - y)**2)
                    dp = 2 * (p - y) / len(y)
                    dW = x.T @ (dp * p * (1 - p))
                    W -= 0.5 * dW
                    if step % 10 == 0:
                        print(step, J)
                """);
        assertThat(program.names().stream().map(Program.Named::name)).containsExactly("W", "p", "J");
        assertThat(program.asideSentence()).contains("Set aside: training loop, weight updates, output, gradients.");
    }

    @Test
    void whatIsNotSetAside() {
        assertThat(Program.read("J = mean(x)\nJ += 3", DATA, 7)
                        .problem()
                        .orElseThrow()
                        .head())
                .isEqualTo("changed name");
        assertThat(read("def f(a):\n    b = a + 1\n    return b * 2\nJ = mean(f(x))")
                        .asides())
                .isEmpty();
        assertThat(read("a, b = 1, 2\nJ = a * mean(x) + b").asides()).isEmpty();
    }

    @Test
    void dataOfTheLines() {
        Program program = read("X = np.array([[1.0, 2.0], [3.0, 4.0]])\nJ = mean(X)");
        assertThat(program.own()).containsKey("X");
        assertThat(program.weights()).isEmpty();
        assertThat(program.inputs()).containsKey("X").doesNotContainKey("x");
        assertThat(read("J = mean(X)").own()).isEmpty();
    }
}
